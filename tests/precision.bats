#!/usr/bin/env bats
# Single and double precision.

load code

@test "any single among starts and data makes the run single, nothing else does" {
  code <<'END'
f = pgdqa_quadratic (2 * eye (2), [], 2, [-1; 1]);
g = pgdqa_quadratic (eye (2), [-1; -1], 2);
x0 = [1; 2];
y0 = 3;
function expect_class (name, f, g, x0, y0, varargin)
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, y0, 'MaxIter', 3, varargin{:});
  assert ({class(x), class(y)}, {name, name});
  assert ({class(fval), class(exitflag)}, {'double', 'double'});
  assert (class (output.state.multiplier), name);
  assert (class (output.history.f), 'double');
  adaptive = strcmp (output.schedule, 'adaptive');
  wanted = [1e-6, 1e-6; 5e-10, 1e-8](1 + adaptive,:);
  if (strcmp (name, 'single'))
    wanted = [1e-3, 1e-3; 1e-4, 1e-3](1 + adaptive,:);
  end
  assert ([output.options.TolKKT, output.options.TolLower], wanted);
end
expect_class ('double', f, g, x0, y0);
expect_class ('double', f, g, x0, y0, 'Schedule', 'fixed');
expect_class ('single', f, g, x0, single (y0), 'Schedule', 'fixed');
expect_class ('single', f, g, single (x0), y0);
expect_class ('double', f, g, x0, y0, 'XMin', single (0));
expect_class ('single', f, g, x0, single (y0));
for block = {'Qxx', 'Qyy', 'cx'}
  expect_class ('single', setfield (f, block{1}, single (f.(block{1}))), g, x0, y0);
end
for block = {'Qxx', 'Qxy', 'Qyy'}
  expect_class ('single', f, setfield (g, block{1}, single (g.(block{1}))), x0, y0);
end
expect_class ('single', f, pgdqa_quadratic (single (eye (2)), sparse ([-1; -1]), sparse (2)), x0, y0);
% options and what a handle returns do not decide
expect_class ('double', f, g, x0, y0, 'Schedule', 'diminishing', 'StepScale', single (0.5));
[a, b] = lampariello ();
expect_class ('double', @(x, y) deal (single (x ^ 2 + y ^ 2), single (2 * x), single (2 * y)), b, 0, 0);
expect_class ('single', a, b, single (0), 0);
END
}

@test "callbacks and OutputFcn receive the class of the run" {
  code <<'END'
function [v, gx, gy] = check_class (name, x, y)
  assert ({class(x), class(y)}, {name, name});
  v = sum ((x - y) .^ 2);
  gx = 2 * (x - y);
  gy = 2 * (y - x);
end
function [hx, hy] = check_product (name, x, y, vx, vy)
  assert ({class(x), class(y), class(vx), class(vy)}, {name, name, name, name});
  hx = 2 * (vx - vy);
  hy = 2 * (vy - vx);
end
function stop = check_output (name, x, values, state)
  assert ({class(x), class(values.y), class(values.fval)}, {name, name, 'double'});
  stop = false;
end
for name = {'double', 'single'}
  x0 = cast ([1; 2], name{1});
  g = pgdqa_objective (@(x, y) check_class (name{1}, x, y), @(x, y, vx, vy) check_product (name{1}, x, y, vx, vy));
  pgdqa_solve (@(x, y) check_class (name{1}, x, y), g, x0, x0 + 1, 'MaxIter', 5, 'Restore', true, ...
               'OutputFcn', @(x, v, s) check_output (name{1}, x, v, s));
end
END
}

@test "single and double runs agree to single accuracy" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 1);
q = pgdqa_testproblem ('quadratic', 4, 3, 2);
for problem = {p, q}
  for regime = {'general', 'pl'}
    for schedule = {'diminishing', 'fixed'}
      r = problem{1};
      y0 = r.y0 + 0.5;
      options = {'Regime', regime{1}, 'Schedule', schedule{1}, 'StepScale', 0.05, 'MaxIter', 60, 'TolKKT', 0, 'Restore', true};
      [x, y, fval, ~, a] = pgdqa_solve (r.f, r.g, r.x0, y0, options{:});
      [u, v, fv, ~, b] = pgdqa_solve (r.f, r.g, single (r.x0), single (y0), options{:});
      assert (double (u), x, 1e-4 * (1 + norm (x)));
      assert (double (v), y, 2e-2 * (1 + norm (y)));     % as well as the lower level was solved
      h = [a.history.f(1:61), a.history.lower_opt(1:61)];
      assert ([b.history.f(1:61), b.history.lower_opt(1:61)], h, 1e-4 * max (abs (h(:))));
      assert (b.iterations, a.iterations);
    end
  end
end
END
}

@test "single without gradients or products is still useful" {
  code <<'END'
[f, g] = lampariello ();
kinds = {f, g; @(x, y) x ^ 2 + y ^ 2, g; @(x, y) x ^ 2 + y ^ 2, @(x, y) (x + y - 1) ^ 2};
tolerance = [1e-2, 1e-2, 5e-2];
for k = 1:rows (kinds)
  [x, y, fval] = pgdqa_solve (kinds{k,:}, single (0), single (0), 'Restore', true, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'MaxIter', 2000);
  assert (double ([x, y, fval]), [0.5, 0.5, 0.5], tolerance(k));
end
[x, y, fval] = pgdqa_solve (@(x, y) x ^ 2 + y ^ 2, @(x, y) (x + y - 1) ^ 2, single (0), 0, 'Restore', true, ...
                            'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'MaxIter', 2000, 'Derivatives', 'complex-step');
assert (double ([x, y, fval]), [0.5, 0.5, 0.5], 2e-2);
END
}

@test "single reaches its own tolerances and the closed form" {
  code <<'END'
[f, g, x, y, fval] = closed_form ();
[u, v, fv, exitflag, output] = pgdqa_solve (f, g, single ([2; 0]), [0; -1; 0], 'Schedule', 'diminishing', 'Regime', 'pl', 'StepScale', 0.1, ...
                                            'AlphaScale', 0.5, 'Restore', true, 'MaxIter', 2e4);
assert (double (u), x, 2e-2);
assert (double (v), y, 2e-2);
assert (fv, fval, 1e-3);
[~, ~, ~, exitflag, output] = pgdqa_solve (pgdqa_quadratic (2, [], 2), pgdqa_quadratic (2, 2, 2, -2, -2, 1), single (0), 0, ...
                                           'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3);
assert (exitflag, 2);
END
}

@test "the extremes of single precision end in words, not in NaN" {
  code <<'END'
big = pgdqa_quadratic (single (1e30), [], single (1e30));
[x, y, fval, exitflag, output] = pgdqa_solve (big, big, single (1e20), single (1e20));
assert (all (isfinite ([x, y])));
assert (exitflag, -2);
small = pgdqa_quadratic (single (1e-30), [], single (1e-30));
[x, y, fval, exitflag, output] = pgdqa_solve (small, small, single (1e-20), single (1e-20), 'MaxIter', 10);
assert (all (isfinite ([x, y, fval])));
assert (isfinite (output.history.f));
END
}

@test "pgdqa:value: bounds and starts beyond the range of single precision" {
  code <<'END'
q = pgdqa_quadratic (2, 1, 2);
one = single (1);
expect_error ('pgdqa:value', 'pgdqa_solve: XMin(1) is 1e+300, expected a number within single precision, or -Inf', ...
              @() pgdqa_solve (q, q, one, 0, 'XMin', 1e300));
expect_error ('pgdqa:value', 'pgdqa_solve: YMax(1) is -1e+39, expected a number within single precision, or Inf', ...
              @() pgdqa_solve (q, q, one, 0, 'YMax', -1e39));
expect_error ('pgdqa:value', 'pgdqa_solve: y0(1) is 1e+39, expected a number within single precision', @() pgdqa_solve (q, q, one, 1e39));
END
}
