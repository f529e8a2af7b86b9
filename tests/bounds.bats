#!/usr/bin/env bats
# Bounds on x and y: XMin, XMax, YMin, YMax.

load code

@test "textbook problems with bounds, values only: the best known f, and no claim where g has a lower value" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
problems = problems(ismember ({problems.name}, {'henderson', 'hatz', 'de_silva', 'falk_liu', 'dempe', 'pa_b', 'smd_1', 'smd_2', 'smd_6', ...
                                                'shen', 'mb_15', 'mb_17', 'mb_21', 'ka_3', 'iaptt'}));
for solve = {@by_values, @pgdqa_solve}
  reached = 0;
  for p = problems(:)'
    [x, y, f, exitflag] = solve{1} (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
    assert (all (x >= p.xmin & x <= p.xmax) && all (y >= p.ymin & y <= p.ymax), p.name);
    reached = reached + (abs (f - p.best) <= 1e-4 * (1 + abs (p.best)));
    if (numel (y) == 1 && exitflag > 0)
      grid = linspace (max (p.ymin, -300), min (p.ymax, 300), 20001);
      assert (p.g(x, y) <= min (p.g(x, grid)) + 1e-5 * (1 + abs (p.g(x, y))), p.name);
    end
  end
  assert (reached >= 0.75 * numel (problems), '%d of %d', reached, numel (problems));
end
END
}

@test "vpbgd and iaptt: a listed answer, native and by handles, by every schedule and a first-order method" {
  code <<'END'
settings = {{'Schedule', 'adaptive'}, {'Schedule', 'diminishing', 'StepScale', 0.1, 'AlphaScale', 10, 'Restore', true, 'MaxIter', 5000}, ...
            {'Method', 'bome', 'Restore', true, 'MaxIter', 5000}};
for name = {'vpbgd', 'iaptt'}
  for form = {{}, {'handles'}}
    p = pgdqa_testproblem (name{1}, form{1}{:});
    answers = p.known(! strcmp ({p.known.kind}, 'trap'));
    for k = 1:numel (settings)
      [x, y, f, exitflag, output] = pgdqa_solve (p, settings{k}{:});
      low = [p.options.XMin; -Inf];
      high = [p.options.XMax; Inf];
      if (isfield (p.options, 'YMin'))
        low(2) = p.options.YMin;
        high(2) = p.options.YMax;
      end
      assert (all ([x; y] >= low & [x; y] <= high));
      assert (min (abs ([answers.f] - f)) < 1e-4, '%s, setting %d: f %g', name{1}, k, f);
      assert (exitflag == 1 || k > 1);
    end
  end
end
END
}

@test "iterates of every method keep to the bounds, and all evaluations of pgdqa where derivatives are given" {
  code <<'END'
function [v, gx, gy] = watched (fun, low, high, x, y)
  assert (all ([x; y] >= low & [x; y] <= high));
  [v, gx, gy] = fun (x, y);
end
function [hx, hy] = watched_product (hvp, low, high, x, y, vx, vy)
  assert (all ([x; y] >= low & [x; y] <= high));
  [hx, hy] = hvp (x, y, vx, vy);
end
function stop = inside (low, high, x, values, state)
  global told
  told = told + 1;
  assert (all ([x; values.y] >= low & [x; values.y] <= high));
  stop = false;
end
global told
p = pgdqa_testproblem ('quadratic', 4, 5, 3, 'handles');
[x, y] = pgdqa_solve (p);
low = [x; y] - [0.1; 2; 2; 2; -0.2; 3; 3; 3; 3];         % the answer without bounds violates that of y(1) and y(5)
high = [x; y] + [2; 2; 2; -0.1; 3; 3; 3; 3; -0.3];
bounds = {'XMin', low(1:4), 'XMax', high(1:4), 'YMin', low(5:9), 'YMax', high(5:9)};
f = @(x, y) watched (p.f.fun, low, high, x, y);
g = pgdqa_objective (@(x, y) watched (p.g.fun, low, high, x, y), @(varargin) watched_product (p.g.hvp, low, high, varargin{:}));
start = max (low, min (high, [p.x0; p.y0]));
methods = {'Schedule', 'adaptive'; 'Schedule', 'diminishing'; 'Schedule', 'fixed'; 'Method', 'rxgf'; 'Method', 'sgf'; 'Method', 'qcqp'; ...
           'Method', 'bome'; 'Method', 'vpbgd'; 'Method', 'f2sa'; 'Method', 'aid'};
for k = 1:rows (methods)
  told = 0;
  if (k > 3)
    f = p.f;
    g = p.g;
  end
  [u, v] = pgdqa_solve (f, g, start(1:4), start(5:9), methods{k,:}, bounds{:}, 'MaxIter', 60, 'Restore', true, ...
                        'OutputFcn', @(x, values, state) inside (low, high, x, values, state));
  assert (told > 2);
  assert (all ([u; v] >= low & [u; v] <= high));
end
END
}

@test "a start outside the bounds is moved inside" {
  code <<'END'
f = @(x, y) deal ((x - 3) ^ 2 + (y - 1) ^ 2, 2 * (x - 3), 2 * (y - 1));
g = @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x));
for method = {{'Schedule', 'adaptive'}, {'Schedule', 'diminishing'}, {'Method', 'bome'}}
  recorder ('reset');
  [x, y, fval] = pgdqa_solve (f, g, -40, 50, method{1}{:}, 'XMin', 0, 'XMax', 1.5, 'YMin', -2, 'YMax', 1.25, ...
                                'MaxIter', 300, 'OutputFcn', @recorder);
  told = recorder ('read');
  assert (told(1).x, 0);
  assert (told(1).y >= -2 && told(1).y <= 1.25);
  assert ([x, y], [1.5, 1.25], 1e-3);
end
END
}

@test "bounds that are infinite, or too wide to matter, change nothing" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 1);
for method = {{'Schedule', 'adaptive'}, {'Schedule', 'diminishing', 'StepScale', 0.1}, {'Method', 'aid'}}
  [x, y, ~, ~, free] = pgdqa_solve (p, method{1}{:}, 'MaxIter', 40);
  [u, v, ~, ~, bounded] = pgdqa_solve (p, method{1}{:}, 'MaxIter', 40, 'XMin', -Inf, 'XMax', Inf (6, 1), 'YMin', -Inf (6, 1), 'YMax', Inf);
  assert ([u; v], [x; y]);
  assert (bounded.calls.total, free.calls.total);
end
[x, y, fval, exitflag] = pgdqa_solve (p);
[u, v, fv, flag] = pgdqa_solve (p, 'XMin', -1e3, 'XMax', 1e3, 'YMin', -1e3, 'YMax', 1e3);
assert (flag, exitflag);
assert (min (abs ([p.known.f] - fv)) < 1e-6);
END
}

@test "the lower level is that on the bounds of y: the closed form with a projection" {
  code <<'END'
% g = 0.5 ||y - B x||^2 with y in a box: y = B x cut off at the box; f = 0.5 ||x - a||^2 + 0.5 ||y - b||^2 by brute force over x
[f, g] = closed_form ();
B = [1, 0; 0, 0.5; 0.5, 0.5];
low = [0.2; -Inf; -Inf];
high = [0.7; 0.05; 0.3];
lower = @(x) max (low, min (high, B * x));
value = @(x) sum ((x - [1; -1]) .^ 2) / 2 + sum ((lower (x) - [0; 1; 2]) .^ 2) / 2;
best = Inf;
grid = -2:0.02:2;
for a = grid
  for b = grid
    best = min (best, value ([a; b]));
  end
end
for method = {{}, {'Schedule', 'diminishing', 'StepScale', 0.2, 'AlphaScale', 4, 'Restore', true, 'MaxIter', 2e4}, ...
              {'Method', 'bome', 'Restore', true, 'MaxIter', 5000}}
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, [2; 0], [0.5; 0; 0], method{1}{:}, 'YMin', low, 'YMax', high);
  assert (y, lower (x), 1e-6);
  assert (fval, value (x), 1e-6);
  assert (output.lower_opt < 1e-6);            % of the projected gradient
  assert (! isempty (method{1}) || (any (exitflag == [1, 3]) && fval <= best + 1e-8));
  assert (fval <= best + 0.05);
end
END
}

@test "active lower bounds: no multiplier there, and sensitivity as differences of lower levels solved again" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 5, 3);
[~, y] = pgdqa_solve (p);
bounds = {'YMin', [y(1) + 0.2; -Inf(4, 1)], 'YMax', [Inf(4, 1); y(5) - 0.3]};
[x, y, ~, exitflag, output] = pgdqa_solve (p, bounds{:});
assert (exitflag, 1);
assert ([y(1), y(5)], [bounds{2}(1), bounds{4}(5)]);
assert (output.state.multiplier([1, 5]), [0; 0]);
dydx = pgdqa_sensitivity (output);
t = 1e-3;
for i = 1:4
  e = t * ((1:4)' == i);
  % x fixed by its bounds: the run only solves the lower level
  [~, above] = pgdqa_solve (p, bounds{:}, 'XMin', x + e, 'XMax', x + e);
  [~, below] = pgdqa_solve (p, bounds{:}, 'XMin', x - e, 'XMax', x - e);
  assert (dydx(:,i), (above - below) / (2 * t), 1e-6 * norm (dydx));
end
[~, fx, fy] = pgdqa_mex ('eval', p.f, x, y);
assert (norm (fx + dydx' * fy) < 1e-6);
END
}

@test "a bound of x that is active: stationarity is of the projected gradient" {
  code <<'END'
f = @(x, y) deal ((x - 3) ^ 2 + (y - 1) ^ 2, 2 * (x - 3), 2 * (y - 1));
g = @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x));
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'XMax', 1.5);
assert ([x, y, exitflag], [1.5, 1.5, 1], 1e-9);
assert (output.stationarity < 1e-8);
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'XMax', 1.5, 'Restore', true, ...
                                                'MaxIter', 3000);
assert ([x, y], [1.5, 1.5], 1e-6);
assert (output.stationarity < 1e-5);
END
}

@test "single precision, and bounds given in it" {
  code <<'END'
f = @(x, y) deal ((x - 3) ^ 2 + (y - 1) ^ 2, 2 * (x - 3), 2 * (y - 1));
g = @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x));
for bound = {1.5, single(1.5)}
  [x, y, fval, exitflag] = pgdqa_solve (f, g, single (0), 0, 'XMax', bound{1});
  assert (class (x), 'single');
  assert (double ([x, y]), [1.5, 1.5], 1e-3);
  assert (exitflag > 0);
  [x, y] = pgdqa_solve (f, g, 0, 0, 'XMax', bound{1});
  assert (class (x), 'double');
end
END
}

@test "a bound of y that is active with multiplier 0: both readings of it, at a start, at a kink and at a minimum" {
  code <<'END'
% y = min (max (x, 0), 1); f (x, y (x)) by its two pieces at the bound
lower = @(x, y) (y - x) ^ 2;
bounds = {'Schedule', 'adaptive', 'YMin', 0, 'YMax', 1};
for unit = [1, 1e4]
  % at (1, 1) y is free for x < 1 and f falls that way: the minimum of (x - 2)^2 + 3 y^2 on [0, 1] is x = 1/2
  [x, ~, ~, exitflag] = pgdqa_solve (@(x, y) unit * ((x - 2) ^ 2 + 3 * y ^ 2), @(x, y) unit * lower (x, y), 1, 1, bounds{:}, 'XMax', 1);
  assert ([x, exitflag], [0.5, 1], 1e-5);
  % |x| as a kink at the bound: 2 y - x falls on neither side
  [x, ~, ~, exitflag] = pgdqa_solve (@(x, y) unit * (2 * y - x), @(x, y) unit * lower (x, y), 1, 1, bounds{:}, 'XMax', 1);
  assert (x, 0, 1e-4);
  assert (exitflag, 1);
  % held, f falls beyond the bound: (x - 2)^2 + y has no rest at x = 1
  [x, y, ~, exitflag] = pgdqa_solve (@(x, y) unit * ((x - 2) ^ 2 + 0.1 * y), @(x, y) unit * lower (x, y), 1, 1, bounds{:});
  assert ([x, y, exitflag], [2, 1, 1], 1e-5);
end
END
}

@test "bounds of x and y that are both active, that of y with multiplier 0: no claim where y leaves it and f falls" {
  code <<'END'
% y = +-sqrt (x), so f = 5 x: at (1, 1) x looks pressed to its bound while y stays at its own
for y0 = [1, -1]
  [x, y, fval, exitflag] = pgdqa_solve (@(x, y) -x + 6 * y ^ 2, @(x, y) y ^ 4 / 4 - x * y ^ 2 / 2, 1, y0, 'Search', 'local', 'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1);
  assert (exitflag < 1 || fval < 0.01, 'f = %g claimed', fval);
  assert (fval < 0.01, 'f = %g', fval);
end
END
}

@test "of equally good lower-level minimisers the best for f, and back to it where the run ends higher" {
  code <<'END'
% minimisers y = -1, 1 for every x: f is lower at y = 1
[x, y, fval, exitflag, output] = pgdqa_solve (@(x, y) (x - 0.5) ^ 2 - y, @(x, y) (y ^ 2 - 1) ^ 2, 0, -1, 'Search', 'local', 'YMin', -2, 'YMax', 2);
assert ([x, y, fval, exitflag], [0.5, 1, -1, 1], 1e-4);
assert (output.escapes >= 1);
% y = 1 is a minimiser only where x >= 0.5, and -1 else: at 0.5, where f (., -1) has its minimum, both
g = @(x, y) (y ^ 2 - 1) ^ 2 / 8 + (0.5 - x) * (y + 1) / 4;
[x, y, fval] = pgdqa_solve (@(x, y) (x - 0.5) ^ 2 - (1 - x) * y, g, 0, -1, 'Search', 'local', 'YMin', -1, 'YMax', 1);
assert (g (x, y) <= min ([g(x, -1), g(x, 1)]) + 1e-6);
END
}

@test "a step that only an unsolved lower level made look good is taken back" {
  code <<'END'
% y jumps from 1 to -1 at x = 0.5 (g linear in y): f falls to there and is higher beyond
[x, y, fval, exitflag, output] = by_values (@(x, y) -x - y, @(x, y) max (x - 0.5, 0) * y, 0.2, 1, 'Search', 'local', 'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1);
assert (max (x - 0.5, 0) * (y + 1) <= 1e-6);
assert ([x, y, fval, exitflag], [0.5, 1, -1.5, 1], 1e-6);
assert (output.stop, 'tie');
END
}

@test "from a kink no step leads to where rounding hides the lower level" {
  code <<'END'
f = @(x, y) 2 * y(1) + y(2) - x;                 % -x on the left of 0, where the bound holds y, and x on its right
g = @(x, y) (x - y(1)) ^ 2 + y(2) ^ 2;
for x0 = [-5.279, -3.523, -0.509, 9.164]
  for y0 = [[0; 0], [0; 6.51], [1.4; 0]]
    [x, ~, ~, exitflag] = pgdqa_solve (f, g, x0, y0, 'YMin', 0, 'Search', 'local');
    assert (abs (x) < 1e-4, 'from %g [%g %g]: x = %g', x0, y0, x);
  end
end
END
}

@test "products by differences keep to the bounds, and do not depend on units" {
  code <<'END'
function [v, gx, gy] = root (x, y)                 % complex where x < 0
  assert (all (x >= 0));
  r = y - x .^ 1.5;
  v = sumsq (r) / 2;  gx = -1.5 * r .* sqrt (x);  gy = r;
end
f = @(x, y) deal (sumsq (y - 1), zeros (2, 1), 2 * (y - 1));
for x0 = [0, 1e-7, 0.5; 0.5, 1e-7, 2]
  [x, ~, ~, exitflag] = pgdqa_solve (f, @root, x0, [0.2; 0.2], 'XMin', 0);
  assert (exitflag > -2);
end
function [v, gx, gy] = upper (a, b, x, y)
  v = sumsq (y / b - [1; 2; 3]) / 2 + sumsq (x / a) / 20;  gx = x / a ^ 2 / 10;  gy = (y / b - [1; 2; 3]) / b;
end
function [v, gx, gy] = lower (a, b, x, y)
  X = x / a;  Y = y / b;
  v = sum (Y .^ 2 / 2 + 0.075 * Y .^ 4 - X .* Y);  gx = -Y / a;  gy = (Y + 0.3 * Y .^ 3 - X) / b;
end
calls = [];
for units = [1, 1e6, 1, 1e-6, 1e8; 1, 1, 1e-6, 1e-6, 1e-3]
  a = units(1);  b = units(2);
  [~, ~, fval, exitflag, output] = pgdqa_solve (@(x, y) upper (a, b, x, y), @(x, y) lower (a, b, x, y), a * ones (3, 1), b * ones (3, 1) / 2);
  assert (exitflag, 1);
  assert (fval, 1.83664499, 1e-7);
  calls(end+1) = output.calls.total;
end
assert (max (calls) <= 1.2 * min (calls));
END
}

@test "what is returned keeps its bounds when a limit ends the run in its start, for every method and kind of objective" {
  code <<'END'
q = pgdqa_quadratic (2, 1, 2);
f = @(x, y) deal (x ^ 2 + x * y + y ^ 2, 2 * x + y, x + 2 * y);
v = @(x, y) x ^ 2 + x * y + y ^ 2;
for method = [{'pgdqa'}, rivals()]
  for form = {q, f, v}
    for limit = {'MaxCalls', 4; 'MaxCalls', 10; 'MaxCalls', 20; 'MaxTime', 1e-9}'
      for start = {1, single(1)}
        [x, y] = pgdqa_solve (form{1}, form{1}, start{1}, 1, 'Method', method{1}, 'XMin', 2, 'YMax', -3, limit{:});
        assert (x >= 2 && y <= -3, '%s, %s %g', method{1}, limit{:});
      end
    end
  end
end
END
}
