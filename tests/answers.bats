#!/usr/bin/env bats
# What users do with answers: sensitivity to x, many starts, the live view.

load code

@test "sensitivity agrees with lower levels solved again" {
  code <<'END'
function dydx = by_solves (p, x, y, t)
  % central differences of lower levels solved again: f is 0, so that only y moves
  n = numel (x);
  dydx = zeros (numel (y), n);
  for i = 1:n
    e = t * ((1:n)' == i);
    dydx(:, i) = (lower_solution (p, x + e, y) - lower_solution (p, x - e, y)) / (2 * t);
  end
end
function y = lower_solution (p, x, y)
  for k = 1:60
    [~, ~, v] = pgdqa_mex ('eval', p.g, x, y);
    A = zeros (numel (y));
    for j = 1:numel (y)
      [~, A(:, j)] = pgdqa_mex ('hvp', p.g, x, y, 0 * x, double ((1:numel (y))' == j));
    end
    y = y - A \ v;
  end
end
function z = seeded (m, n)
  z = reshape (sin (7 * (1:m * n) .^ 1.5), m, n);
end
A = seeded (12, 3);
[f, g] = pgdqa_hypercleaning (A, 1 + (A * [1; 2; -1] > 0), seeded (9, 3) + 0.1, [1; 2; 1; 2; 1; 2; 1; 2; 1], 0.01);
cleaning = struct ('f', f, 'g', g, 'x0', zeros (12, 1), 'y0', zeros (6, 1));
for p = {pgdqa_testproblem('convex', 6, 1), pgdqa_testproblem('sine', 3, 'Start', 2), cleaning}
  [~, ~, ~, ~, output] = pgdqa_solve (p{1}, 'Schedule', 'adaptive', 'MaxCalls', 400);
  [dydx, info] = pgdqa_sensitivity (output);
  expected = by_solves (p{1}, output.problem.x, output.problem.y, 1e-4);
  assert (norm (dydx - expected) <= 1e-6 * norm (expected));
  assert (info.residual < 1e-12);
  [~, fx, fy] = pgdqa_mex ('eval', p{1}.f, output.problem.x, output.problem.y);
  assert (info.hypergradient, fx + dydx' * fy, 1e-9 * (norm (fx) + norm (dydx) * norm (fy)));
end
END
}

@test "sensitivity with many lower variables goes by conjugate gradients" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 3, 320, 1);
exact = - p.g.Qyy \ p.g.Qxy';
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.known.x, p.known.y, 'Schedule', 'adaptive');
[dydx, info] = pgdqa_sensitivity (output);
assert (norm (dydx - exact) < 1e-8 * norm (exact));
assert ([info.eig_min, info.eig_max], [min(eig (p.g.Qyy)), max(eig (p.g.Qyy))], 0.02 * norm (p.g.Qyy));
[along, once] = pgdqa_sensitivity (output, [1; 2; 3]);
assert (norm (along - exact * [1; 2; 3]) < 1e-8 * norm (exact));
assert (strcmp (info.solver, 'cg') && once.calls.hvp < info.calls.hvp);
p.g.Qyy = p.g.Qyy - (info.eig_min + 0.1) * eye (320);
output.problem.g = p.g;
fail ('pgdqa_sensitivity (output)', 'D2_yy g is indefinite');
END
}
