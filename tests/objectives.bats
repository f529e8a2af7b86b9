#!/usr/bin/env bats
# What f and g may be: every form of handle, matrix-defined objectives, stand-in derivatives; and that every call is counted.

load code

@test "every form of handle gives the same answer" {
  code <<'END'
function [v, gx, gy] = three (x, y)
  v = sum ((x - 1) .^ 2) + sum (y .^ 2);
  gx = 2 * (x - 1);
  gy = 2 * y;
end
function varargout = variable (x, y)
  [varargout{1:max (1, nargout)}] = three (x, y);
end
function [v, varargout] = some_variable (x, y)
  [v, varargout{1:nargout-1}] = three (x, y);
end
function v = one (x, y)
  v = sum ((x - 1) .^ 2) + sum (y .^ 2);
end
g = @(x, y) deal (sum ((y - x) .^ 2) / 2, x - y, y - x);
forms = {@three, @variable, @some_variable, @(x, y) three(x, y), @(varargin) three(varargin{:}), ...
         @(x, y) deal(sum ((x - 1) .^ 2) + sum (y .^ 2), 2 * (x - 1), 2 * y), pgdqa_objective(@three), ...
         pgdqa_objective(@three, []), pgdqa_quadratic(2 * eye (2), [], 2 * eye (2), [-2; -2], [], 2), ...
         @one, @(x, y) one(x, y), @(x, y) sum((x - 1) .^ 2) + sum(y .^ 2), ...
         pgdqa_objective(@(x, y) one (x, y))};
values_only = [false(1, 9), true(1, 4)];
for k = 1:numel (forms)
  [x, y, fval, exitflag, output] = by_values (forms{k}, g, [3; 0], [0; 1], 'Schedule', 'diminishing', 'StepScale', 0.3, 'MaxIter', 40);
  if (k == 1)
    expected = {x, y, fval};
  end
  tolerance = 1e-12 + values_only(k) * 1e-7;
  assert ({x, y, fval}, expected, tolerance);
  assert (output.calls.f_value > 0, values_only(k));
  assert (output.calls.f_grad > 0, ! values_only(k));
end
END
}

@test "the same forms work for the lower level" {
  code <<'END'
function v = one (x, y)
  v = sum ((y - x) .^ 2) / 2;
end
f = @(x, y) deal (sum ((x - 1) .^ 2) + sum (y .^ 2), 2 * (x - 1), 2 * y);
fun = @(x, y) deal (sum ((y - x) .^ 2) / 2, x - y, y - x);
hvp = @(x, y, vx, vy) deal (vx - vy, vy - vx);
forms = {pgdqa_objective(fun, hvp), pgdqa_quadratic(eye (2), -eye (2), eye (2)), fun, pgdqa_objective(fun), ...
         @one, @(x, y) one(x, y), @(x, y) sum((y - x) .^ 2) / 2};
tolerance = [1e-12, 1e-12, 1e-8, 1e-8, 1e-4, 1e-4, 1e-4];
for k = 1:numel (forms)
  [x, y, fval, exitflag, output] = by_values (f, forms{k}, [3; 0], [0; 1], 'Schedule', 'diminishing', 'StepScale', 0.3, 'MaxIter', 40);
  if (k == 1)
    expected = {x, y, fval};
  end
  assert ({x, y, fval}, expected, tolerance(k));
  c = output.calls;
  assert ([c.g_value, c.g_grad, c.hvp] > 0, [k > 4, k <= 4, k <= 2]);
end
END
}

@test "handles are called with three outputs, products with two" {
  code <<'END'
function [v, gx, gy] = asks (x, y)
  assert (nargout, 3);
  v = x ^ 2 + y ^ 2;
  gx = 2 * x;
  gy = 2 * y;
end
function [hx, hy] = asks_hvp (x, y, vx, vy)
  assert (nargout, 2);
  assert (size (vx), size (x));
  assert (size (vy), size (y));
  hx = 2 * (vx + vy);
  hy = 2 * (vx + vy);
end
[~, g] = lampariello ();
for schedule = {'adaptive', 'diminishing'}
  [~, ~, ~, ~, output] = pgdqa_solve (@asks, pgdqa_objective (g, @asks_hvp), 0, 0, 'Schedule', schedule{1}, 'MaxIter', 5, 'Restore', true);
  assert (output.calls.f_grad > 2 && output.calls.hvp > 2);
end
END
}

@test "calls counted are the calls made, for handles with and without products" {
  code <<'END'
[f, g, hvp] = lampariello ();
for schedule = {'adaptive', 'diminishing'}
  for restore = [false, true]
    for budget = [12, 37, Inf]
      options = {'Schedule', schedule{1}, 'MaxIter', 25, 'Restore', restore, 'MaxCalls', budget};
      counted ('reset');
      lower = pgdqa_objective (counted (g, 'g'), counted (hvp, 'h'));
      [~, ~, ~, ~, output] = pgdqa_solve (counted (f, 'f'), lower, 0, 0, options{:});
      c = output.calls;
      assert ([c.f_grad, c.g_grad, c.hvp], [counted().f, counted().g, counted().h]);
      assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp);
      assert (c.total <= budget);
      assert (c.measure < c.total && (c.measure > 0 || strcmp (schedule{1}, 'adaptive')));

      counted ('reset');
      [~, ~, ~, ~, output] = pgdqa_solve (counted (f, 'f'), counted (g, 'g'), 0, 0, options{:});
      c = output.calls;
      assert ([c.f_grad, c.g_grad, c.hvp], [counted().f, counted().g, 0]);
      assert (c.total <= budget);
    end
  end
end
END
}

@test "calls counted are the calls made, for values alone in each form" {
  code <<'END'
function v = f_one (x, y)
  counted ('add', 'f');
  v = x ^ 2 + y ^ 2;
end
function v = g_one (x, y)
  counted ('add', 'g');
  v = (x + y - 1) ^ 2;
end
pairs = {@f_one, @g_one; @(x, y) f_one(x, y), @(x, y) g_one(x, y); @(x, y) f_one(x, y) + 0, @(x, y) g_one(x, y) + 0};
for k = 1:rows (pairs)
  for budget = [30, 200, Inf]
    for derivatives = {'difference', 'complex-step'}
      for schedule = {'adaptive', 'diminishing'}
        counted ('reset');
        [~, ~, ~, ~, output] = pgdqa_solve (pairs{k,:}, 0, 0, 'Schedule', schedule{1}, 'MaxIter', 6, 'Restore', true, ...
                                            'MaxCalls', budget, 'Derivatives', derivatives{1});
        c = output.calls;
        assert ([c.f_value, c.g_value], [counted().f, counted().g]);
        assert ([c.f_grad, c.g_grad, c.hvp], [0, 0, 0]);
        assert (c.total <= budget);
      end
    end
  end
end
END
}

@test "differences of values and of gradients are accurate" {
  code <<'END'
% the first row of the history tells what was computed at a known point
f = @(x, y) exp (x(1)) * sin (x(2)) + sum (cos (y)) * x(1);
exact_f = @(x, y) [exp(x(1)) * sin(x(2)) + sum(cos (y)); exp(x(1)) * cos(x(2)); -sin(y) * x(1)];
g = @(x, y) sum (log (1 + exp (y - x(1)))) + x(2) * y(1) ^ 2;
s = @(x, y) 1 ./ (1 + exp (x(1) - y));
g_grad = @(x, y) deal (g (x, y), [-sum(s (x, y)); y(1)^2], s (x, y) + [2 * x(2) * y(1); 0; 0]);
function [hx, hy] = products (s, x, y, vx, vy)
  w = s (x, y) .* (1 - s (x, y));
  hy = w .* (vy - vx(1)) + [2 * x(2) * vy(1) + 2 * y(1) * vx(2); 0; 0];
  hx = [-sum(w .* (vy - vx(1))); 2 * y(1) * vy(1)];
end
hvp = @(x, y, vx, vy) products (s, x, y, vx, vy);
x = [0.3; -0.7];
y = [0.5; 1.2; -0.4];
[~, ~, v] = g_grad (x, y);
[hx, hy] = hvp (x, y, zeros (2, 1), v);
grad_f = exact_f (x, y);
grad_h = 2 * [hx; hy];
rho = norm (grad_h) * norm (v);
lambda = max (0, rho - grad_f' * grad_h) / (grad_h' * grad_h);
expected = [norm(v), lambda, rho, norm(grad_f + lambda * grad_h)];
levels = {f, g, 1e-5; f, g_grad, 1e-7; f, pgdqa_objective(g_grad, hvp), 1e-8};
for derivatives = {'difference', 'complex-step'}
  for k = 1:rows (levels)
    [~, ~, ~, ~, output] = pgdqa_solve (levels{k,1:2}, x, y, 'Schedule', 'diminishing', 'MaxIter', 0, 'Derivatives', derivatives{1});
    h = output.history;
    assert ([h.lower_opt(1), h.lambda(1), h.rho(1), h.stationarity(1)], expected, -levels{k,3});
  end
end
END
}

@test "complex steps are more accurate than differences, and exact to rounding" {
  code <<'END'
f = @(x, y) exp (3 * x) / sin (1 + y) ^ 2;
g = @(x, y) deal (y ^ 2 / 2, 0, y);
x = 0.7;
y = 0.2;
exact = hypot (3 * f(x, y), 2 * cos (1 + y) * exp (3 * x) / sin (1 + y) ^ 3);
for k = 1:2
  names = {'difference', 'complex-step'};
  [~, ~, ~, ~, output] = pgdqa_solve (f, pgdqa_objective (g, @(x, y, vx, vy) deal (0, vy)), x, 0, 'Schedule', 'diminishing', ...
                                      'MaxIter', 0, 'Derivatives', names{k});
  at_zero = hypot (3 * f(x, 0), 2 * cos (1) * exp (3 * x) / sin (1) ^ 3);   % y0 solves the lower level: stationarity is ||grad f||
  difference(k) = abs (output.history.stationarity(1) - at_zero) / at_zero;
end
assert (difference(1) < 1e-8);
assert (difference(2) < 1e-14);
END
}

@test "Derivatives complex-step leaves handles with gradients alone" {
  code <<'END'
[f, g] = lampariello ();
for schedule = {'adaptive', 'diminishing'}
  options = {'Schedule', schedule{1}, 'MaxIter', 20};
  [x, y, ~, ~, a] = pgdqa_solve (f, g, 0, 0, options{:});
  [u, v, ~, ~, b] = pgdqa_solve (f, g, 0, 0, options{:}, 'Derivatives', 'complex-step');
  assert ([u, v], [x, y]);
  assert (b.calls, a.calls);
end
END
}

@test "a quadratic evaluates by its formula, dense, sparse, mixed, with blocks left out" {
  code <<'END'
randn ('state', 1);
n = 4;
m = 3;
Qxx = randn (n);
Qyy = randn (m);
full_blocks = {Qxx + Qxx', randn(n, m), Qyy + Qyy', randn(n, 1), randn(m, 1), randn()};
x = randn (n, 1);
y = randn (m, 1);
vx = randn (n, 1);
vy = randn (m, 1);
for k = 0:4^3 * 8 - 1
  choice = [mod(floor (k ./ [1, 4, 16]), 4), mod(floor (k ./ [64, 128, 256]), 2)];
  blocks = full_blocks;
  for i = 1:6
    switch (choice(i))
      case 1
        blocks{i} = [];
      case 2
        blocks{i} = sparse (blocks{i});
      case 3
        blocks{i} = sparse (blocks{i} .* (rem (reshape (1:numel (blocks{i}), size (blocks{i})), 3) == 0));
        if (i != 2)
          blocks{i} = (blocks{i} + blocks{i}') / 2;
        end
    end
  end
  q = pgdqa_quadratic (blocks{:});
  [v, gx, gy] = pgdqa_mex ('eval', q, x, y);
  [hx, hy] = pgdqa_mex ('hvp', q, x, y, vx, vy);
  shapes = {[n, n], [n, m], [m, m], [n, 1], [m, 1], [1, 1]};
  for i = 1:6
    if (isempty (blocks{i}))
      blocks{i} = zeros (shapes{i});
    end
  end
  [A, B, C, a, b, c] = blocks{:};
  assert (v, x' * A * x / 2 + x' * B * y + y' * C * y / 2 + a' * x + b' * y + c, 1e-13 * 100);
  assert ({gx, gy}, {full(A * x + B * y + a), full(B' * x + C * y + b)}, 1e-12);
  assert ({hx, hy}, {full(A * vx + B * vy), full(B' * vx + C * vy)}, 1e-12);
end
END
}

@test "a matrix-defined problem and the same problem as handles take the same path" {
  code <<'END'
problems = {{'quadratic', 3, 4, 1}, {'quadratic', 6, 2, 5}, {'quadratic', 1, 1, 2}, {'convex', 5}, {'nonconvex', 4}, {'sine', 3}};
for problem = problems
  % elsewhere: where the start solves the lower level, the direction of grad h is that of rounding
  native = pgdqa_testproblem (problem{1}{:}, 'Start', 3);
  handles = pgdqa_testproblem (problem{1}{:}, 'handles', 'Start', 3);
  for regime = {'general', 'pl'}
    options = {'Schedule', 'diminishing', 'Regime', regime{1}, 'StepScale', 0.05, 'MaxIter', 200, 'OutputFcn', @recorder};
    recorder ('reset');
    [~, ~, fval, exitflag, output] = pgdqa_solve (native, options{:});
    a = recorder ('read');
    recorder ('reset');
    [~, ~, fval2, exitflag2, output2] = pgdqa_solve (handles, options{:});
    b = recorder ('read');
    assert ([b.x], [a.x], 1e-12);
    assert ([b.y], [a.y], 1e-12);
    assert (fval2, fval, 1e-12 * abs (fval));
    assert (exitflag2, exitflag);
    assert (output2.iterations, output.iterations);
    % the probe of each handle counts too
    assert ([output2.calls.f_grad, output2.calls.g_grad, output2.calls.hvp], ...
            [output.calls.f_grad, output.calls.g_grad, output.calls.hvp] + [1, 1, 0]);
  end
end
END
}

@test "objectives of both kinds mix" {
  code <<'END'
[f, g, hvp] = lampariello ();
native_f = pgdqa_quadratic (2, [], 2);
native_g = pgdqa_quadratic (2, 2, 2, -2, -2, 1);
options = {'Restore', true, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'MaxIter', 200};
[x, y] = pgdqa_solve (f, pgdqa_objective (g, hvp), 0, 0, options{:});
for pair = {{native_f, native_g}, {f, native_g}, {native_f, pgdqa_objective(g, hvp)}}
  [u, v] = pgdqa_solve (pair{1}{:}, 0, 0, options{:});
  assert ([u, v], [x, y], 1e-10);
end
END
}

@test "the caller's arrays are never written to, and what a callback keeps stays as it was" {
  code <<'END'
function [v, gx, gy] = keeping (x, y)
  global kept
  kept{end+1} = {x, y, [x(1); y(1)] + 0};
  v = x' * x + y' * y;
  gx = 2 * x;
  gy = 2 * y;
end
global kept
kept = {};
x0 = [1; 2];
y0 = [3; 4; 5];
same_x0 = x0;
q = pgdqa_quadratic (2 * eye (2), [], 2 * eye (3), [], [1; 1; 1]);
before = q;
pgdqa_solve (@keeping, q, x0, y0, 'Schedule', 'adaptive');
pgdqa_solve (@keeping, q, x0, y0, 'Schedule', 'diminishing', 'MaxIter', 10, 'Restore', true);
assert ({x0, y0, same_x0}, {[1; 2], [3; 4; 5], [1; 2]});
assert (q, before);
assert (numel (kept) > 10);
for k = 1:numel (kept)
  assert ([kept{k}{1}(1); kept{k}{2}(1)], kept{k}{3});
end
END
}

# bats test_tags=shared
@test "published values of the shared instance" {
  needs_shared data/paper/synthetic.mat
  code <<'END'
p = pgdqa_testproblem ('convex', shared_instance ());
assert ([p.known.f], [-0.90200089, -0.32805370, 0.31345986, 0.85371281, 1.29701594, 1.66716773, 1.98296820, 2.25754254, 2.50003663, 2.71696648, ...
                      2.91309754], 1e-7);
END
}

# bats test_tags=shared
@test "derivatives of the test problems agree with independent ones" {
  needs_shared lab/lab_problem.m
  code <<'END'
addpath (shared_file ('lab'));
lab = {'coreset', {}; 'sine', {1}; 'sine', {3}; 'vpbgd', {}; 'iaptt', {}; 'nonsingleton', {}; 'lampariello', {}; 'macal', {}; 'mirrlees', {}};
for k = 1:rows (lab)
  p = pgdqa_testproblem (lab{k,1}, lab{k,2}{:});
  q = lab_problem (lab{k,1}, lab{k,2}{:});
  for seed = 1:3
    randn ('state', seed);
    x = p.x0 + randn (size (p.x0));
    y = p.y0 + randn (size (p.y0));
    vx = randn (size (x));
    vy = randn (size (y));
    for level = {{p.f, q.f}, {p.g, q.g}}
      [v, gx, gy] = pgdqa_mex ('eval', level{1}{1}, x, y);
      [w, wx, wy] = level{1}{2} (x, y);
      assert ([v; gx; gy], [w; wx; wy], 1e-11 * (1 + norm ([w; wx; wy])));
    end
    [hx, hy] = pgdqa_mex ('hvp', p.g, x, y, vx, vy);
    [wx, wy] = q.hg (x, y, vx, vy);
    assert ([hx; hy], [wx; wy], 1e-11 * (1 + norm ([wx; wy])));
  end
end
% a native quadratic against the same numbers
q = lab_problem ('quadratic', 5, 4, 2);
n = 5;
m = 4;
H = zeros (n + m);
for i = 1:n + m
  e = (1:n + m)' == i;
  [hx, hy] = q.hg (q.x0, q.y0, double (e(1:n)), double (e(n+1:end)));
  H(:, i) = [hx; hy];
end
[c0, cx, cy] = q.g (q.x0, q.y0);
native = pgdqa_quadratic (H(1:n, 1:n), H(1:n, n+1:end), H(n+1:end, n+1:end), cx, cy, c0);
x = (1:n)';
y = (1:m)' / 3;
[v, gx, gy] = pgdqa_mex ('eval', native, x, y);
[w, wx, wy] = q.g (x, y);
assert ([v; gx; gy], [w; wx; wy], 1e-11);
END
}

@test "a large sparse quadratic is made and solved" {
  code <<'END'
m = 1e5;
f = pgdqa_quadratic (1, [], speye (m), [], -ones (m, 1));
g = pgdqa_quadratic ([], sparse (1, 1, 1, 1, m), spdiags (ones (m, 1) * [-1, 4, -1], -1:1, m, m));
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 1, zeros (m, 1), 'MaxIter', 3, 'Restore', true, 'Schedule', 'diminishing', 'StepScale', 0.1);
assert (norm (g.Qyy * y + g.Qxy' * x) < 1e-5);
END
}

@test "native hyper-data cleaning agrees with its formulas, dense, sparse, on one thread and two, and takes the same path" {
  code <<'END'
randn ('state', 1);
rand ('state', 1);
N = 400;
D = 30;
C = 4;
A = randn (N, D) .* (rand (N, D) < 0.3);
Av = randn (50, D);
labels = ceil (C * rand (N, 1));
val_labels = [(1:C)'; ceil(C * rand (50 - C, 1))];
x = randn (N, 1);
y = 0.3 * randn (D * C, 1);
vx = randn (N, 1);
vy = randn (D * C, 1);
[f, g] = plain_hypercleaning (A, labels, Av, val_labels, 0.01);
for data = {{A, Av}, {sparse(A), sparse(Av)}}
  [nf, ng] = pgdqa_hypercleaning (data{1}{1}, labels, data{1}{2}, val_labels, 0.01);
  for level = {{nf, f}, {ng, g}}
    [v, gx, gy] = pgdqa_mex ('eval', level{1}{1}, x, y);
    [w, wx, wy] = level{1}{2}.fun (x, y);
    assert ([v; gx; gy], [w; wx; wy], 1e-12);
  end
  [hx, hy] = pgdqa_mex ('hvp', ng, x, y, vx, vy);
  [wx, wy] = g.hvp (x, y, vx, vy);
  assert ([hx; hy], [wx; wy], 1e-12);
  for threads = [1, 2]
    options = {'Schedule', 'diminishing', 'ScaleX', N, 'MaxIter', 30, 'Restore', true, 'Threads', threads};
    [u, v] = pgdqa_solve (nf, ng, x, y, options{:});
    [p, q] = pgdqa_solve (f, g, x, y, options{:});
    assert (u, p, 1e-9);
    assert (v, q, 1e-6);
  end
end
END
}

@test "a handle may give gy without gx: the answer is that with gx, and every call is counted" {
  code <<'END'
function [v, gx, gy] = part (fun, x, y, full)
  global count
  count = count + 1;
  [v, gx, gy] = fun (x, y);
  if (! full)
    gx = [];
  end
end
global count
settings = {{}, {'XMin', -0.2, 'XMax', 2}, {'Method', 'aid', 'MaxIter', 50}, {'Schedule', 'fixed', 'MaxIter', 50, 'StepScale', 0.1}};
for name = {'quadratic', 'lampariello', 'mirrlees'}
  p = pgdqa_testproblem (name{1}, 'handles');
  for s = settings(1:1 + 3 * strcmp (name{1}, 'quadratic'))
    found = [];
    for given = [1, 1; 0, 1; 1, 0; 0, 0]'
      f = @(x, y) part (p.f.fun, x, y, given(1));
      g = @(x, y) part (p.g.fun, x, y, given(2));
      count = 0;
      [~, ~, fval, exitflag, output] = pgdqa_solve (f, g, p.x0, p.y0, s{1}{:});
      found(end+1,:) = [fval, exitflag];
      assert (count, output.calls.total);
      assert (output.calls.f_value + output.calls.g_value + output.calls.hvp, 0);
    end
    assert (max (abs (found(:,1) - found(1,1))) <= 1e-7 * abs (found(1,1)), '%s: %s', name{1}, mat2str (found(:,1)', 12));
    assert (found(:,2), found(1,2) * [1; 1; 1; 1]);
  end
end
p = pgdqa_testproblem ('quadratic', 'handles');
g = pgdqa_objective (@(x, y) part (p.g.fun, x, y, false), p.g.hvp);
[~, ~, fval, exitflag] = pgdqa_solve (p.f, g, p.x0, p.y0);
assert ([fval, exitflag], [p.known(1).f, 1], 1e-7);
END
}

@test "without gx the tools work too, and [] in place of gy or of gx later is refused" {
  code <<'END'
function gx = at_start_alone (x, y)
  gx = -2 * (y - x);
  if (! isequal (y, [1; 1]))
    gx = [];
  end
end
f = @(x, y) deal (sumsq (x) + sumsq (y), [], 2 * y);
g = @(x, y) deal (sumsq (x + y - 1), [], 2 * (x + y - 1));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, [0; 0], [0; 0]);
assert (pgdqa_sensitivity (output), -eye (2), 1e-6);
report = pgdqa_diagnose (f, g, [3; 0], [0; 1], 'Display', 'off');
assert (report.derivatives.f.ok && report.derivatives.g.ok);
assert (report.calls.total <= report.limit);
result = pgdqa_multistart (f, g, [0; 0], [0; 0], 3);
assert (result.fval, 1, 1e-6);
expect_error ('pgdqa:oracle', 'lower-level gradient gy has size 0x0, expected 2x1 (m = 2)', ...
              @() pgdqa_solve (f, @(x, y) deal (1, [], []), [0; 0], [0; 0]));
expect_error ('pgdqa:oracle', 'lower-level gradient gx has size 0x0, expected 2x1 (n = 2)', ...
              @() pgdqa_solve (f, @(x, y) deal (sumsq (y - x), at_start_alone (x, y), 2 * (y - x)), [0; 0], [1; 1]));
END
}
