#!/usr/bin/env bats
# What PGD-QA computes: iterates against the formulas, problems with known answers, published numbers, restoration, limits.

load code

@test "iterates agree with the formulas written down, for every regime, schedule, relaxation and metric" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 2, 'handles');
y0 = p.y0 + 1;
K = 150;
for regime = {'general', 'pl'}
  for schedule = {'diminishing', 'fixed'}
    for relaxation = [0, 1.36]       % ||grad_y g|| is 1.374 at the start
      for metric = [1, 10, 0.1; 1, 0.5, 4]
        options = struct ('Regime', regime{1}, 'Schedule', schedule{1}, 'StepScale', 0.1 / max (metric), 'AlphaScale', 1, ...
                          'Relaxation', relaxation, 'ScaleX', metric(1), 'ScaleY', metric(2));
        path = plain_pgdqa (p.f.fun, p.g.fun, p.g.hvp, p.x0, y0, options, K);
        options.MaxIter = K;
        options.TolKKT = 0;
        options.OutputFcn = @recorder;
        recorder ('reset');
        [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, y0, options);
        told = recorder ('read');
        told = told(strcmp ({told.state}, 'iter'));
        assert ([[told.x]; [told.y]], path(1:12,:), 1e-12);
        h = output.history;
        iterate = h.phase == 0;
        assert (sum (iterate), K + 1);
        assert ([h.f(iterate)'; h.lower_opt(iterate)'], path(13:14,:), 1e-12);
        expected = path(15:16,:);
        assert (max (max (abs ([h.lambda(iterate)'; h.rho(iterate)'] - expected) ./ (1 + abs (expected)))) < 1e-12);
        assert (x, path(1:6,end), 1e-12);
        if (relaxation > 0)              % both sides of h = eps^2 were met
          assert ([any(path(14,:) <= relaxation), any(path(14,:) > relaxation)], [true, true]);
        end
      end
    end
  end
end
END
}

@test "history columns of a plain run follow from the iterates" {
  code <<'END'
p = pgdqa_testproblem ('convex', 5, 1, 'handles');
recorder ('reset');
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, 'Schedule', 'diminishing', 'StepScale', 0.1, 'AlphaScale', 2, 'Relaxation', 0.5, ...
                                    'ScaleX', 3, 'MaxIter', 60, 'OutputFcn', @recorder);
told = recorder ('read');
told = told(strcmp ({told.state}, 'iter'));
h = output.history;
for k = [1, 7, 61]
  x = told(k).x;
  y = told(k).y;
  [f, fx, fy] = p.f.fun (x, y);
  [g, ~, v] = p.g.fun (x, y);
  [hx, hy] = p.g.hvp (x, y, 0 * x, v);
  stationarity = norm ([fx; fy] + h.lambda(k) * 2 * [hx; hy]);
  assert ([h.k(k), h.f(k), h.g(k), h.lower_opt(k)], [k - 1, f, g, norm(v)], 1e-12);
  assert (h.stationarity(k), stationarity, 1e-10 * stationarity);
  assert (h.kkt_residual(k), hypot (stationarity, sqrt (max (0, v' * v - 0.25))), 1e-10 * stationarity);
  assert ([h.alpha(k), h.step(k)], [2 * k ^ (-1/3), 0.1 * k ^ (-2/3)], 1e-14);
end
END
}

@test "a quadratic problem solved by hand is reached by both regimes and both schedules" {
  code <<'END'
[f, g, x, y, fval] = closed_form ();
settings = {'general', 'diminishing', 0.2, 4; 'general', 'fixed', 0.5, 16; 'pl', 'diminishing', 0.1, 0.5; 'pl', 'fixed', 0.1, 2};
for k = 1:rows (settings)
  [u, v, fv, exitflag, output] = pgdqa_solve (f, g, [2; 0], [0; -1; 0], 'Regime', settings{k,1}, 'Schedule', settings{k,2}, ...
                                              'StepScale', settings{k,3}, 'AlphaScale', settings{k,4}, ...
                                              'Restore', true, 'MaxIter', 2e4);
  assert (u, x, 5e-3);
  assert (v, y, 5e-3);
  assert (fv, fval, 2e-5);
  assert (output.lower_opt < 1e-6);
  assert (any (exitflag == [0, 2]));
end
END
}

# bats test_tags=long
@test "problems with known answers are solved" {
  code <<'END'
% name, regime, StepScale, AlphaScale, MaxIter, answer, tolerance of f
settings = {
  {'sine'}, 'pl', 0.1, 0.3, 2000, 15.51689, 2e-3
  {'sine', 3}, 'pl', 0.1, 0.3, 2000, 23.27533, 1e-4
  {'sine', 3}, 'general', 0.1, 1, 4000, 23.27533, 0.1
  {'lampariello'}, 'general', 0.3, 3, 1000, 0.5, 1e-6
  {'lampariello'}, 'pl', 1, 0.3, 1000, 0.5, 1e-6
  {'nonsingleton'}, 'general', 1, 3, 5000, 0, 1e-6
  {'nonsingleton'}, 'pl', 0.3, 0.3, 5000, 0, 1e-6
  {'macal'}, 'general', 0.3, 1, 2000, 81.32786885, 1e-5
  {'macal'}, 'pl', 0.3, 1e-3, 2000, 81.32786885, 1e-5
  {'coreset'}, 'general', 1, 10, 4000, 4.5, 1e-4
  {'coreset'}, 'pl', 1, 10, 1000, 4.5, 1e-4};
for k = 1:rows (settings)
  [name, regime, step, alpha, most, answer, tolerance] = settings{k,:};
  p = pgdqa_testproblem (name{:});
  [x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'Regime', regime, 'StepScale', step, 'AlphaScale', alpha, 'MaxIter', most, ...
                                                'Restore', true);
  assert (fval, answer, tolerance);
  assert (output.lower.restored);
  [~, ~, v] = pgdqa_mex ('eval', p.g, x, y);
  assert (norm (v) < 1e-7);
  assert (output.lower_opt, norm (v), 1e-10);
end
END
}

# bats test_tags=shared
@test "published runs of the convex problem at K = 4e4 are reproduced to three digits" {
  needs_shared data/paper/synthetic.mat
  code <<END
data = shared_instance ();
p = pgdqa_testproblem ('convex', data);
addpath ('$ROOT/examples/reproduce/private');
x0 = torch_normal (0, 20);
assert (x0([1, 20])', [-1.1258, 0.0537], 1e-4);
y0 = data.H \ x0;
% regime, constants, then at the end of the run: f, ||grad_y g||, ||d||, f restored
published = {
  'pl', 1.5, 1.5, [0.369, 0.212, 0.062, 4.96]
  'pl', 1, 1, [0.816, 0.120, 0.035, 3.39]
  'general', 10, 10, [1.186, 0.030, 0.081, 3.25]};
for k = 1:rows (published)
  [~, ~, fval, exitflag, output] = pgdqa_solve (p.f, p.g, x0, y0, 'Regime', published{k,1}, 'Schedule', 'fixed', 'MaxIter', 4e4, ...
                                                'AlphaScale', published{k,2}, 'StepScale', published{k,3}, 'Restore', true, ...
                                                'TolKKT', 0, 'HistoryEvery', 100);
  h = output.history;
  last = find (h.phase == 0, 1, 'last');
  assert (h.k(last), 4e4);
  assert ([h.f(last), h.lower_opt(last), h.stationarity(last)], published{k,4}(1:3), 6e-4);
  assert (fval, published{k,4}(4), 1e-2);
  assert (output.fval_before, h.f(last), 1e-12);
end
END
}

@test "the restoration leaves x, lowers g, and reports f before and after" {
  code <<'END'
p = pgdqa_testproblem ('convex', 8, 3, 'handles');
for regime = {'general', 'pl'}
  options = {'Schedule', 'diminishing', 'Regime', regime{1}, 'StepScale', 0.1, 'MaxIter', 50};
  [x, y, fval, ~, plain] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, options{:});
  [u, v, fv, ~, restored] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, options{:}, 'Restore', true);
  assert (u, x);
  assert (plain.fval_before, fval);
  assert (restored.fval_before, fval);
  [f, ~, ~] = p.f.fun (u, v);
  assert (fv, f, 1e-12);
  [g_before, ~, ~] = p.g.fun (x, y);
  [g_after, ~, w] = p.g.fun (u, v);
  assert (g_after < g_before);
  assert (restored.gval, g_after, 1e-12);
  assert (norm (w) < 1e-7 && plain.lower_opt > 1e-3);
  assert ([plain.lower.restored, restored.lower.restored], [false, true]);
  assert (any (strcmp (restored.lower.restoration, {'solved', 'rounding'})));
  assert (plain.lower.restoration, 'none');
  assert (restored.calls.total > plain.calls.total);
end
END
}

@test "the restoration solves the lower level as well after a path that overshot at first" {
  code <<'END'
p = pgdqa_testproblem ('quadratic');
[x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'Regime', 'pl', 'StepScale', 0.3, 'AlphaScale', 3, 'MaxIter', 2e4, 'Restore', true);
assert (max (output.history.lower_opt) > 1e3);
solution = -(p.g.Qyy \ (p.g.Qxy' * x + p.g.cy));
assert (y, solution, 1e-5);
assert (output.lower.restored);
END
}

@test "stationarity vanishes at the exact solution, where the path's measure does not" {
  code <<'END'
[f, g, x, y, fval] = closed_form ();
[u, v, fv, exitflag, output] = pgdqa_solve (f, g, x, y, 'Schedule', 'diminishing', 'MaxIter', 0);
assert (output.stationarity < 1e-12);
assert (output.lower.hypergradient < 1e-12);
assert (output.history.stationarity(1) > 0.1);
assert (output.kkt_residual, hypot (output.stationarity, output.lower_opt), 1e-15);
J = [g.Qxy', g.Qyy];
[~, fx, fy] = pgdqa_mex ('eval', f, x, y);
assert (norm ([fx; fy] + J' * output.state.multiplier), output.stationarity, 1e-12);
% elsewhere it is the least over all multipliers
[~, ~, ~, ~, output] = pgdqa_solve (f, g, [2; 0], [0; -1; 0], 'Schedule', 'diminishing', 'MaxIter', 0);
[~, fx, fy] = pgdqa_mex ('eval', f, [2; 0], [0; -1; 0]);
w = -J' \ [fx; fy];
assert (output.stationarity, norm ([fx; fy] + J' * w), 1e-10);
% the multiplier kept is that of the hypergradient
assert (output.state.multiplier, -g.Qyy \ fy, 1e-8);
assert (output.lower.hypergradient, norm (fx - g.Qxy * (g.Qyy \ fy)), 1e-10);
END
}

@test "a lower level unbounded below ends with words and finite numbers" {
  code <<'END'
f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
falling = {@(x, y) deal(x - 2 * y, 1, -2), @(x, y) deal(-(x + y) ^ 2, -2 * (x + y), -2 * (x + y)), ...
           @(x, y) deal(-exp (y), 0, -exp (y)), pgdqa_quadratic([], 1, -1, [], 3)};
for k = 1:numel (falling)
  [x, y, fval, exitflag, output] = pgdqa_solve (f, falling{k}, 1, 1, 'MaxIter', 5, 'Schedule', 'diminishing', 'StepScale', 0.01, 'Restore', true);
  assert (exitflag, -4);
  assert (output.stop, 'unbounded_lower');
  assert (all (isfinite ([x, y, fval, output.gval, output.lower_opt, output.stationarity, output.fval_before])));
  assert (output.lower.restored, false);
  assert (fval, output.fval_before);
  assert (output.calls.total < 500);
end
END
}

@test "a start at a maximum of the lower level is not called a solution" {
  code <<'END'
p = pgdqa_testproblem ('nonconvex', 6, 2);
trap = p.known(strcmp ({p.known.kind}, 'trap'));
paper = {'Schedule', 'diminishing', 'MaxIter', 0, 'Restore'};
for restore = [false, true]
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, trap.x, trap.y, paper{:}, restore);
  assert (output.gval, 1, 1e-12 + 2.1 * restore);       % the restoration may leave it by rounding
  assert (output.lower_opt < 1e-6);
  assert (exitflag != 1);
  assert (output.lower.kind, 'unknown');
  assert (! any (strcmp (output.stop, {'certified', 'flat'})));
end
% beside it the restoration descends to a minimum
[x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, trap.x, trap.y + 0.1, paper{:}, true);
assert (output.gval, -1, 1e-8);
END
}

@test "exitflag 2: both tolerances are met, at the point returned too" {
  code <<'END'
p = pgdqa_testproblem ('lampariello');
for restore = [false, true]
  [x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'Restore', restore);
  assert (exitflag, 2);
  assert (output.stop, 'converged');
  assert (output.stationarity_relative <= 1e-6 && output.lower_opt_relative <= 1e-6);
  h = output.history;
  assert (output.stationarity <= 1e-6 * 4);         % the largest ||grad f|| on the path is below 4
  assert (output.lower_opt <= 1e-6 * 4);
  assert (output.iterations < 1000);
end
% looser tolerances stop earlier
[~, ~, ~, exitflag, loose] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'TolKKT', 1e-3, 'TolLower', 1e-3);
assert (exitflag, 2);
assert (loose.iterations < output.iterations);
% one tolerance alone does not stop
[~, ~, ~, ~, one] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'TolKKT', Inf);
assert (one.iterations > loose.iterations);
END
}

@test "exitflag 0: MaxIter, MaxCalls, MaxTime, each with its stop" {
  code <<'END'
[f, g] = lampariello ();
limits = {'MaxIter', 7; 'MaxCalls', 90; 'MaxTime', 0.05; 'MaxTime', 1e-9};
stops = {'max_iter', 'max_calls', 'max_time', 'max_time'};
for k = 1:rows (limits)
  for restore = [false, true]
    [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 1, limits{k,:}, 'Schedule', 'diminishing', 'TolKKT', 0, 'Restore', restore);
    assert (exitflag, 0);
    assert (output.stop, stops{k});
    assert (output.at_rest, false);
    assert (all (isfinite ([x, y])));
    assert (output.calls.total <= 90 || k != 2);
    assert (output.iterations == 7 || k != 1);
  end
end
assert (isnan (fval));               % nothing could be measured in 1e-9 s
assert ([x, y], [0, 1]);
assert (numel (output.history.f), 0);
END
}

@test "no budget of calls is exceeded, and every point returned is what it is said to be" {
  code <<'END'
[f, g, hvp] = lampariello ();
values = {@(x, y) x ^ 2 + y ^ 2, @(x, y) (x + y - 1) ^ 2};
kinds = {pgdqa_quadratic(2, [], 2), pgdqa_quadratic(2, 2, 2, -2, -2, 1); f, pgdqa_objective(g, hvp); f, g; values{:}};
for budget = [4:2:20, 25:6:59]
  for k = 1:rows (kinds)
    for start = [0, 1; 0, 0.3]       % at the second the lower level is solved
      for schedule = {'adaptive', 'diminishing', 'fixed'}
        for restore = [false, true]
          [x, y, fval, exitflag, output] = pgdqa_solve (kinds{k,:}, 0.7 * (start(1) > 0), start(2), 'Schedule', schedule{1}, ...
                                                        'MaxCalls', budget, 'Restore', restore);
          assert (output.calls.total <= budget);
          assert (isnan (fval) || abs (fval - x ^ 2 - y ^ 2) <= 1e-12);
          assert (! output.lower.restored || abs (x + y - 1) < 1e-5);
          assert (any (exitflag == [0, 2, -4]) || strcmp (schedule{1}, 'adaptive') && any (exitflag == [1, 3]));
        end
      end
    end
  end
end
END
}

@test "exitflag -1: stopped by OutputFcn or PlotFcn at the start, in an iteration" {
  code <<'END'
[f, g] = lampariello ();
for schedule = {'adaptive', 'diminishing', 'fixed'}
  for k = 0:2
    for name = {'OutputFcn', 'PlotFcn'}
      [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Schedule', schedule{1}, name{1}, @(x, v, state) v.iteration == k, ...
                                                    'Restore', true);
      assert (exitflag, -1);
      assert (output.iterations, k);
      assert (output.stop, 'output_fcn');
      assert (output.lower.restored, false);
    end
  end
end
END
}

@test "exitflag -2: the last finite iterate is returned, wherever the value is not finite" {
  code <<'END'
function varargout = spoilt (fun, call, out, wrong, varargin)
  % fun, but the output number out of the given call is wrong
  counted ('add', 'spoilt');
  [varargout{1:nargout}] = fun (varargin{:});
  if (counted ().spoilt == call)
    varargout{out}(1) = wrong;
  end
end
[f, g, hvp] = lampariello ();
for wrong = [NaN, Inf, -Inf]
  for call = [1, 2, 9]
    for out = 1:3
      for level = 1:3
        bad = @(fun) @(varargin) spoilt (fun, call, min (out, 2 + (level < 3)), wrong, varargin{:});
        functions = {f, g, hvp};
        functions{level} = bad (functions{level});
        counted ('reset');
        recorder ('reset');
        [x, y, fval, exitflag, output] = pgdqa_solve (functions{1}, pgdqa_objective (functions{2:3}), 0.2, 0.1, ...
                                                      'MaxIter', 30, 'Schedule', 'diminishing', 'StepScale', 0.1, 'OutputFcn', @recorder);
        unused_gx = level == 2 && out == 2;       % the x part of the lower gradient is never needed
        probe = level < 3 && call == 1;           % only tells whether the handle gives gradients
        if (unused_gx || probe)
          assert (exitflag != -2);
          continue;
        end
        assert (exitflag, -2);
        assert (output.stop, 'non_finite');
        told = recorder ('read');
        if (call == 1 || (level < 3 && call == 2))
          assert ([x, y], [0.2, 0.1]);
        else
          last = told(find (strcmp ({told.state}, 'iter'), 1, 'last'));
          assert ([x, y], [last.x, last.y]);
          assert (fval, x ^ 2 + y ^ 2, 1e-15);
        end
      end
    end
  end
end
END
}

@test "exitflag -4: steps that no longer change the iterate" {
  code <<'END'
[f, g] = lampariello ();
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 1, 1, 'Schedule', 'diminishing', 'StepScale', 1e-300);
assert (exitflag, -4);
assert (output.stop, 'no_progress');
assert (output.at_rest);
assert (output.iterations < 100);
END
}

@test "exitflag -4: tolerances met along the path but not at the point returned" {
  code <<'END'
p = pgdqa_testproblem ('macal');
[x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'Regime', 'pl', 'StepScale', 0.3, 'AlphaScale', 1e-3, 'Restore', true, 'MaxIter', 2000);
assert (exitflag, -4);
assert (output.stop, 'not_confirmed');
END
}

@test "MaxIter 0 measures the start, and restores it on request" {
  code <<'END'
p = pgdqa_testproblem ('lampariello');
[x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, 0.25, 0, 'Schedule', 'diminishing', 'MaxIter', 0);
assert ([x, y, fval, exitflag], [0.25, 0, 0.0625, 0]);
assert (output.iterations, 0);
assert (output.lower_opt, 1.5, 1e-12);
[x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, 0.25, 0, 'Schedule', 'diminishing', 'MaxIter', 0, 'Restore', true);
assert ([x, y], [0.25, 0.75], 1e-7);
assert (output.fval_before, 0.0625);
END
}

@test "tolerance 0 never stops" {
  code <<'END'
p = pgdqa_testproblem ('lampariello');
for name = {'TolKKT', 'TolLower'}
  [~, ~, ~, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, name{1}, 0, 'MaxIter', 5000);
  assert ([exitflag, output.iterations], [0, 5000]);
  % the adaptive schedule may find that no step changes anything, but no tolerance is met
  [~, ~, ~, exitflag, output] = pgdqa_solve (p, 'Schedule', 'adaptive', name{1}, 0, 'MaxIter', 5000);
  assert (exitflag <= 0, output.stop);
end
END
}

@test "the metric is a change of units" {
  code <<'END'
% x in units of s: f (x / s, y), ScaleX = s^2 takes the same path
p = pgdqa_testproblem ('convex', 4, 2, 'handles');
s = 50;
f = @(x, y) in_units (p.f.fun, s, x, y);
g = pgdqa_objective (@(x, y) in_units (p.g.fun, s, x, y), @(x, y, vx, vy) product_in_units (p.g.hvp, s, x, y, vx, vy));
function [v, gx, gy] = in_units (fun, s, x, y)
  [v, gx, gy] = fun (x / s, y);
  gx = gx / s;
end
function [hx, hy] = product_in_units (hvp, s, x, y, vx, vy)
  [hx, hy] = hvp (x / s, y, vx / s, vy);
  hx = hx / s;
end
for regime = {'general', 'pl'}
  options = {'Schedule', 'diminishing', 'Regime', regime{1}, 'StepScale', 0.1, 'MaxIter', 100, 'TolKKT', 0};
  [x, y] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, options{:});
  [u, v] = pgdqa_solve (f, g, s * p.x0, p.y0 + 1, options{:}, 'ScaleX', s ^ 2);
  assert (u / s, x, 1e-10);
  assert (v, y, 1e-10);
end
END
}

@test "the same call gives the same result, and no state is left behind" {
  code <<'END'
p = pgdqa_testproblem ('convex', 7, 1);
options = {'Schedule', 'diminishing', 'StepScale', 0.1, 'MaxIter', 100, 'Restore', true};
[x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, options{:});
[~, ~] = pgdqa_solve (pgdqa_testproblem ('lampariello'));
[u, v, fv, flag, again] = pgdqa_solve (p.f, p.g, p.x0, p.y0, options{:});
assert ({u, v, fv, flag}, {x, y, fval, exitflag});
assert (again.calls, output.calls);
assert (rmfield (again.history, 'time'), rmfield (output.history, 'time'));
END
}

@test "the point returned is not clearly dominated by any iterate in both f and lower_opt" {
  code <<'END'
for seed = 1:6
  p = pgdqa_testproblem ('convex', 4, seed);
  for regime = {'general', 'pl'}
    for step = [0.1, 0.3, 1, 2]        % up to steps so long that the path oscillates
      for K = [5, 17, 40, 73]
        [~, ~, fval, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 0.5, 'Schedule', 'diminishing', 'Regime', regime{1}, 'StepScale', step, 'MaxIter', K);
        h = output.history;
        margin = 1e-3 * [max(h.f) - min(h.f), max(h.lower_opt)];     % the set of points kept is small
        assert (! any (h.f < fval - margin(1) & h.lower_opt < output.lower_opt - margin(2)));
      end
    end
  end
end
END
}

@test "budgets without end are budgets" {
  code <<'END'
p = pgdqa_testproblem ('lampariello');
[~, ~, ~, exitflag] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'MaxIter', 1e300, 'MaxCalls', 1e300, 'MaxTime', 1e300, ...
                                   'HistoryEvery', 1e300);
assert (exitflag, 2);
END
}
