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
              'y0', zeros (m, 1), 'x', x, 'y', y, 'fval', 0.05 * (x' * x) + 0.5 * (y' * y) - t' * y);
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
    assert (fval, p.fval, 1e-9 * (1 + abs (p.fval)));
    assert (norm (x - p.x) < 1e-4 * (1 + norm (p.x)) && norm (y - p.y) < 1e-4 * (1 + norm (p.y)));
  end
  assert (output.linear, struct ('how', 'memory', 'solves', 0, 'factorisations', 0, 'inertia', []));
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
  assert (abs (fval - p.fval) < 1e-9 * (1 + abs (p.fval)));
  assert ({2, 10}{k} * output.calls.total < products.calls.total, '%d calls, %d by products', output.calls.total, products.calls.total);
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
  assert (reached - p.fval < 1e-9 * abs (p.fval));
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
assert (fval, p.fval, 1e-9 * abs (p.fval));
assert (norm (y - p.y) < 1e-5 * norm (p.y));
[~, ~, fval, exitflag, output] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0);
assert (any (exitflag == [1, 3]));
assert (output.linear.how, 'cholesky');
assert (class (fval), 'double');
assert (double (fval), p.fval, 1e-3 * abs (p.fval));
p.g.Qyy = single (full (A));
[~, ~, fval, exitflag, output] = pgdqa_solve (p);
assert (any (exitflag == [1, 3]));
assert (output.linear.how, 'cholesky');
assert (double (fval), p.fval, 1e-3 * abs (p.fval));
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
assert (fval, p.fval, 1e-9 * (1 + abs (p.fval)));
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
assert (fval, p.fval, 1e-9 * (1 + abs (p.fval)));
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
