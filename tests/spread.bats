#!/usr/bin/env bats
# Lower levels whose eigenvalues are spread: the reduced gradient is right, and runs end at the optimum.

load code

# solve_spread N M KAPPA ...: quadratics with eigenvalues 1 .. KAPPA on a log scale, each solved to within 1e-6 of the
# decrease of f
solve_spread () {
  { cat <<'END'
function solve (n, m, kappa)
  rand ('twister', 1);
  randn ('twister', 1);
  d = logspace (0, log10 (kappa), m)';
  d = d(randperm (m));
  B = randn (m, n) / sqrt (m) .* sqrt (d);
  b = randn (m, 1);
  t = randn (m, 1);
  f = @(x, y) deal (0.5 * sumsq (y - t) + 0.005 * sumsq (x), 0.01 * x, y - t);
  g = @(x, y) deal (0.5 * sum (d .* y .^ 2) - y' * (B * x + b), -(B' * y), d .* y - B * x - b);
  product = @(x, y, vx, vy) deal (-(B' * vy), d .* vy - B * vx);
  [x, ~, ~, exitflag] = pgdqa_solve (f, pgdqa_objective (g, product), zeros (n, 1), zeros (m, 1), 'MaxCalls', 20000);
  A = B ./ d;
  F = @(x) 0.5 * sumsq (A * x + b ./ d - t) + 0.005 * sumsq (x);
  best = F ((A' * A + 0.01 * eye (n)) \ (A' * (t - b ./ d)));
  left = (F (x) - best) / (F (zeros (n, 1)) - best);
  assert (any (exitflag == [1, 3]), 'n %d, m %d, condition %g: exitflag %d', n, m, kappa, exitflag);
  assert (left <= 1e-6, 'n %d, m %d, condition %g: %g left', n, m, kappa, left);
end
END
    printf 'solve (%d, %d, %g);\n' "$@"; } | code
}

@test "quadratics with conditions 1e2 to 1e8 end at the optimum" {
  solve_spread 10 20 1e2  10 20 1e4  10 20 1e6  10 20 1e8  10 100 1e2  10 100 1e4  10 100 1e6  10 100 1e8
}

# bats test_tags=long
@test "a log-uniform spectrum: a wrong reduced gradient does not end a run without progress" {
  solve_spread 1 2000 1e3  10 2000 1e3
}
