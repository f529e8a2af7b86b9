#!/usr/bin/env bats
# What pgdqa_solve returns: every field, its shape, and that the fields agree with each other.

load code

@test "every field of output is there, with its class and shape" {
  code <<'END'
function check_fields (schedule, maybe_nan)
p = pgdqa_testproblem ('quadratic', 4, 3);
[x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', schedule, 'MaxIter', 20, 'Restore', true);
assert ({size(x), size(y), size(fval), size(exitflag)}, {[4, 1], [3, 1], [1, 1], [1, 1]});
numbers = {'iterations', 'memory', 'kkt_residual', 'stationarity', 'stationarity_residual', 'lower_opt', 'lambda', 'gval', 'fval_before', ...
           'time', 'exitflag', 'stationarity_relative', 'variation', 'lower_opt_relative', 'rollbacks', 'escapes', 'expected_decrease', 'start_solved'};
words = {'stop', 'method', 'regime', 'schedule', 'message'};
structs = {'calls', 'options', 'lower', 'linear', 'history', 'problem', 'state', 'search', 'derivatives'};
assert (sort (fieldnames (output)), sort ([numbers, words, structs, {'pl_ratio', 'at_rest', 'far_variables', 'expected_decrease_range'}]'));
for name = numbers
  assert (isa (output.(name{1}), 'double') && isscalar (output.(name{1})));
  assert (! isnan (output.(name{1})) || any (strcmp (name{1}, maybe_nan)));
end
assert ({size(output.pl_ratio), size(output.expected_decrease_range)}, {[1, 2], [1, 2]});
assert (islogical (output.at_rest) && isscalar (output.at_rest));
assert (numel (output.message) <= 160 && output.message(end) == '.');
for name = words
  assert (ischar (output.(name{1})) && ! isempty (output.(name{1})));
end
for name = structs
  assert (isstruct (output.(name{1})) && isscalar (output.(name{1})));
end
assert ({output.method, output.regime, output.schedule}, {'pgdqa', 'auto', schedule});
assert (fieldnames (output.calls), {'f_value'; 'f_grad'; 'g_value'; 'g_grad'; 'hvp'; 'user'; 'total'; 'measure'; 'passes'; 'confirm'; 'handle'});
assert (sort (fieldnames (output.lower)), sort ({'kind'; 'eig_min'; 'eig_residual'; 'eig_ratio'; 'grad_norm'; 'value_gap'; 'starts'; ...
                                                 'hypergradient'; 'hypergradient_residual'; 'restored'; 'restoration'; 'f_error'; ...
                                                 'kinks'; 'sides'; 'hull'; 'minmax'; 'convex'; 'other_y'; 'other_f'}));
assert (fieldnames (output.linear), {'how'; 'solves'; 'factorisations'; 'products'; 'inertia'});
assert ([output.linear.solves > 0, output.linear.factorisations], strcmp (output.linear.how, 'cholesky') * [1, 1]);
assert (fieldnames (output.history), {pgdqa_mex('columns').name}');
assert (sort (fieldnames (output.state)), sort ({'multiplier'; 'compliance'; 'lower_directions'; 'lower_products'; 'steps'; ...
                                                 'changes'; 'scale_x'; 'scale_y'}));
assert (size (output.state.multiplier), [3, 1]);
assert (output.exitflag, exitflag);
end
check_fields ('adaptive', {'lambda', 'expected_decrease', 'stationarity_relative', 'variation', 'lower_opt_relative'});
check_fields ('diminishing', {'variation', 'expected_decrease', 'start_solved'});
check_fields ('fixed', {'variation', 'expected_decrease', 'start_solved'});
END
}

@test "the fields agree with each other and with the functions" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3);
for restore = [false, true]
  [x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 0.1, 'MaxIter', 20, 'Restore', restore);
  [f, fx, fy] = pgdqa_mex ('eval', p.f, x, y);
  [g, ~, v] = pgdqa_mex ('eval', p.g, x, y);
  assert ([fval, output.gval, output.lower_opt], [f, g, norm(v)], 1e-12 * (1 + abs (g)));
  assert (output.kkt_residual, hypot (output.stationarity, output.lower_opt), 1e-12);
  assert (output.lower.grad_norm, output.lower_opt);
  J = [p.g.Qxy', p.g.Qyy];
  assert (output.stationarity, norm ([fx; fy] - J' * (J' \ [fx; fy])), 1e-10);
  hypergradient = norm (fx - p.g.Qxy * (p.g.Qyy \ fy));
  assert (output.lower.hypergradient_residual >= 0);
  if (output.lower.hypergradient_residual < 1e-6)
    assert (output.lower.hypergradient, hypergradient, 1e-4 * hypergradient);
  end
  c = output.calls;
  assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp);
  assert (c.measure <= c.total);
  h = output.history;
  assert ([h.f(end), h.g(end), h.lower_opt(end), h.stationarity(end), h.kkt_residual(end), h.lambda(end), h.calls(end)], ...
          [fval, output.gval, output.lower_opt, output.stationarity, output.kkt_residual, output.lambda, c.total]);
  assert (output.time >= h.time(end-1));
  assert (output.lower.restored, restore);
end
END
}

@test "output.problem and output.options are what was solved and how" {
  code <<'END'
[f, g] = lampariello ();
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0.25, 1, 'MaxIter', 3, 'Regime', 'PL', 'Schedule', 'Fixed', 'ScaleX', 2);
assert (isequal (output.problem.f, f) && isequal (output.problem.g, g));
assert ([output.problem.x0, output.problem.y0], [0.25, 1]);
assert ({output.regime, output.schedule, output.options.Regime}, {'pl', 'fixed', 'pl'});
assert ([output.options.MaxIter, output.options.ScaleX, output.state.scale_x, output.state.scale_y], [3, 2, 2, 1]);
p = pgdqa_testproblem ('lampariello');
[~, ~, ~, ~, output] = pgdqa_solve (p, 'MaxIter', 3);
assert (output.problem.name, 'lampariello');
assert (output.problem.known, p.known);
END
}

@test "output.options set again give the same run" {
  code <<'END'
p = pgdqa_testproblem ('convex', 4, 1);
[x, y, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, 'Schedule', 'diminishing', 'Regime', 'pl', 'StepScale', 0.1, ...
                                 'MaxIter', 40, 'Restore', true);
[u, v, ~, ~, again] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, output.options);
assert ({u, v}, {x, y});
assert (again.options, output.options);
for method = [{'pgdqa'}, rivals()]
  [x, y, ~, ~, output] = pgdqa_solve (p, 'Method', method{1}, 'MaxIter', 20);
  [u, v] = pgdqa_solve (p.f, p.g, p.x0, p.y0, output.options);
  assert ({u, v}, {x, y});
end
END
}

@test "the history has a row for every iterate and one for the point returned" {
  code <<'END'
[f, g] = lampariello ();
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 1, 'Schedule', 'diminishing', 'MaxIter', 25, 'Restore', true, 'TolKKT', 0);
h = output.history;
assert (h.k, [0:25, 25]');
assert (h.phase, [zeros(26, 1); 1]);
columns = struct2cell (h);
for k = 1:numel (columns)
  assert (size (columns{k}), [27, 1]);
  assert (isa (columns{k}, 'double'));
end
assert (all (diff (h.calls) > 0));
assert (all (diff (h.time) >= 0));
assert (h.f(end), fval);
END
}

@test "HistoryEvery keeps every so many rows" {
  code <<'END'
[f, g] = lampariello ();
for every = [2, 7, 100, Inf]
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 1, 'Schedule', 'diminishing', 'MaxIter', 50, 'HistoryEvery', every, 'TolKKT', 0);
  expected = 0:min (every, 1000):50;
  assert (output.history.k, [expected, 50]');
  assert (output.history.phase, [0 * expected, 1]');
end
END
}

@test "a long history is thinned to equally spaced rows" {
  code <<'END'
f = pgdqa_quadratic (2, [], 2);
g = pgdqa_quadratic (2, 2, 2, -2, -2, 1);
[~, ~, ~, ~, full] = pgdqa_solve (f, g, 0, 1, 'Schedule', 'diminishing', 'MaxIter', 4000, 'TolKKT', 0);
assert (full.history.k, [0:4000, 4000]');
[~, ~, ~, ~, thin] = pgdqa_solve (f, g, 0, 1, 'Schedule', 'diminishing', 'MaxIter', 30000, 'TolKKT', 0);
h = thin.history;
stride = h.k(2);
assert (h.k(1:end-1), (0:stride:30000)');
assert (any (stride == 2 .^ (1:4)));
assert (numel (h.k) <= 4096 && numel (h.k) > 1000);
assert ([h.k(end), h.phase(end)], [30000, 1]);
kept = h.k(1:end-1) <= 4000;
assert (h.f(kept), full.history.f(h.k(kept) + 1));
END
}

@test "fewer outputs may be asked for" {
  code <<'END'
[f, g] = lampariello ();
pgdqa_solve (f, g, 0, 0, 'MaxIter', 3);
assert (ans, pgdqa_solve (f, g, 0, 0, 'MaxIter', 3));
[x, y] = pgdqa_solve (f, g, 0, 0, 'MaxIter', 3);
[u, v, fval, exitflag] = pgdqa_solve (f, g, 0, 0, 'MaxIter', 3);
assert ([u, v], [x, y]);
END
}

@test "a point taken back is counted and said, and dominates the latest" {
  code <<'END'
% steps far too long: the path runs away from a start that was better in both f and lower_opt
[f, g] = lampariello ();
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0.5, 0.6, 'Schedule', 'diminishing', 'StepScale', 30, 'MaxIter', 3);
h = output.history;
assert (output.rollbacks > 0);
latest = find (h.phase == 0, 1, 'last');
assert (fval <= h.f(latest) && output.lower_opt <= h.lower_opt(latest));
END
}

@test "nothing that can be known is NaN, and without a certificate what it would say is" {
  code <<'END'
p = pgdqa_testproblem ('sine', 3);
[x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'diminishing', 'MaxIter', 30);
assert (output.lower.kind, 'unknown');
assert (isnan ([output.lower.eig_min, output.lower.eig_residual, output.lower.value_gap]));
assert (output.lower.starts, 0);
h = output.history;
for name = fieldnames (h)'
  assert (! any (isnan (h.(name{1}))));
end
END
}

@test "calls.confirm is part of the total, and 0 where no claim is tested" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 20, 1);
[~, ~, ~, exitflag, output] = pgdqa_solve (p);
assert (exitflag, 1);
assert (output.calls.confirm > 0 && output.calls.confirm < output.calls.total);
assert (output.calls.total, output.calls.f_value + output.calls.f_grad + output.calls.g_value + output.calls.g_grad + output.calls.hvp);
for options = {{'TolKKT', 0, 'MaxCalls', 300}, {'MaxIter', 0}, {'Schedule', 'diminishing', 'MaxIter', 20}, {'Method', 'aid', 'MaxIter', 20}}
  [~, ~, ~, ~, output] = pgdqa_solve (p, options{1}{:});
  assert (output.calls.confirm, 0);
end
END
}

@test "a forecast of f holds, and is given only where f may still fall" {
  code <<'END'
within = told = 0;
for seed = 1:3
  for name = {'quadratic', 'convex'}
    sizes = {20, 20, seed}(1 + strcmp (name{1}, 'convex'):end);
    p = pgdqa_testproblem (name{1}, sizes{:});
    [~, ~, least, exitflag, output] = pgdqa_solve (p, 'Search', 'local');
    assert (exitflag, 1);
    assert (isnan ([output.expected_decrease, output.expected_decrease_range]));
    for calls = round ([0.3, 0.45, 0.6] * output.calls.total)
      [~, ~, f, exitflag, cut] = pgdqa_solve (p, 'Search', 'local', 'MaxCalls', calls);
      range = cut.expected_decrease_range;
      assert (isequal (isnan (range), isnan (cut.expected_decrease) * [1, 1] > 0));
      assert (exitflag == 0 || isnan (cut.expected_decrease));
      if (isnan (cut.expected_decrease)), continue; end
      assert (range(1) <= cut.expected_decrease && cut.expected_decrease <= range(2));
      told++;
      within += range(1) <= f - least && f - least <= range(2);
    end
  end
end
assert (told >= 6, '%d told', told);
assert (within >= 0.8 * told, '%d of %d', within, told);
END
}

@test "no forecast where nothing is known: at once, without a minimum, in the other schedules" {
  code <<'END'
f = @(x, y) deal (x + y, 1, 1);
g = @(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x);
for options = {{'MaxIter', 0}, {}, {'Schedule', 'diminishing', 'MaxIter', 30}}
  [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 0, 0, options{1}{:});
  assert (exitflag <= 0);
  assert (isnan ([output.expected_decrease, output.expected_decrease_range]));
end
END
}

@test "the relative measures meet the tolerances with exitflag 1, in any units and with any constants" {
  code <<'END'
function [v, gx, gy] = scaled (fun, unit, shift, x, y)
  [v, gx, gy] = fun (x, y);
  v = unit * (v + shift);
  gx = unit * gx;
  gy = unit * gy;
end
p = pgdqa_testproblem ('convex', 6, 5, 'handles');
seen = [];
for shift = [0, 1e4]
  for unit = [1, 1e-6, 1e6]
    f = @(x, y) scaled (p.f.fun, unit, shift, x, y);
    [~, ~, ~, exitflag, output] = pgdqa_solve (f, p.g, p.x0, p.y0, 'Search', 'local');
    assert (exitflag, 1);
    seen(end+1,:) = [output.stationarity_relative, output.lower_opt_relative];
  end
end
assert (all (seen(:) >= 0 & seen(:) <= 1e-6), mat2str (seen, 3));
% far from the answer they are not met
[~, ~, ~, exitflag, output] = pgdqa_solve (p, 'MaxIter', 6);
assert (exitflag, 0);
assert (isnan (output.stationarity_relative) || output.stationarity_relative > 1e-3);
END
}

@test "V is what f (x, y (x)) has varied by, whatever constant is added to f" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 6, 5);
[~, ~, first] = pgdqa_solve (p, 'XMin', p.x0, 'XMax', p.x0);         % f (x0, y (x0))
c0 = p.f.c0;
for shift = [0, 1e4]
  p.f.c0 = c0 + shift;
  [~, ~, least, exitflag, output] = pgdqa_solve (p);
  assert (exitflag, 1);
  fallen = first - (least - shift);
  assert (output.variation > 1e-3 * fallen && output.variation < 1.01 * fallen, '%g, f has fallen by %g', output.variation, fallen);
end
END
}

@test "whether y0 solves the lower level is told, in any units of y" {
  code <<'END'
for unit = [1, 1e-8, 1e8]
  f = @(x, y) deal ((x - 2) ^ 2 + (y / unit - 1) ^ 2, 2 * (x - 2), 2 * (y / unit - 1) / unit);
  g = @(x, y) deal ((y / unit - x) ^ 2 / 2, x - y / unit, (y / unit - x) / unit);
  for start = [1, 1 + 1e-12, 1 + 1e-4, 3]                   % y0 / unit; the solution at x0 = 1 is 1
    [~, ~, ~, ~, output] = pgdqa_solve (f, g, 1, start * unit);
    assert (output.start_solved, double (abs (start - 1) < 1e-8));
  end
end
% a maximum is no solution; the other schedules do not tell
[~, ~, ~, ~, output] = pgdqa_solve (@(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y), @(x, y) deal (-cos (y - x), -sin (y - x), sin (y - x)), 1, 1 + pi);
assert (output.start_solved, 0);
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 1, 1, 'Schedule', 'diminishing', 'MaxIter', 3);
assert (isnan (output.start_solved));
END
}

@test "a nearly singular lower level without an answer: the message has the ratio and the remedy" {
  code <<'END'
function [f, g] = problem (low)
  m = 30;
  Q = orth (toeplitz (cos (1:m)) + eye (m));
  A = Q * diag (logspace (log10 (low), 0, m)) * Q';
  A = (A + A') / 2;
  g = @(x, y) deal (0.5 * y' * A * y - x * sum (y), -sum (y), A * y - x);
  f = @(x, y) deal (0.5 * sumsq (y - 1) + x ^ 2, 2 * x, y - 1);
end
for low = [1e-9, 1e-2]
  [f, g] = problem (low);
  [~, ~, ~, exitflag, output] = by_values (f, g, 1, zeros (30, 1), 'MaxCalls', 90);
  assert (exitflag, 0);
  assert (output.lower.eig_ratio >= low / 2, '%g', output.lower.eig_ratio);
  told = ! isempty (strfind (output.message, 'add a small multiple of ||y||^2 to g, or substitute y = P z'));
  assert (told, low < 1e-5, output.message);
  assert (numel (output.message) <= 160);
end
% whatever the curvature of g does along the path, at one x there is but one with m = 1
[~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) deal (y + 1e-3 * x, 1e-3, 1), ...
                                           @(x, y) deal (0.5 * exp (-x) * (y - 1) ^ 2, -0.5 * exp (-x) * (y - 1) ^ 2, exp (-x) * (y - 1)), 30, 0, 'XMin', -30);
assert (! (output.lower.eig_ratio < 0.5));
END
}

@test "the picture of pgdqa_multistart names every kind of end by its exitflags" {
  cd "$ROOT/m/study/private"
  octave --eval "
if (isempty (available_graphics_toolkits ())), return; end
warning ('off', 'Octave:gnuplot-graphics');
flags = {1, 2, 3, -4, -3};
result = struct ('runs', struct ('f', 1:5, 'solution', 1:5), 'solutions', struct ('exitflag', flags, 'hits', 1), 'fval', 1, ...
                 'calls', struct ('total', 9));
parent = multistart_plot (result, 'off');
names = get (findobj (parent, 'tag', 'legend'), 'string');
expected = {'exitflag 1: answer, y certified', 'exitflag 3: little more to come, y certified', 'exitflag 2: y not certified', 'exitflag 0, -1, -2, -4: no answer', 'exitflag -3: y refuted'};
assert (names(1:5)(:)', expected);
" 2>&1
}
