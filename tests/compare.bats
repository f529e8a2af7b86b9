#!/usr/bin/env bats
# Comparisons: equal budgets, nothing charged that is not the method's, files that read back, repeats, variants.

load code

# bats test_tags=long
@test "no run spends more than the budget, whatever a call costs, and little of it is left" {
  code <<'END'
problem = @(seed) pgdqa_testproblem ('convex', 4, seed);
methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive', 'TolKKT', 0, 'TolLower', 0)), ...
           struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'Restore', true)), ...
           struct('label', 'diminishing', 'options', pgdqa_options ('Schedule', 'diminishing', 'Regime', 'pl'))};
for cost = {[1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [0, 1, 0, 1, 3], [1, 2, 1, 2, 0]}
  r = pgdqa_compare (problem, methods, 'MaxCalls', 301, 'Seeds', 1:2, 'Cost', cost{1}, 'Points', 6, 'Record', {'f'});
  t = r.final;
  spent = [t.f_value, t.f_grad, t.g_value, t.g_grad, t.hvp] * cost{1}';
  assert (t.cost, spent, 1e-9);
  assert (all (spent <= 301));
  assert (all (spent(t.exitflag == 0) > 150));
  for run = r.runs(:)'
    assert (all (diff (run.path.cost) >= 0) && run.path.cost(1) == 0);
    assert (max (run.path.cost) <= 301);
  end
end
END
}

@test "the costs along the path are those of the calls made: unequal costs that are equal in the end" {
  code <<'END'
% 2 for every kind used, but another for values, of which there are none: charged one by one, the same in the end
problem = pgdqa_testproblem ('convex', 4, 1, 'handles');
methods = {struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.5, 'MaxIter', 40))};
a = pgdqa_compare (problem, methods, 'MaxCalls', 400, 'Cost', 2 * ones (1, 5), 'Grid', 0:20:400, 'Record', {'f'});
b = pgdqa_compare (problem, methods, 'MaxCalls', 400, 'Cost', [1, 2, 1, 2, 2], 'Grid', 0:20:400, 'Record', {'f'});
assert (a.runs.values.f, b.runs.values.f, 1e-9);
assert (a.runs.path.cost, b.runs.path.cost);
END
}

@test "neither the metric nor measuring is charged, and the start is the same for all" {
  code <<'END'
function v = counting_metric (p, x, y)
  [v, ~, ~] = p.f.fun (x, y);
end
p = pgdqa_testproblem ('convex', 4, 1, 'handles');
q = p;
q.f.fun = counted (p.f.fun, 'f');
methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
           struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed'))};
plain = pgdqa_compare (p, methods, 'MaxCalls', 200, 'Points', 5, 'Record', {'f'});
counted ('reset');
with = pgdqa_compare (q, methods, 'MaxCalls', 200, 'Points', 5, 'Metric', @(x, y) counting_metric (q, x, y), 'MetricGoal', 'min');
calls = counted ();
assert (with.final.total, plain.final.total);
assert (with.final.f, plain.final.f);
assert (calls.f > sum (with.final.f_grad));
assert (with.measuring > plain.measuring);
assert (with.final.metric, with.final.f, 1e-12);
assert (with.final.metric_restored, with.final.f_restored, 1e-12);
assert (with.runs(1,1).start, with.runs(1,2).start);
[v, ~, ~] = p.f.fun (p.x0, p.y0);
assert (with.runs(1,1).start.f, v, 1e-12);
END
}

@test "what is recorded is what the package says at the point: f, lower_opt, kkt, restored" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3);
r = pgdqa_compare (p, {struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.1))}, 'MaxCalls', 300, 'Points', 4);
x = r.runs.x;
y = r.runs.y;
[f, fx, fy] = pgdqa_mex ('eval', p.f, x, y);
[~, ~, gy] = pgdqa_mex ('eval', p.g, x, y);
assert (r.final.f, f, 1e-10);
assert (r.final.lower_opt, norm (gy), 1e-10);
J = [p.g.Qxy', p.g.Qyy];
w = -(J' \ [fx; fy]);
assert (r.final.kkt, hypot (norm ([fx; fy] + J' * w), norm (gy)), 1e-8);
solved = -(p.g.Qyy \ (p.g.Qxy' * x + p.g.cy));
[f, ~, ~] = pgdqa_mex ('eval', p.f, x, solved);
assert (r.final.f_restored, f, 1e-6 * (1 + abs (f)));
assert (r.final.lower_opt_restored < 1e-6);
END
}

@test "CSV and JSON read back as the result" {
  code <<'END'
problem = @(seed) pgdqa_testproblem ('lampariello', 'Start', seed);
methods = {struct('label', 'say "a, b"', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
           struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed'))};
r = pgdqa_compare (problem, methods, 'MaxCalls', 100, 'Seeds', [3, 4], 'Points', 5, 'Base', fullfile (pwd (), 'out'), ...
                   'Metric', @(x, y) x, 'Tune', true, 'TuneGrid', [0.3, 1]);
j = jsondecode (fileread ('out.json'));
assert (j.environment.language_version, version ());
assert (ischar (j.environment.pgdqa) && ! isempty (regexp (j.environment.pgdqa, '^\d')));
assert (j.settings.MaxCalls, 100);
assert (j.methods(1).label, 'say "a, b"');
assert (j.options_in_force{2}.StepScale, r.tuned(2).values(1));
assert (j.grid, r.grid(:));
assert (j.curves(2).f_restored.mean, r.curves(2).f_restored.mean(:), 1e-12);
assert (j.final.f, r.final.f, 1e-12);
assert (j.final.message, r.final.message);
lines = strsplit (strtrim (fileread ('out.csv')), "\n");
assert (lines{1}, 'problem,method,seed,calls,f,lower_opt,kkt,f_restored,lower_opt_restored,metric,metric_restored');
assert (numel (lines), 1 + 4 * numel (r.grid));
assert (! isempty (strfind (lines{2}, '"say ""a, b""",3,')));
row = textscan (lines{end}, '%s %s %f %f %f %f %f %f %f %f %f', 'Delimiter', ',');
assert ([row{3:end}], [4, r.grid(end), r.final.f(4), r.final.lower_opt(4), r.final.kkt(4), r.final.f_restored(4), ...
                       r.final.lower_opt_restored(4), r.final.metric(4), r.final.metric_restored(4)], 1e-9);
lines = strsplit (strtrim (fileread ('out-final.csv')), "\n");
assert (numel (lines), 5);
assert (exist ('out.png', 'file') == 2, ! isempty (available_graphics_toolkits ()));
END
}

@test "seeds repeat to the bit and differ from each other" {
  code <<'END'
methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive', 'Threads', 1))};
p = pgdqa_testproblem ('convex', 4, 1);
a = pgdqa_compare (p, methods, 'MaxCalls', 150, 'Seeds', 1:2, 'Spread', 0.5, 'Points', 6);
b = pgdqa_compare (p, methods, 'MaxCalls', 150, 'Seeds', 2, 'Spread', 0.5, 'Points', 6);
assert (a.runs(1,1,2).values, b.runs.values);
assert (a.runs(1,1,2).x, b.runs.x);
assert (a.runs(1,1,1).start.f != b.runs.start.f);
END
}

@test "a row run again gives the same f, x and y to the bit" {
  code <<'END'
problem = @(seed) pgdqa_testproblem ('convex', 6, 1, 'Start', seed);
methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Threads', 1)), struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed')), 'aid', 'f2sa'};
r = pgdqa_compare ({problem, pgdqa_testproblem('vpbgd')}, methods, 'MaxCalls', 60, 'Seeds', [2, 5], 'Spread', 0.1, 'Tune', true, 'TuneGrid', [0.1, 1]);
assert (numel (r.final.run), 16);
assert (sort (r.final.run'), 1:16);
for i = 1:16
  run = r.runs(r.final.run(i));
  p = problem (r.final.seed(i));
  if (! strcmp (r.final.problem{i}, 'convex'))
    p = pgdqa_testproblem ('vpbgd');
  end
  if (strcmp (run.stop, 'error'))
    continue;
  end
  [x, y, f, exitflag] = pgdqa_solve (p.f, p.g, run.x0, run.y0, run.options);
  assert ({x, y, f, exitflag}, {run.x, run.y, r.final.f(i), r.final.exitflag(i)});
  assert (any (run.x0 ~= p.x0));
end
END
}

@test "the printed table is aligned, with long names, NaN and huge numbers" {
  code <<'END'
methods = {'pgdqa', struct('label', repmat ('a long label ', 1, 6), 'options', pgdqa_options ('Schedule', 'fixed')), 'aid'};
p = pgdqa_testproblem ('lampariello', 'handles');
p.name = 'ünïcode and long: lampariello, times 1e200';
huge = p;
huge.f = @(x, y) deal (1e200 * (x ^ 2 + y ^ 2), 2e200 * x, 2e200 * y);
huge.name = 'h';
bounded = setfield (p, 'options', pgdqa_options ('XMin', 0));        % not all methods take bounds
bounded.name = 'b';
text = evalc ("pgdqa_compare ({p, huge, bounded}, methods, 'MaxCalls', 60, 'Display', 'final');");
lines = cellfun (@(s) s(s < 128 | s > 191), strsplit (strtrim (text), "\n")(2:end), 'UniformOutput', false);
assert (numel (lines), 10);
assert (any (strfind (text, 'NaN')) && any (strfind (text, 'e+199')) || any (strfind (text, 'e+200')));
for word = {'f', 'f restored', 'lower_opt', 'restored', 'kkt', 'cost', 'seconds'}        % the numbers end where their heads do
  ends = regexp (lines{1}, ['(?<=  )', word{1}, '(?=  )'], 'end');
  for line = lines(2:end)
    assert (line{1}(ends) ~= ' ' && line{1}(ends + 1) == ' ', line{1});
  end
end
END
}

@test "tuning asks for the held-out seed alone, reporting for the others" {
  code <<'END'
function p = noted (seed)
  counted ('add', sprintf ('seed%d', seed));
  p = pgdqa_testproblem ('convex', 3, 1, 'Start', seed);
end
methods = {struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed'))};
counted ('reset');
r = pgdqa_compare (@noted, methods, 'MaxCalls', 100, 'Seeds', [1, 2], 'Tune', true, 'TuneGrid', [0.1, 1], 'Points', 3);
assert (fieldnames (counted ()), {'seed3'; 'seed1'; 'seed2'});
assert (r.settings.TuneSeed, 3);
assert (r.tuned.calls > 4 * 50 && r.tuned.calls <= 4 * 100);
% by the metric: the largest x(1) is another choice than the least f
s = pgdqa_compare (@noted, methods, 'MaxCalls', 100, 'Seeds', 1, 'Tune', true, 'TuneGrid', [0.1, 1], 'Points', 3, ...
                   'TuneBy', 'metric', 'Metric', @(x, y) -norm (x - 1));
assert (max (s.tuned.score), s.tuned.score(ismember (s.tuned.grid, s.tuned.values, 'rows')));
END
}

@test "a budget of time, on its own axis" {
  code <<'END'
p = pgdqa_testproblem ('convex', 4, 1);
r = pgdqa_compare (p, {struct('label', 'd', 'options', pgdqa_options ('Schedule', 'diminishing'))}, 'MaxTime', 0.05, 'Points', 5, 'Record', {'f'});
assert ({r.axis, numel(r.grid), r.grid(end)}, {'time', 5, 0.05});
assert (! any (isnan (r.runs.values.f)));
r = pgdqa_compare (p, {struct('label', 'd', 'options', pgdqa_options ('Schedule', 'diminishing'))}, 'MaxCalls', 90, 'X', 'time', 'Points', 5, 'Record', {'f'});
assert (r.grid(end), max (r.runs.path.time), 1e-12);
assert (r.runs.values.f(end), r.final.f);
END
}

@test "a method that cannot take a problem leaves the others alone" {
  code <<'END'
function varargout = refusing (x, y)
  error ('pgdqa:needs', 'no such thing');
end
p = struct ('f', @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y), 'g', @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (y - x)), 'x0', 1, 'y0', 1);
bad = p;
bad.f = @refusing;
r = pgdqa_compare ({p, bad}, {struct('label', 'a', 'options', pgdqa_options ('Schedule', 'adaptive'))}, 'MaxCalls', 60, 'Points', 3);
assert (isfinite (r.final.f(1)) && isnan (r.final.f(2)));
assert (r.final.message{2}, 'no such thing');
END
}

@test "noise and failures: judged by the exact objectives, and the adaptive schedule survives them" {
  code <<'END'
problem = pgdqa_testproblem ('convex', 4, 1);
set = {problem, pgdqa_variant(problem, 'noise', 'Level', 1e-6), pgdqa_variant(problem, 'failures', 'Probability', 0.02), ...
       pgdqa_variant(problem, 'permuted'), pgdqa_variant(problem, 'scaled', 'Decades', 2)};
r = pgdqa_compare (set, {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive'))}, 'MaxCalls', 500, 'Points', 5);
for k = 1:5
  start = r.runs(k).start;
  assert (start.f, r.runs(1).start.f, 1e-9 * (1 + abs (start.f)));
end
x = r.runs(2).x;
y = r.runs(2).y;
[v, ~, ~] = pgdqa_mex ('eval', problem.f, x, y);
assert (r.final.f(2), v, 1e-14);
gain = (r.runs(1).start.f - r.final.f_restored) / (r.runs(1).start.f - r.final.f_restored(1));
assert (gain([2, 4, 5])', [1, 1, 1], 1e-2);
assert (all (r.final.f_restored <= start.f));
assert (r.final.problem', {'convex', 'convex noise', 'convex failures', 'convex permuted', 'convex scaled'});
p = pgdqa_profile (r, 'Tau', 0.1);
assert (p.performance.share(end), 1);
END
}

@test "pictures are written without a screen" {
  code <<'END'
if (isempty (available_graphics_toolkits ()))
  return;
end
problem = @(seed) pgdqa_testproblem ('lampariello', 'Start', seed);
methods = {struct('label', 'a', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
           struct('label', 'b', 'options', pgdqa_options ('Schedule', 'fixed'))};
r = pgdqa_compare (problem, methods, 'MaxCalls', 60, 'Seeds', 1:3, 'Points', 5);
pgdqa_compare_plot (r, 'File', 'r.png', 'Csv', 'r.csv', 'Quantity', {'kkt', 'f'}, 'Size', [600, 300]);
assert (size (imread ('r.png'))(1:2), [300, 600]);
assert (isempty (get (0, 'children')));
pgdqa_profile (r, 'Base', 'p');
assert (exist ('p.png', 'file') == 2 && exist ('p.csv', 'file') == 2);
END
}

@test "every method in the table of options can be compared and tuned" {
  code <<'END'
table = pgdqa_options ();
names = strsplit (table(strcmp ({table.name}, 'Method')).choices, '|');
problem = @(seed) pgdqa_testproblem ('quadratic', 3, 2, 1, 'Start', seed);
r = pgdqa_compare (problem, names, 'MaxCalls', 400, 'Tune', true, 'TuneGrid', [0.1, 1], 'Points', 4, 'Record', {'f_restored'});
for k = 1:numel (names)
  constants = r.tuned(k).names;
  for i = 1:numel (constants)
    assert (any (strcmp ({table.name}, constants{i})));
    assert (r.runs(1,k).options.(constants{i}), r.tuned(k).values(i));
  end
  assert (r.final.total(k) <= 400);
  assert (isfinite (r.final.f_restored(k)));
end
END
}
