#!/usr/bin/env bats
# Lower levels solved with a factor of D2_yy g, or with a solve of the user.

load code

# A quadratic problem with D2_yy g = A, B = D2_xy g, and its solution.  By products: with R = [] no factor is made.
setup () {
  cd "$BATS_TEST_TMPDIR"
  mkdir -p "$HOME/.local/share"
  cat >quadratic_with.m <<'END'
function p = quadratic_with (A, n, seed)
  m = rows (A);
  randn ('state', seed);
  B = randn (n, m) / sqrt (m);
  b = randn (m, 1);
  t = randn (m, 1);
  response = -(A \ [B', b]);
  J = response(:,1:n);
  x = (0.1 * eye (n) + J' * J) \ (J' * (t - response(:,end)));
  y = J * x + response(:,end);
  p = struct ('f', pgdqa_quadratic (0.1 * eye (n), [], speye (m), [], -t), 'g', pgdqa_quadratic ([], B, A, [], b), 'x0', zeros (n, 1), ...
              'y0', zeros (m, 1), 'known', struct ('x', x, 'y', y, 'f', 0.05 * (x' * x) + 0.5 * (y' * y) - t' * y));
end
END
  cat >by_products.m <<'END'
function p = by_products (p)
  p.g.R = [];
end
END
  cat >spread.m <<'END'
function A = spread (m, condition, seed)
  randn ('state', seed);
  [Q, ~] = qr (randn (m));
  A = Q * diag (logspace (0, -log10 (condition), m)) * Q';
  A = (A + A') / 2;
end
END
  cat >nth_output.m <<'END'
function [v, gx, gy] = nth_output (g, x, y)
  [v, gx, gy] = pgdqa_mex ('eval', g, x, y);
end
END
  cat >product.m <<'END'
function [hx, hy] = product (g, x, y, vx, vy)
  [hx, hy] = pgdqa_mex ('hvp', g, x, y, vx, vy);
end
END
  cat >laplacian.m <<'END'
function A = laplacian (k)
  T = spdiags (ones (k, 1) * [-1, 2, -1], -1:1, k, k);
  A = kron (T, speye (k)) + kron (speye (k), T);
end
END
}

@test "a quadratic lower level gives its closed form, with a factor and by products" {
  code <<'END'
for m = [1, 2, 30, 100]
  p = quadratic_with (spread (m, 1e2, m), 5, 1);
  for q = {p, by_products(p)}
    [x, y, fval, exitflag, output] = pgdqa_solve (q{1});
    assert (any (exitflag == [1, 3]), 'm = %d: %s', m, output.message);
    assert (fval, p.known.f, 1e-9 * (1 + abs (p.known.f)));
    assert (norm (x - p.known.x) < 1e-4 * (1 + norm (p.known.x)) && norm (y - p.known.y) < 1e-4 * (1 + norm (p.known.y)));
  end
  assert (output.linear, struct ('how', 'memory', 'solves', 0, 'factorisations', 0, 'products', 0, 'inertia', []));
  [~, ~, ~, ~, output] = pgdqa_solve (p);
  assert ({output.linear.how, output.linear.factorisations, output.linear.inertia}, {'cholesky', 1, [m, 0, 0]});
  assert (output.linear.solves > 0);
  assert (output.lower.kind, 'convex');
end
END
}

@test "a factor saves most of the calls where the spectrum of D2_yy g is spread" {
  code <<'END'
for k = 1:2
  p = quadratic_with (spread (150, {1e3, 1e5}{k}, 2), 10, 1);
  [~, ~, fval, exitflag, output] = pgdqa_solve (p);
  [~, ~, by, ~, products] = pgdqa_solve (by_products (p), 'MaxCalls', 5000);
  assert (exitflag, 1);
  assert (abs (fval - p.known.f) < 1e-9 * (1 + abs (p.known.f)));
  assert ({2, 3}{k} * output.calls.total < products.calls.total, '%d calls, %d by products', output.calls.total, products.calls.total);
end
END
}

@test "a badly conditioned one ends certified, not for want of what rounding lets f show" {
  code <<'END'
for seed = 1:3
  p = quadratic_with (spread (150, 1e6, seed), 10, seed);
  [x, y, ~, exitflag, output] = pgdqa_solve (p);
  assert (any (exitflag == [1, 3]), '%d: %s', exitflag, output.message);
  assert (output.linear.how, 'cholesky');
  assert (output.calls.total < 1500, '%d calls', output.calls.total);
  y_of_x = -(p.g.Qyy \ (p.g.Qxy' * x + p.g.cy));
  reached = 0.05 * sumsq (x) + 0.5 * sumsq (y_of_x) + p.f.cy' * y_of_x;
  assert (reached - p.known.f < 1e-9 * abs (p.known.f));
end
END
}

@test "a sparse one, permuted, in double and in single precision" {
  code <<'END'
A = laplacian (30);
p = quadratic_with (A, 8, 3);
[x, y, fval, exitflag, output] = pgdqa_solve (p);
assert (exitflag, 1);
assert (output.linear.how, 'cholesky');
assert (fval, p.known.f, 1e-9 * abs (p.known.f));
assert (norm (y - p.known.y) < 1e-5 * norm (p.known.y));
[~, ~, fval, exitflag, output] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0);
assert (any (exitflag == [1, 3]));
assert (output.linear.how, 'cholesky');
assert (class (fval), 'double');
assert (double (fval), p.known.f, 1e-3 * abs (p.known.f));
p.g.Qyy = single (full (A));
[~, ~, fval, exitflag, output] = pgdqa_solve (p);
assert (any (exitflag == [1, 3]));
assert (output.linear.how, 'cholesky');
assert (double (fval), p.known.f, 1e-3 * abs (p.known.f));
END
}

@test "with as many x as y, steps in x are as few as by products: the scales of x are known" {
  code <<'END'
A = laplacian (20);
m = rows (A);
randn ('state', 1);
t = randn (m, 1);
f = pgdqa_quadratic (10 * speye (m), [], speye (m), [], -t);
g = pgdqa_quadratic ([], -speye (m), A);
[x, y, ~, exitflag, output] = pgdqa_solve (f, g, zeros (m, 1), zeros (m, 1));
g.R = [];
[~, ~, ~, ~, products] = pgdqa_solve (f, g, zeros (m, 1), zeros (m, 1));
exact = (10 * eye (m) + inv (full (A)) ^ 2) \ (A \ t);
assert (any (exitflag == [1, 3]));
assert (norm (x - exact) < 1e-4 * norm (exact));
assert (output.iterations < 1.5 * products.iterations, '%d, by products %d', output.iterations, products.iterations);
assert (2 * output.calls.total < products.calls.total);
END
}

@test "scales of x that samples cannot tell apart are one: as few steps as L-BFGS with exact hypergradients" {
  code <<'END'
A = laplacian (40);
m = rows (A);
A = (A + 1e-3 * speye (m)) / 0.0127;                 % least eigenvalue about 1: F is curved like 1 / 100 but in a few directions
randn ('state', 1);
t = randn (m, 1);
f = pgdqa_quadratic (speye (m) / 100, [], speye (m), [], -t);
g = pgdqa_quadratic ([], -speye (m), A);
[x, ~, ~, exitflag, output] = pgdqa_solve (f, g, zeros (m, 1), zeros (m, 1));
exact = (eye (m) / 100 + inv (full (A)) ^ 2) \ (A \ t);
assert (any (exitflag == [1, 3]));
assert (norm (x - exact) < 1e-4 * norm (exact));
assert (output.iterations <= 30, '%d', output.iterations);
END
}

@test "penalties of squares by terms: D2_yy g gets a factor at every x; the answer is that by products" {
  code <<'END'
randn ('state', 1);
N = 200;
m = 20;
B = randn (N, m) .* logspace (0, -2, m);
V = randn (N, m) .* logspace (0, -2, m);
truth = randn (m, 1);
b = B * truth + randn (N, 1);
f = pgdqa_terms (pgdqa_term ('square', [], V, -V * truth, 1 / N));
groups = sparse (1:m, 1 + mod (0:m-1, 2), 1);
penalty = pgdqa_term ('square', [], speye (m), [], {'exp', groups, [], 0.5});
D = spdiags (ones (m, 1) * [-1, 1], [0, 1], m, m);
sums = {{pgdqa_term('square', [], B, -b, 1 / N), penalty}                                                                    % ridge regression
        {pgdqa_term('half-norm-linear', [], B, -b, 2 / N), penalty, pgdqa_term('linear', [], ones (1, m), [], 0.1)}
        {pgdqa_term('square', [], B, -b, {'exp', [0, 1], [], 1 / N}), pgdqa_term('half-norm-linear', [], D, [], {'exp', [1, 0], [], 1})}
        {pgdqa_term('square', ones (N, 2), B, -b, 1 / N), penalty, pgdqa_term('const', [0.1, 0.2], zeros (1, m))}};          % x acts through the residual, too
for k = 1:numel (sums)
  g = pgdqa_terms (sums{k}{:});
  handles = pgdqa_objective (@(x, y) nth_output (g, x, y), @(x, y, vx, vy) product (g, x, y, vx, vy));
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, [0; 0], zeros (m, 1), 'XMin', -8, 'XMax', 8);
  [~, ~, expected, ~, products] = pgdqa_solve (f, handles, [0; 0], zeros (m, 1), 'XMin', -8, 'XMax', 8);
  assert (any (exitflag == [1, 3]), '%d: %s', k, output.message);
  assert (fval, expected, 1e-7 * abs (expected));
  assert ({output.linear.how, output.linear.inertia, products.linear.how}, {'cholesky', [m, 0, 0], 'memory'});
  assert (output.calls.user, 0);
  assert (output.calls.total < 0.8 * products.calls.total, '%d: %d calls, %d by products', k, output.calls.total, products.calls.total);
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, [0; 0], zeros (m, 1), 'XMin', -8, 'XMax', 8, 'YMin', -100);
  assert (output.linear.how, 'memory');
  [~, ~, fval, ~, output] = pgdqa_solve (f, g, single ([0; 0]), zeros (m, 1), 'XMin', -8, 'XMax', 8);
  assert (output.linear.how, 'cholesky');
  assert (double (fval), expected, 1e-3 * abs (expected));
end
g = pgdqa_terms (pgdqa_term ('logistic', [], B), penalty);                                                                   % curved otherwise at another y
[~, ~, ~, ~, output] = pgdqa_solve (f, g, [0; 0], zeros (m, 1), 'MaxCalls', 200);
assert (output.linear.how, 'memory');
END
}

@test "no factor where it does not serve: bounds of y, other schedules and methods, an indefinite, singular, dear or badly conditioned Qyy" {
  code <<'END'
p = quadratic_with (spread (20, 10, 1), 4, 1);
for options = {{'YMin', -100}, {'YMax', 100}, {'Schedule', 'diminishing', 'MaxIter', 5}, {'Method', 'aid', 'MaxIter', 5}}
  [~, ~, ~, ~, output] = pgdqa_solve (p, options{1}{:});
  assert (output.linear.how, 'memory');
end
[~, ~, fval, ~, output] = pgdqa_solve (p, 'XMin', -100, 'XMax', 100, 'YMin', -Inf);
assert (output.linear.how, 'cholesky');
assert (fval, p.known.f, 1e-9 * (1 + abs (p.known.f)));
indefinite = p;
indefinite.g.Qyy(3,3) = -2;
singular = p;
singular.g.Qyy = diag ([ones(1, 19), 0]);
hard = p;
hard.g.Qyy = spread (20, 1e9, 1);
for q = {indefinite, singular, hard}
  [~, ~, ~, ~, output] = pgdqa_solve (q{1}, 'MaxCalls', 200);
  assert (output.linear.how, 'memory');
end
% a sparse one whose factor is full
rand ('state', 1);
m = 2500;
dear = p;
dear.g = pgdqa_quadratic ([], p.g.Qxy(:,ones (1, m)), speye (m) * 40 + 0.1 * (sprand (m, m, 4 / m) + sprand (m, m, 4 / m)'));
dear.f = pgdqa_quadratic (eye (4), [], speye (m));
dear.y0 = ones (m, 1);
[~, ~, ~, ~, output] = pgdqa_solve (dear, 'MaxCalls', 50);
assert (output.linear.how, 'memory');
END
}

@test "pgdqa:size, pgdqa:value, pgdqa:class, pgdqa:oracle: a wrong factor of one's own is refused" {
  code <<'END'
p = quadratic_with (spread (6, 10, 1), 2, 1);
right = chol (p.g.Qyy);
p.g.R = right;
[~, ~, fval, exitflag, output] = pgdqa_solve (p);
assert (exitflag, 1);
assert (output.linear.how, 'cholesky');
assert (fval, p.known.f, 1e-9 * (1 + abs (p.known.f)));
wrong = {'R', right(1:5,1:5), 'pgdqa:size'; 'R', right', 'pgdqa:value'; 'R', triu(right, 1), 'pgdqa:value'; 'R', NaN(6), 'pgdqa:value'
         'R', 'abc', 'pgdqa:class'; 'ORDER', [1; 2; 3; 4; 5; 5], 'pgdqa:value'; 'ORDER', [1; 2; 3; 4; 5; 7], 'pgdqa:value'
         'ORDER', (0:5)', 'pgdqa:value'; 'ORDER', (1:5)', 'pgdqa:size'; 'ORDER', (1.5:6.5)', 'pgdqa:value'
         'ORDER', (6:-1:1)', 'pgdqa:oracle'; 'R', (2 * right), 'pgdqa:oracle'; 'R', eye(6), 'pgdqa:oracle'};
for k = 1:rows (wrong)
  q = p;
  q.g.(wrong{k,1}) = wrong{k,2};
  identifier = '';
  try
    pgdqa_solve (q);
  catch err
    identifier = err.identifier;
  end
  assert (identifier, wrong{k,3}, sprintf ('%d', k));
end
expect_error ('pgdqa:oracle', 'lower-level solve with D2_yy g (cholesky) is wrong: for A s = b it gives ||A s - b|| = 0.75 ||b||, expected 0', ...
              @() pgdqa_solve (setfield (p, 'g', setfield (p.g, 'R', 2 * right))));
END
}

@test "a warm start of a run with a factor, and into one" {
  code <<'END'
p = quadratic_with (spread (40, 1e3, 1), 10, 1);
[x, y, ~, ~, output] = pgdqa_solve (p);
[~, ~, ~, ~, products] = pgdqa_solve (by_products (p));
p.f.cx = 1e-2 * ones (10, 1);
for given = {output, products}
  for q = {p, by_products(p)}
    [~, ~, cold_f] = pgdqa_solve (p);
    [~, ~, fval, exitflag] = pgdqa_solve (q{1}.f, q{1}.g, x, y, 'WarmStart', given{1});
    assert (any (exitflag == [1, 3]));
    assert (fval, cold_f, 1e-7 * (1 + abs (cold_f)));
  end
end
END
}

# A lower level that is no quadratic: a penalised logistic regression, with its Hessian in y.
regression () {
  cat >regression_problem.m <<'END'
function [p, hvp, A] = regression_problem (seed)
  randn ('state', seed);
  n = 3;
  m = 40;
  D = randn (60, m) .* logspace (0, -2, m);
  E = randn (60, m) .* logspace (0, -2, m);
  t = randn (60, 1);
  group = full (sparse (1:m, mod (0:m-1, n) + 1, 1));
  p = struct ('f', @(x, y) deal (sumsq (E * y - t) / 2 + 5e-3 * sumsq (x), 1e-2 * x, E' * (E * y - t)), 'g', @(x, y) value (D, group, x, y), ...
              'x0', -2 * ones (n, 1), 'y0', zeros (m, 1));
  hvp = @(x, y, vx, vy) product (D, group, x, y, vx, vy);
  A = @(x, y) hessian (D, group, x, y);
end
function [v, gx, gy] = value (D, group, x, y)
  s = D * y;
  e = exp (group * x);
  v = sum (log1p (exp (-abs (s))) + max (s, 0) - 0.3 * s) + sum (e .* y .^ 2) / 2;
  gx = group' * (e .* y .^ 2) / 2;
  gy = D' * (1 ./ (1 + exp (-s)) - 0.3) + e .* y;
end
function [hx, hy] = product (D, group, x, y, vx, vy)
  e = exp (group * x);
  de = e .* (group * vx);
  hx = group' * (e .* y .* vy + de .* y .^ 2 / 2);
  hy = hessian (D, group, x, y) * vy + de .* y;
end
function A = hessian (D, group, x, y)
  q = 1 ./ (1 + exp (-D * y));
  A = D' * (q .* (1 - q) .* D) + diag (exp (group * x));
end
END
}

@test "HessianYY, SolveYY and PreconditionerYY give the answer of products, with far fewer products" {
  regression
  code <<'END'
for seed = 1:2
  [p, hvp, A] = regression_problem (seed);
  g = p.g;
  p.g = pgdqa_objective (g, hvp);
  [x, y, fval, ~, products] = pgdqa_solve (p);
  given = {'HessianYY', A, 'cholesky'; 'HessianYY', @(x, y) sparse (A (x, y)), 'cholesky'; 'SolveYY', @(x, y, b) A (x, y) \ b, 'user'
           'PreconditionerYY', @(x, y, b) b ./ diag (A (x, y)), 'preconditioner'};
  for k = 1:rows (given)
    p.g = pgdqa_objective (g, 'HVP', hvp, given{k,1:2});
    [u, v, f, exitflag, output] = pgdqa_solve (p);
    assert (exitflag, 1);
    assert (f, fval, 1e-8 * fval);
    assert (norm (u - x) < 1e-3 * norm (x) && norm (v - y) < 1e-3 * norm (y));
    assert (output.linear.how, given{k,3});
    assert (output.calls.user > 0 && output.linear.solves > 0);
    c = output.calls;
    assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp + c.user);
    if (k <= 2)
      assert (output.linear.inertia, [40, 0, 0]);
      assert (output.calls.user, output.linear.factorisations);
      assert (output.calls.total < 0.8 * products.calls.total, '%d calls, %d by products', output.calls.total, products.calls.total);
    else
      assert (output.linear.inertia, []);
      assert (output.calls.user, output.linear.solves);
    end
    assert (1.8 * output.calls.hvp < products.calls.hvp);
  end
end
END
}

@test "HessianYY without products, in single precision, and beside bounds of y" {
  regression
  code <<'END'
[p, hvp, A] = regression_problem (1);
g = p.g;
p.g = pgdqa_objective (g, hvp);
[~, ~, fval] = pgdqa_solve (p);
p.g = pgdqa_objective (g, 'HessianYY', A);
[~, ~, f, exitflag, output] = pgdqa_solve (p);
assert (exitflag, 1);
assert (f, fval, 1e-7 * fval);
assert (output.linear.how, 'cholesky');
p.g = pgdqa_objective (g, 'HVP', hvp, 'HessianYY', @(x, y) sparse (A (x, y)));
[~, ~, f, exitflag, output] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0);
assert (any (exitflag == [1, 3]));
assert (double (f), fval, 1e-3 * fval);
assert (output.linear.how, 'cholesky');
[~, ~, ~, ~, output] = pgdqa_solve (p, 'YMin', -10);
assert ({output.linear.how, output.calls.user}, {'memory', 0});
END
}

@test "a preconditioner that is not definite, and a Hessian that is not, change no answer" {
  regression
  code <<'END'
[p, hvp] = regression_problem (1);
g = p.g;
p.g = pgdqa_objective (g, hvp);
[~, ~, fval] = pgdqa_solve (p);
for wrong = {@(x, y, b) -b, @(x, y, b) b .* cos(1:40)', @(x, y, b) 0 * b, @(x, y, b) b * NaN}
  p.g = pgdqa_objective (g, 'HVP', hvp, 'PreconditionerYY', wrong{1});
  [~, ~, f, exitflag] = pgdqa_solve (p);
  assert (exitflag, 1);
  assert (f, fval, 1e-7 * fval);
end
% from a maximum of g, where A is negative, to a minimum
g = pgdqa_objective (@(x, y) deal (cos (y - x), sin (y - x), -sin (y - x)), 'HVP', @(x, y, vx, vy) deal (cos (y - x) * (vy - vx), -cos (y - x) * (vy - vx)), ...
                     'HessianYY', @(x, y) -cos (y - x));
f = @(x, y) deal (sumsq ([x; y] - [1; 1]), 2 * (x - 1), 2 * (y - 1));
[x, y, ~, exitflag, output] = pgdqa_solve (f, g, 0.5, 0.6);
assert (exitflag, 1);
assert (cos (y - x), -1, 1e-8);
END
}

@test "pgdqa:oracle: a HessianYY or a SolveYY that is wrong is told, with what was received" {
  regression
  code <<'END'
[p, hvp, A] = regression_problem (1);
g = p.g;
wrong = {'HessianYY', @(x, y) 2 * A(x, y), 'lower-level solve with D2_yy g (cholesky) is wrong: for A s = b it gives ||A s - b|| = 0.5 ||b||, expected 0'
         'HessianYY', @(x, y) full(sparse (1, 2, 1, 40, 40)), 'lower-level result of HessianYY is not symmetric, ||A - A''|| = 1 ||A||, expected 0'
         'HessianYY', @(x, y) 1, 'lower-level result of HessianYY is a 1x1 double, expected 40x40 (m = 40) real double or single'
         'HessianYY', @(x, y) 1i * A(x, y), 'lower-level result of HessianYY is a 40x40 complex double, expected 40x40 (m = 40) real double or single'
         'SolveYY', @(x, y, b) (A (x, y) \ b) / 2, 'lower-level solve with D2_yy g (user) is wrong: for A s = b it gives ||A s - b|| = 0.5 ||b||, expected 0'
         'SolveYY', @(x, y, b) b', 'lower-level result of SolveYY has size 1x40, expected 40x1 (m = 40)'
         'PreconditionerYY', @(x, y, b) 1, 'lower-level result of PreconditionerYY has size 1x1, expected 40x1 (m = 40)'};
for k = 1:rows (wrong)
  p.g = pgdqa_objective (g, 'HVP', hvp, wrong{k,1:2});
  expect_error ('pgdqa:oracle', wrong{k,3}, @() pgdqa_solve (p));
end
p.g = pgdqa_objective (g, 'HVP', hvp, 'SolveYY', @(x, y, b) error ('mine:own', 'my own words'));
expect_error ('mine:own', 'my own words', @() pgdqa_solve (p));
END
}

@test "LowerSolve: a right one saves gradients of g, a wrong one costs calls and no more" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 10, 30, 1, 'handles');
q = pgdqa_testproblem ('quadratic', 10, 30, 1);
[~, ~, fval, ~, without] = pgdqa_solve (p);
right = @(x, y) -(q.g.Qyy \ (q.g.Qxy' * x + q.g.cy));
[x, y, f, exitflag, output] = pgdqa_solve (p, 'LowerSolve', right);
assert (exitflag, 1);
assert (f, fval, 1e-8 * (1 + abs (fval)));
assert (y, right (x), 1e-6 * norm (y));
assert (output.calls.g_grad < 0.95 * without.calls.g_grad, '%d gradients, %d without', output.calls.g_grad, without.calls.g_grad);
assert (output.calls.user > 0);
c = output.calls;
assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp + c.user);
for wrong = {@(x, y) y + 1, @(x, y) 0 * y, @(x, y) NaN * y, @(x, y) 1e200 * y, @(x, y) -right (x, y)}
  [~, ~, f, exitflag] = pgdqa_solve (p, 'LowerSolve', wrong{1});
  assert (exitflag, 1);
  assert (f, fval, 1e-8 * (1 + abs (fval)));
end
% y_start is a maximum, and so is what it gives: the certificate goes on from a better y
g = @(x, y) deal (cos (y - x), sin (y - x), -sin (y - x));
f = @(x, y) deal (sumsq ([x; y] - [1; 1]), 2 * (x - 1), 2 * (y - 1));
[x, y, ~, exitflag] = pgdqa_solve (f, g, 0.5, 0.6, 'LowerSolve', @(x, y) x);
assert (exitflag, 1);
assert (cos (y - x), -1, 1e-8);
% within the bounds; in single precision
[x, y, ~, exitflag] = pgdqa_solve (p, 'LowerSolve', right, 'YMax', 0.1, 'MaxCalls', 300);
assert (all (y <= 0.1));
[~, ~, f, exitflag] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0, 'LowerSolve', right);
assert (any (exitflag == [1, 3]));
assert (double (f), fval, 1e-3 * (1 + abs (fval)));
END
}

@test "pgdqa:oracle, pgdqa:option: a LowerSolve that returns the wrong thing, or is not read" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3, 1, 'handles');
wrong = {@(x, y) y', 'LowerSolve returned a 1x3 double, expected a full real 3x1 (m = 3)'
         @(x, y) 1i * y, 'LowerSolve returned a complex 3x1 double, expected a full real 3x1 (m = 3)'
         @(x, y) sparse(y), 'LowerSolve returned a sparse 3x1 double, expected a full real 3x1 (m = 3)'
         @(x, y) 'abc', 'LowerSolve returned a 1x3 char, expected a full real 3x1 (m = 3)'};
for k = 1:rows (wrong)
  expect_error ('pgdqa:oracle', wrong{k,2}, @() pgdqa_solve (p, 'LowerSolve', wrong{k,1}));
end
expect_error ('mine:own', 'my own words', @() pgdqa_solve (p, 'LowerSolve', @(x, y) error ('mine:own', 'my own words')));
expect_error ('pgdqa:option', 'pgdqa_options: LowerSolve takes 1 arguments, expected 2: y = fcn (x, y_start)', @() pgdqa_solve (p, 'LowerSolve', @(x) x));
raised = '';
try
  pgdqa_solve (p, 'Schedule', 'fixed', 'LowerSolve', @(x, y) y);
catch err
  raised = err.identifier;
end
assert (raised, 'pgdqa:option');
END
}

@test "a traced lower level with a sparse D2_yy g is solved by a factor, as with HessianYY by hand" {
  cat >chain_problem.m <<'END'
function [p, hessian] = chain_problem (m)
  c = cos (6 * (1:m)' / m);
  T = spdiags (ones (m, 1) * [-1, 2, -1], -1:1, m, m);
  T(1, 1) = 1;
  T(m, m) = 1;
  p = struct ('f', @(x, y) sum ((y - c) .^ 2) / m + 0.01 * (x' * x), ...
              'g', @(x, y) 50 * sum (diff (y) .^ 2) + sum (y .^ 4) / 4 + sum (y .^ 2) / 2 - (x(1) + x(2) * c)' * y, ...
              'x0', [0; 0], 'y0', zeros (m, 1));
  hessian = @(x, y) 100 * T + spdiags (3 * y .^ 2 + 1, 0, m, m);
end
END
  code <<'END'
for m = [50, 1000, 10000]
  [p, hessian] = chain_problem (m);
  [x, y, fval, exitflag, output] = pgdqa_solve (p);
  assert (exitflag, 1);
  tape = pgdqa_trace (p.g, p.x0, p.y0);
  q = p;
  q.g = pgdqa_objective (@(x, y) nth_output (tape, x, y), 'HVP', @(x, y, vx, vy) product (tape, x, y, vx, vy), 'HessianYY', hessian);
  [u, v, value, ~, by_hand] = pgdqa_solve (q);
  assert (fval, value, 1e-8 * value);
  assert (norm (u - x) < 1e-4 * norm (x) && norm (v - y) < 1e-4 * norm (y));
  l = output.linear;
  assert ({l.how, l.inertia, l.products}, {'cholesky', [m, 0, 0], 3 * l.factorisations});
  assert ([by_hand.linear.products, by_hand.calls.user], [0, by_hand.linear.factorisations]);
  assert (output.calls.user, 0);
  assert (output.derivatives.g.source, 'traced');
  assert (output.calls.total < 1.1 * by_hand.calls.total, '%d calls, %d by hand', output.calls.total, by_hand.calls.total);
end
p = chain_problem (200);
[~, ~, value] = pgdqa_solve (p);
[~, ~, ~, ~, bounded] = pgdqa_solve (p, 'YMin', -10);
assert (bounded.linear.factorisations, 0);
[~, ~, fval, exitflag, output] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0);
assert ({output.linear.how, any(exitflag == [1, 3])}, {'cholesky', true});
assert (double (fval), value, 1e-3 * value);
[~, ~, ~, exitflag, output] = pgdqa_solve (p, 'MaxCalls', 20);
assert ([exitflag, output.calls.total <= 20], [0, true]);
END
}

@test "products of the tape form D2_yy g also where gradients are given, and where another tape is recorded on the way" {
  code <<'END'
function v = branches (x, y)
  v = 10 * sum (diff (y) .^ 2) + (y' * y) / 2 - x * sum (y);
  if (y(1) > 0.2)
    v = v + (y(1) - 0.2 + y(5)) ^ 2;
  end
end
function [v, gx, gy] = lower (x, y)
  v = branches (x, y);
  gx = -sum (y);
  gy = [0; 20 * diff(y)] - [20 * diff(y); 0] + y - x;
  if (y(1) > 0.2)
    gy([1, 5]) = gy([1, 5]) + 2 * (y(1) - 0.2 + y(5));
  end
end
m = 60;
f = @(x, y) sum ((y - 1) .^ 2) + 0.01 * x ^ 2;
upper = @(x, y) deal (f (x, y), 0.02 * x, 2 * (y - 1));
[~, y, fval, exitflag, output] = pgdqa_solve (upper, @lower, 0, zeros (m, 1));
assert ({output.linear.how, output.derivatives.g.hvp}, {'cholesky', 'traced'});
assert (output.linear.products > 0 && output.calls.user == 0);
[~, ~, value, exitflag, output] = pgdqa_solve (f, @branches, 0, zeros (m, 1));
assert ({output.linear.how, output.derivatives.g.tapes}, {'cholesky', 2});
assert (output.linear.products > 3 * output.linear.factorisations);
assert (value, fval, 1e-6 * fval);
END
}

@test "a traced lower level with a dense D2_yy g, or with less than 50 y, is solved by products" {
  code <<'END'
randn ('state', 1);
B = randn (90, 60) / 8;
f = @(x, y) sum ((y - 1) .^ 2) + x ^ 2;
for g = {@(x, y) sum(log (1 + exp (-B * y))) + exp(x) * (y' * y), @(x, y) sum((y - mean (y) - x) .^ 2) + sum(y .^ 4), ...
         @(x, y) norm(y - x) + y' * y, @(x, y) sum(cumsum (y) .^ 2) + sum((y - x) .^ 2)}
  [~, ~, ~, ~, output] = pgdqa_solve (f, g{1}, 0, 0.1 * (1:60)' / 60);
  assert ({output.derivatives.g.source, output.linear.factorisations, output.linear.products}, {'traced', 0, 0});
end
[~, ~, ~, ~, output] = pgdqa_solve (f, @(x, y) sum (y .^ 4) + sum ((y - x) .^ 2), 0, zeros (49, 1));
assert (output.linear.factorisations, 0);
END
}

@test "a run that products of a tape form D2_yy g for goes on from a checkpoint to the same bits" {
  code <<'END'
f = @(x, y) sum ((y - 1) .^ 2) + 0.01 * x ^ 2;
g = @(x, y) 50 * sum (diff (y) .^ 2) + sum (y .^ 4) - x * sum (y);
start = {0, zeros(80, 1)};
[x, y, ~, ~, output] = pgdqa_solve (f, g, start{:});
function stop = fails_at (values)
  stop = false;
  if (values.iteration >= 4)
    error ('mine:end', 'the run ends here');
  end
end
try
  pgdqa_solve (f, g, start{:}, 'Checkpoint', 'run.pgdqa', 'CheckpointEvery', 0, 'OutputFcn', @(x, values, state) fails_at (values));
catch err
  assert (err.identifier, 'mine:end');
end
[u, v, ~, ~, resumed] = pgdqa_solve (f, g, start{:}, 'Checkpoint', 'run.pgdqa', 'Resume', 'run.pgdqa');
assert (output.linear.products > 0);
assert (isequal ({x, y, output.linear, output.calls.total}, {u, v, resumed.linear, resumed.calls.total}));
END
}
