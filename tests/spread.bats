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

# The calls to within 1e-8 of the whole decrease of F, against conjugate gradients to 1e-8 for y, multiplier and response.
# bats test_tags=long
@test "spread spectra cost no more calls than conjugate gradients and BFGS" {
  code <<END
addpath ('$ROOT/bench');
t = bench_spread (1e3, 3);
calls = @(column) cellfun (@(s) sscanf (s, '%*d / %f'), t.rows(:,column));
assert (size (t.rows, 1), 12);
assert (all (ismember ([t.rows{:,9}], [1, 3])), '%d ', t.rows{:,9});
ratio = calls (5) ./ calls (6);
assert (max (ratio) <= 1.3, 'worst %g', max (ratio));
assert (exp (mean (log (ratio))) <= 0.6, 'mean %g', exp (mean (log (ratio))));
END
}

@test "a spread spectrum with bounds of x, without products, in single precision" {
  code <<END
addpath ('$ROOT/bench');
for kind = {'log', 'clusters', 'small'}
  p = spread_problem (kind{1}, 4, 600, 1e3, 5);
  g = pgdqa_objective (p.g, p.product);
  left = @(x) (p.F (x) - p.best) / (p.first - p.best);
  [x, ~, ~, exitflag] = pgdqa_solve (p.f, pgdqa_objective (p.g), p.x0, p.y0);
  assert (any (exitflag == [1, 3]) && left (x) <= 1e-8, '%s without products: %d, %g', kind{1}, exitflag, left (x));
  [x, ~, ~, exitflag] = pgdqa_solve (p.f, g, single (p.x0), single (p.y0));
  assert (any (exitflag == [1, 3]) && left (double (x)) <= 1e-3, '%s single: %d, %g', kind{1}, exitflag, left (double (x)));
  [free, ~, ~, ~, output] = pgdqa_solve (p.f, g, p.x0, p.y0);
  if (strcmp (kind{1}, 'log'))
    assert (output.linear.how, 'cg');
  end
  most = max (abs (free)) / 2;
  [x, ~, ~, exitflag] = pgdqa_solve (p.f, g, p.x0, p.y0, 'XMin', -most, 'XMax', most);
  assert (any (exitflag == [1, 3]), '%s bounded: %d', kind{1}, exitflag);
  H = p.hessian;
  best = qp (zeros (4, 1), H, -H * p.answer, [], [], -most * ones (4, 1), most * ones (4, 1));
  assert (p.F (x) - p.F (best) <= 1e-8 * (p.first - p.best), '%s bounded: %g', kind{1}, p.F (x) - p.F (best));
end
END
}

# bats test_tags=long
@test "logistic regressions with penalties on a log scale and badly scaled features end at a stationary point" {
  code <<'END'
function [v, gx, gy] = training (X, G, x, y)
  z = X * y;
  e = exp (x(G));
  v = mean (max (-z, 0) + log1p (exp (-abs (z)))) + sum (e .* y .^ 2) / 2;
  gx = accumarray (G, e .* y .^ 2 / 2);
  gy = e .* y - X' * (1 ./ (1 + exp (z))) / numel (z);
end
function [hx, hy] = product (X, G, x, y, vx, vy)
  z = X * y;
  e = exp (x(G));
  s = 1 ./ (2 + exp (z) + exp (-z));
  hx = accumarray (G, e .* y .* vy) + accumarray (G, e .* y .^ 2 / 2) .* vx;
  hy = X' * (s .* (X * vy)) / numel (z) + e .* vy + e .* y .* vx(G);
end
function [v, gx, gy] = validation (X, x, y)
  z = X * y;
  v = mean (max (-z, 0) + log1p (exp (-abs (z)))) + sumsq (x) / 2000;
  gx = x / 1000;
  gy = -X' * (1 ./ (1 + exp (z))) / numel (z);
end
for seed = 1:2
  rand ('state', seed);
  randn ('state', seed);
  m = 450;
  G = mod ((0:m-1)', 10) + 1;
  scale = 10 .^ (2 * rand (1, m) - 1);
  X = randn (1000, m) .* scale;
  V = randn (1000, m) .* scale;
  truth = randn (m, 1) .* (rand (m, 1) < 0.3) ./ scale';
  X = sign (X * truth + 3 * randn (1000, 1)) .* X;
  V = sign (V * truth + 3 * randn (1000, 1)) .* V;
  f = @(x, y) validation (V, x, y);
  g = pgdqa_objective (@(x, y) training (X, G, x, y), @(x, y, vx, vy) product (X, G, x, y, vx, vy));
  [x, y, ~, exitflag, output] = pgdqa_solve (f, g, -2 * ones (10, 1), zeros (m, 1));
  assert (any (exitflag == [1, 3]), 'exitflag %d', exitflag);
  h = output.history;
  near = find (h.f - h.f(end) <= 1e-6 * (h.f(1) - h.f(end)) & h.lower_opt <= 1e-4 * h.lower_opt(1), 1);
  assert (h.calls(near) <= 5000, '%d calls to 1e-6, %d in all', h.calls(near), output.calls.total);
  [~, gx, gy] = f (x, y);
  A = zeros (m);
  for i = 1:m
    [~, A(:,i)] = product (X, G, x, y, zeros (10, 1), double ((1:m)' == i));
  end
  [through, ~] = product (X, G, x, y, zeros (10, 1), -(A \ gy));
  assert (norm (gx + through) <= 1e-5 * norm (gx), 'hypergradient %g', norm (gx + through));
end
END
}
