#!/usr/bin/env bats
# Schedule adaptive: known answers at a bounded number of calls, traps, certificates, limits, both precisions, all derivatives.

load code

@test "quadratics: the closed form, native and from handles, with and without products" {
  code <<'END'
for seed = 1:3
  native = pgdqa_testproblem ('quadratic', 6, 5, seed);
  handles = pgdqa_testproblem ('quadratic', 6, 5, seed, 'handles');
  bare = handles;
  bare.g = handles.g.fun;
  most = [300, 300, 500];
  problems = {native, handles, bare};
  for k = 1:3
    p = problems{k};
    [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
    assert (exitflag, 1);
    assert ([x; y], [p.known.x; p.known.y], 1e-6 * norm ([p.known.x; p.known.y]));
    assert (fval, p.known.f, 1e-8 * (1 + abs (fval)));
    assert (output.calls.total <= most(k));
    assert (output.lower.kind, 'convex');
    assert (output.lower.value_gap, 0);
    assert (output.lower.restored);
    assert (output.lower.hypergradient < 1e-6);
  end
end
END
}

@test "convex: zero hypergradient, certified, in a bounded number of calls" {
  code <<'END'
calls = [];
for instance = 1:3
  for start = 1:7
    p = pgdqa_testproblem ('convex', 20, instance, 'handles', 'Start', start);
    [x, y, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
    [~, fx, fy] = p.f.fun (x, y);
    [~, ~, gy] = p.g.fun (x, y);
    B = zeros (20);
    A = zeros (20);
    for i = 1:20
      [B(:, i), A(:, i)] = p.g.hvp (x, y, zeros (20, 1), (1:20)' == i);
    end
    assert (norm (fx - B * (A \ fy)) <= 1.5e-7);
    assert (norm (gy) <= 1e-8);
    assert (exitflag, 1);
    assert (output.lower.eig_min, min (eig (A)) / max (eig (A)), 0.02);
    calls(end+1) = output.calls.total;
  end
end
assert (median (calls) <= 440, 'median %g', median (calls));
assert (max (calls) <= 1220);
END
}

# bats test_tags=shared
@test "the shared instance: hypergradient and calls" {
  needs_shared data/paper/synthetic.mat
  code <<'END'
data = shared_instance ();
for start = 1:5
  p = pgdqa_testproblem ('convex', data, 'Start', start);
  [~, ~, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
  assert (exitflag, 1);
  assert (output.lower.hypergradient <= 1e-7 && output.lower_opt <= 1e-8);
  assert (output.calls.total <= 800);
end
END
}

@test "nonconvex: leaves the lower-level maximum and ends at a minimum" {
  code <<'END'
for instance = 1:2
  for trap = [false, true]
    p = pgdqa_testproblem ('nonconvex', 20, instance, 'handles');
    if (trap)
      p.y0 = p.known(strcmp ({p.known.kind}, 'trap')).y;
    end
    [x, y, fval, exitflag] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
    g = p.g.fun (x, y);
    assert (g, -1, 1e-8);
    assert (exitflag > 0);
  end
end
END
}

@test "small standards: a listed answer or no claim" {
  code <<'END'
for name = {'sine', 'lampariello', 'macal', 'mirrlees', 'nonsingleton', 'coreset'}
  for start = 0:6
    p = pgdqa_testproblem (name{1});
    if (start > 0)
      p = pgdqa_testproblem (name{1}, 'Start', start);
    end
    [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
    good = p.known(~ strcmp ({p.known.kind}, 'trap'));
    found = any (abs ([good.f] - fval) <= 1e-5 * (1 + abs (fval)));
    assert (exitflag <= 0 || found, '%s from start %d: f %g, exitflag %d', name{1}, start, fval, exitflag);
    assert (found || strcmp (name{1}, 'mirrlees'));
    assert (output.calls.total < 3000);
  end
end
END
}

@test "a start on a lower-level local minimum or maximum is never certified there" {
  code <<'END'
p = pgdqa_testproblem ('mirrlees');
for trap = p.known(strcmp ({p.known.kind}, 'trap'))
  [x, y, fval, exitflag] = pgdqa_solve (p.f, p.g, trap.x, trap.y, 'Schedule', 'adaptive');
  assert (exitflag <= 0 || abs (fval - 3.92147442) < 1e-6);
end
END
}

@test "a lower level without end is said in words" {
  code <<'END'
f = @(x, y) deal ((x - 1) ^ 2 + (y - 1) ^ 2, 2 * (x - 1), 2 * (y - 1));
g = @(x, y) deal (-x * y ^ 2 / 2 - y ^ 4 / 4, -y ^ 2 / 2, -x * y - y ^ 3);
for x0 = [1, -1, 0]
  for y0 = [0.5, 0, 3]
    [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, y0, 'Schedule', 'adaptive');
    assert (exitflag < 0);
    assert (isfinite ([x, y, fval]), true (1, 3));
    assert (output.stop, 'unbounded_lower');
  end
end
END
}

@test "limits hold to the call, and what is returned is solved as far as they allow" {
  code <<'END'
p = pgdqa_testproblem ('convex', 20, 1, 'handles');
for most = [4, 10, 30, 60, 100, 150, 200]
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, 'Schedule', 'adaptive', 'MaxCalls', most);
  assert (output.calls.total <= most);
  assert (exitflag, 0);
  if (most >= 100)
    assert (fval, p.f.fun (x, y), 1e-12 * abs (fval));
    assert (output.lower_opt < 1e-6);
  end
end
[~, ~, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive', 'MaxIter', 5);
assert ([exitflag, output.iterations], [0, 5]);
assert (output.lower_opt < 1e-8);
[~, ~, ~, exitflag] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive', 'MaxTime', 1e-6);
assert (exitflag, 0);
END
}

@test "history follows the iterates; every call is counted" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 1, 'handles');
f = counted (p.f.fun, 'f');
g = counted (p.g.fun, 'g');
hvp = counted (p.g.hvp, 'hvp');
recorder ('reset');
[x, y, fval, ~, output] = pgdqa_solve (f, pgdqa_objective (g, hvp), p.x0, p.y0, 'Schedule', 'adaptive', ...
                                       'OutputFcn', @recorder);
told = recorder ('read');
told = told(strcmp ({told.state}, 'iter'));
h = output.history;
assert (h.k(end), output.iterations);
assert (numel (told), sum (h.phase == 0));
for k = 1:numel (told)
  assert ([h.f(k), h.g(k)], [p.f.fun(told(k).x, told(k).y), p.g.fun(told(k).x, told(k).y)], 1e-12);
end
assert (all (diff (h.calls) >= 0) && h.calls(end) == output.calls.total);
made = counted ();
assert ([made.f, made.g, made.hvp], [output.calls.f_grad, output.calls.g_grad, output.calls.hvp]);
assert (all (isnan (h.lambda)));
assert (output.options.TolKKT, 5e-10);
assert (output.options.Restore, true);
assert (output.schedule, 'adaptive');
END
}

@test "single precision ends, certified, near the answer" {
  code <<'END'
for name = {'quadratic', 'convex', 'lampariello', 'macal', 'nonsingleton'}
  p = pgdqa_testproblem (name{1});
  [x, y, fval, exitflag] = pgdqa_solve (p.f, p.g, single (p.x0), single (p.y0), 'Schedule', 'adaptive');
  assert (class (x), 'single');
  assert (any (exitflag == [1, 3]), '%s: %d', name{1}, exitflag);   % 3: f in single may show no more before both tests are met
  assert (min (abs ([p.known.f] - fval)) < 2e-3 * (1 + abs (fval)));
end
END
}

@test "values alone, and a function that is not defined everywhere" {
  code <<'END'
function [v, gx, gy] = barrier (x, y)     % least at y = x, defined for y > 0
  if (y <= 0)
    v = NaN;  gx = NaN;  gy = NaN;
  else
    v = y - x * log (y);  gx = -log (y);  gy = 1 - x / y;
  end
end
f = @(x, y) x ^ 2 + y ^ 2;
g = @(x, y) (x + y - 1) ^ 2;
[x, y, ~, exitflag] = by_values (f, g, 0, 0, 'Schedule', 'adaptive', 'TolKKT', 1e-6, 'TolLower', 1e-6);
assert ([x, y], [0.5, 0.5], 1e-5);
assert (exitflag > 0);
g = @(x, y) barrier (x, y);
f = @(x, y) deal ((x - 3) ^ 2 + (y - 1) ^ 2, 2 * (x - 3), 2 * (y - 1));
[x, y, ~, exitflag] = pgdqa_solve (f, g, 5, 1, 'Schedule', 'adaptive');
assert ([x, y], [2, 2], 1e-6);
assert (exitflag, 1);
END
}

@test "units do not matter: scaled copies take about as many calls to the same point" {
  code <<'END'
function [v, gx, gy] = scaled (fun, a, b, c, x, y)
  [v, gx, gy] = fun (a * x, b * y);
  v = c * v;  gx = c * a * gx;  gy = c * b * gy;
end
function [hx, hy] = scaled_product (hvp, a, b, c, x, y, vx, vy)
  [hx, hy] = hvp (a * x, b * y, a * vx, b * vy);
  hx = c * a * hx;  hy = c * b * hy;
end
p = pgdqa_testproblem ('quadratic', 8, 8, 1, 'handles');
for y0 = {p.y0, 0 * p.y0}                        % the second has no length that could be a unit
  [~, ~, fval, ~, output] = pgdqa_solve (p.f, p.g, p.x0, y0{1}, 'Schedule', 'adaptive');
  for t = 2 .^ [-13, 13]
    scales = [t, 1, 1, 1; 1, t, 1, 1; 1, 1, t, 1; 1, 1, 1, t];
    for k = 1:4
      s = scales(k,:);
      f = @(x, y) scaled (p.f.fun, s(1), s(2), s(3), x, y);
      g = pgdqa_objective (@(x, y) scaled (p.g.fun, s(1), s(2), s(4), x, y), ...
                           @(x, y, vx, vy) scaled_product (p.g.hvp, s(1), s(2), s(4), x, y, vx, vy));
      [~, ~, v, exitflag, o] = pgdqa_solve (f, g, p.x0 / s(1), y0{1} / s(2), 'Schedule', 'adaptive');
      assert (exitflag, 1);
      assert (v / s(3), fval, 1e-7 * (1 + abs (fval)));
      assert (o.calls.total <= 1.5 * output.calls.total);
    end
  end
end
END
}

@test "units of x mixed over six decades do not matter, with and without products" {
  code <<'END'
function [v, gx, gy] = mixed (fun, a, x, y)
  [v, gx, gy] = fun (a .* x, y);
  gx = a .* gx;
end
function [hx, hy] = mixed_product (hvp, a, x, y, vx, vy)
  [hx, hy] = hvp (a .* x, y, a .* vx, vy);
  hx = a .* hx;
end
a = 10 .^ linspace (-3, 3, 5)';
for seed = 1:4
  p = pgdqa_testproblem ('quadratic', 5, 5, seed, 'handles');
  f = @(x, y) mixed (p.f.fun, a, x, y);
  g = @(x, y) mixed (p.g.fun, a, x, y);
  product = @(x, y, vx, vy) mixed_product (p.g.hvp, a, x, y, vx, vy);
  for pair = {{p.g.fun, g}, {p.g, pgdqa_objective(g, product)}}
    [~, ~, fval, ~, output] = pgdqa_solve (p.f, pair{1}{1}, p.x0, p.y0);
    [~, ~, v, exitflag, o] = pgdqa_solve (f, pair{1}{2}, p.x0 ./ a, p.y0);
    assert (exitflag, 1);
    assert (v, fval, 1e-7 * (1 + abs (fval)));
    assert (o.calls.total <= 1.5 * output.calls.total);
  end
end
END
}

@test "wells that add up along directions of the lower level: another than the lowest is rarely certified" {
  code <<'END'
function [v, gx, gy] = wells (Q, k, x, y)
  s = Q' * y;
  r = y - x;
  v = sumsq (r) / 10 - sum (cos (k .* s));
  gx = -r / 5;
  gy = r / 5 + Q * (k .* sin (k .* s));
end
grid = linspace (-8, 8, 1601);
claims = 0;
for seed = 1:20
  rand ('state', seed);
  Q = [cos(seed), -sin(seed); sin(seed), cos(seed)];
  k = 2 + rand (2, 1);
  target = 4 * rand (2, 1) - 2;
  f = @(x, y) deal (sumsq (x - target) + sumsq (y + 1), 2 * (x - target), 2 * (y + 1));
  [x, y, ~, exitflag] = pgdqa_solve (f, @(x, y) wells (Q, k, x, y), [1; 1], [3; -3]);
  c = Q' * x;                                    % g is a sum over s = Q' y of (s - c)^2 / 10 - cos (k s)
  least = sum (min ((grid - c) .^ 2 / 10 - cos (k .* grid), [], 2));
  claims = claims + (exitflag > 0 && wells (Q, k, x, y) > least + 1e-3);
end
assert (claims <= 2, 'claims %d', claims);
END
}

@test "MaxTime and MaxCalls: what is returned belongs to one point" {
  code <<'END'
p = pgdqa_testproblem ('convex', 20, 1, 'handles');
function [v, gx, gy] = late (fun, x, y)
  pause (0.001);
  [v, gx, gy] = fun (x, y);
end
g = pgdqa_objective (@(x, y) late (p.g.fun, x, y), p.g.hvp);
for seconds = [0.02, 0.05, 0.1]
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, g, p.x0, p.y0 + 1, 'MaxTime', seconds);
  [~, ~, gy] = p.g.fun (x, y);
  assert (exitflag, 0);
  assert (fval, p.f.fun (x, y), 1e-12 * (1 + abs (fval)));
  assert (output.lower_opt, norm (gy), 1e-12 * (1 + norm (gy)));
end
values = @(x, y) (y(1) - x(1)) ^ 2 + (y(2) - x(2)) ^ 4 + sumsq (y);
upper = @(x, y) sumsq (x - 1) + sumsq (y);
for most = 60:7:300                                % by values alone a gradient takes many calls
  [x, y, fval, exitflag, output] = pgdqa_solve (upper, values, [2; 2], [1; -1], 'MaxCalls', most);
  assert (exitflag <= 0 || output.calls.total <= most);
  assert (isnan (fval) || abs (fval - upper (x, y)) <= 1e-12 * (1 + abs (fval)));
end
END
}

@test "restarted at its own solution a run ends soon, where lower-level minimisers are not isolated too" {
  code <<'END'
p = pgdqa_testproblem ('nonconvex', 20, 1, 'handles');
[x, y, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0);
assert (exitflag, 1);
for warm = {[], output}
  [~, ~, ~, exitflag, again] = pgdqa_solve (p.f, p.g, x, y, 'WarmStart', warm{1});
  assert (exitflag > 0);
  assert (again.calls.total < 1000);
end
END
}

@test "a saddle of f at x = 0 is left" {
  code <<'END'
f = @(x, y) deal (y(1) ^ 2 - y(2) ^ 2 / 2 + y(2) ^ 4 / 4, zeros (2, 1), [2 * y(1); -y(2) + y(2) ^ 3]);
g = @(x, y) deal (sumsq (y - x) / 2, x - y, y - x);
for x0 = [1, 0.3, -2; 0, 0, 0]
  [x, ~, fval, exitflag] = pgdqa_solve (f, g, x0, x0);
  assert (exitflag, 1);
  assert (fval, -0.25, 1e-6);
end
END
}

@test "a lower Hessian that vanishes at the solution: the error of f is estimated" {
  code <<'END'
f = @(x, y) deal ((x - 1) ^ 2 + (y - 3) ^ 2, 2 * (x - 1), 2 * (y - 3));
g = @(x, y) deal ((y - x) ^ 4, -4 * (y - x) ^ 3, 4 * (y - x) ^ 3);
at_x = @(x) (x - 1) ^ 2 + (x - 3) ^ 2;                % y (x) = x
[x, ~, fval, ~, output] = pgdqa_solve (f, g, 0, 5, 'MaxCalls', 60);
assert (output.lower.f_error >= 0.3 * abs (fval - at_x (x)));
[~, ~, fval] = pgdqa_solve (f, g, 0, 5);
assert (fval, 2, 1e-4);
[~, ~, ~, ~, output] = pgdqa_solve (f, @(x, y) deal ((y - x) ^ 2, -2 * (y - x), 2 * (y - x)), 0, 5);
assert (output.lower.f_error < 1e-8);
END
}

@test "a start that is zero but for rounding is taken for zero" {
  code <<'END'
f = @(x, y) deal ((x - 1) ^ 2 + y ^ 2, 2 * (x - 1), 2 * y);
g = @(x, y) deal ((y - x) ^ 2, -2 * (y - x), 2 * (y - x));
for tiny = [0, 1e-16, 1e-12, 1e-8]
  for start = [6, tiny, tiny; tiny, 1, tiny]
    [~, ~, fval, exitflag, output] = pgdqa_solve (f, g, start(1), start(2));
    assert ([fval, exitflag], [0.5, 1], 1e-7);
    assert (output.calls.total < 200);
  end
end
END
}

@test "a start where grad_y g is huge does not make the lower level look solved" {
  code <<'END'
f = @(x, y) deal (sumsq (x - 1) + sumsq (y - 2), 2 * (x - 1), 2 * (y - 2));
g = @(x, y) deal (sum (exp (y) - exp (x) .* y), -exp (x) .* y, exp (y) - exp (x));
[x, y, fval, exitflag] = pgdqa_solve (f, g, -20 * ones (4, 1), 30 * ones (4, 1));
assert (exitflag <= 0 || abs (fval - 2) < 1e-3);
END
}

@test "by values the bias of differences does not keep a run that has the answer from its end" {
  code <<'END'
% bond lengths and an angle of a molecule: translations and rotations leave g alone
target = [0.96; 0.98; 1.82];
ab = @(y) y(1:2) - y(3:4);
cb = @(y) y(5:6) - y(3:4);
shape = @(y) [norm(ab (y)); norm(cb (y)); acos(ab (y)' * cb (y) / norm (ab (y)) / norm (cb (y)))];
g = @(p, y) sum ([250; 250; 40] .* (shape (y) - p) .^ 2) + 0.8 / norm (y(1:2) - y(5:6));
f = @(p, y) sumsq (shape (y) - target);
[p, y, value, exitflag, output] = by_values (f, g, [1; 1; 1.9], [1; 0; 0; 0; cos(1.9); sin(1.9)], 'Search', 'local', 'MaxCalls', 50000);
assert (value < 1e-12);
assert (exitflag, 1);
assert (output.calls.total < 10000);
END
}
