% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {@var{result} =} pgdqa_compare (@var{problem}, @var{methods})
% @deftypefnx {} {@var{result} =} pgdqa_compare (@var{problem}, @var{methods}, "@var{Name}", @var{value}, @dots{})
% Compare methods on equal terms: the same starts, the same budget, the same judge.
%
% @strong{Arguments}
% @table @var
% @item problem
% A problem struct (f, g, x0, y0; name, options, exact and metric if wanted), as of @code{pgdqa_testproblem} and
% @code{pgdqa_variant}; a handle @code{problem = fun (seed)}; or a cell array of these or a struct array, a set.
% @code{exact} holds f and g that judge in place of the problem's own; @code{metric} goes before the option.
% @item methods
% Cell array of names, values of the option @code{Method}, and of structs with @code{label} and @code{options} (help
% pgdqa_options; no budget and no @code{OutputFcn}).  Without @code{MaxIter} only the budget ends a run, except that
% Schedule @code{"fixed"} takes K = @code{MaxIter} from the iterations that the calls pay for.
% @end table
%
% @strong{Options: budget and seeds}
% @table @code
% @item MaxCalls, MaxTime
% Weighted oracle calls and seconds of each run (default 1000 calls if neither is given).
% @item Cost
% What a call of f_value, f_grad, g_value, g_grad, hvp costs, default @code{[1 1 1 1 1]}.  With unequal costs the objectives
% become handles, and up to five trials, all within the budget, look for the longest run that keeps it.
% @item Seeds, Spread
% Seeds of the reported runs (default 1), given to the problem's handle and to the option @code{Seed}, where there is one.
% @code{Spread} (default 0) adds that many normal numbers to the start, so that a seed changes a problem struct too.
% @end table
%
% @strong{Options: tuning}
% @table @code
% @item Tune
% true: choose the step constants of every method on the problem of @code{TuneSeed} (default: the largest seed + 1, never one
% reported), each run with the whole budget.  A constant that the method's own options set stays.  Tuned are
%
% @multitable @columnfractions 0.4 0.5
% @item pgdqa, adaptive @tab nothing
% @item pgdqa, fixed or diminishing @tab StepScale, AlphaScale
% @item rxgf, sgf @tab FlowStep, Alpha
% @item qcqp @tab StepSize, Alpha
% @item bome, aid @tab StepSize, InnerStep
% @item vpbgd, f2sa @tab StepSize, Penalty
% @end multitable
% @item TuneGrid
% Factors on the defaults, default @code{[0.01 0.1 1 10]}; all combinations are run.  Where the default is 0, the method's own
% choice, that and the factors themselves are the values.
% @item TuneBy, LowerTol
% Criterion: @code{"f_restored"} (default), @code{"metric"} or @code{"metric_restored"}, best among the runs whose lower_opt after
% restoration is at most @code{LowerTol} (default 1e-3); if no run is, the one with the least lower_opt.
% @end table
%
% @strong{Options: what is recorded}
% @table @code
% @item Metric, MetricName, MetricGoal
% Handle @code{value = metric (x, y)}, its name and which is better, @code{"max"} (default) or @code{"min"}.
% @item Record
% Names of what is measured along the path: f, lower_opt, kkt (with the least-squares multiplier), f_restored and
% lower_opt_restored (after the package has solved the lower level again from y at fixed x), metric, metric_restored.
% Default: all.  The final table has all of them.  Measuring is never charged; @code{result.measuring} counts it.
% @item X, Grid, Points
% Axis @code{"calls"} (default) or @code{"time"}; @code{"log"} (default), @code{"linear"} or ascending numbers; their count
% (default 40).  At a point of the grid a curve has the value of the latest iterate before it, and 0 is the start.
% @item Quantity, Plot, Visible, Title
% What is drawn, default f_restored and lower_opt; @code{Plot} true draws it (help pgdqa_compare_plot).
% @item File
% Base name: writes @file{base.csv} (curves), @file{base-final.csv}, @file{base.json} and, where there is a graphics toolkit,
% @file{base.png}.  They are tried before the first run.  A text that a spreadsheet would take for a formula (it starts with = + - or
% @@) has an apostrophe in front.  A file that exists is replaced, but not before the new one is complete.
% @item Display
% @code{"final"} prints a table of means; default @code{"off"}.
% @end table
%
% @strong{Result}: a struct with the fields
% @table @code
% @item problems, methods, seeds
% Struct arrays: name, n, m; label and options; numbers.
% @item tuned
% Problems x methods struct array: names, values, grid, score, calls (spent tuning).
% @item runs
% Problems x methods x seeds struct array: path (cost, time and values of snapshots), values (on the grid), start, final, calls,
% stop, message, x, y, options, measuring.
% @item axis, grid, curves
% The common grid and, problems x methods, for each quantity mean, low and high: the band of 95 % is mean -+ t s / sqrt (seeds), with
% the quantile of Student's t (NaN for one seed); of lower_opt, lower_opt_restored and kkt, the same of their logarithms (0 counts as
% the least positive value), so that mean is the geometric mean.
% @item final
% Struct of columns, one row a run.
% @item settings, environment, measuring
% All options; versions, host and date; calls made to measure.
% @end table
%
% A method that cannot take a problem (@code{pgdqa:needs}) has NaN and its message there.
%
% Errors: @code{pgdqa:option}, @code{pgdqa:class}, @code{pgdqa:oracle} (metric), @code{pgdqa:value} (a file that cannot be written, before
% the first run), @code{pgdqa:needs} (@code{Plot} without a graphics toolkit); those of @code{pgdqa_solve}.  A file or figure that fails
% after the runs is the warning @code{pgdqa:file}: the result is returned.
%
% @example
% problem = @@(seed) pgdqa_testproblem ('convex', 6, 1, 'Start', seed);
% methods = @{struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
%            struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.5))@};
% result = pgdqa_compare (problem, methods, 'MaxCalls', 300, 'Seeds', 1:3, 'Points', 10);
% @end example
% @seealso{pgdqa_compare_plot, pgdqa_profile, pgdqa_variant, pgdqa_solve, pgdqa_options}
% @end deftypefn

function result = pgdqa_compare (problem, methods, varargin)
  if (nargin < 2)
    error ('pgdqa:option', 'pgdqa_compare: %d arguments, expected a problem and methods', nargin);
  end
  entries = problem_list (problem);
  settings = compare_settings (varargin, entries);
  methods = compare_methods (methods);
  check_outlets ('pgdqa_compare', settings.Plot, 'Base', settings.Base, {'.csv', '-final.csv', '.json', '.png'});
  budget = struct ('MaxCalls', settings.MaxCalls, 'MaxTime', settings.MaxTime, 'Cost', settings.Cost, ...
                   'grid', [], 'axis', 'calls');
  if (isinf (settings.MaxCalls))
    budget.axis = 'time';
  end
  budget.grid = compare_grid (settings, budget.axis, min (settings.MaxCalls, settings.MaxTime));
  result = struct ('problems', [], 'methods', methods, 'seeds', settings.Seeds, 'tuned', [], 'runs', [], 'axis', settings.X, ...
                   'grid', [], 'curves', [], 'final', [], 'settings', settings, 'environment', compare_environment ());
  for p = 1:numel (entries)
    for m = 1:numel (methods)
      [options, result.tuned] = tune (result.tuned, entries{p}, methods(m).options, budget, settings, [p, m]);
      for s = 1:numel (settings.Seeds)
        instance = compare_problem (entries{p}, settings.Seeds(s), settings);
        result = add_run (result, instance, seeded (options, settings.Seeds(s)), budget, [p, m, s]);
      end
    end
  end
  result = compare_summary (result, budget);
  or_warn (@() present (result));
end

function entries = problem_list (problem)
  entries = problem;
  if (isstruct (problem))
    entries = num2cell (reshape (problem, 1, []));
  elseif (isa (problem, 'function_handle'))
    entries = {problem};
  end
  if (~ iscell (entries) || isempty (entries))
    error ('pgdqa:class', 'pgdqa_compare: problem is a %s %s, expected a problem struct, a handle of the seed or a cell array of them', ...
           size_text (problem), class (problem));
  end
end

function [options, tuned] = tune (tuned, entry, options, budget, settings, at)
  one = struct ('names', {{}}, 'values', [], 'grid', [], 'score', [], 'calls', 0);
  if (settings.Tune)
    held_out = compare_problem (entry, settings.TuneSeed, settings);
    one = compare_tune (held_out, seeded (options, settings.TuneSeed), budget, settings);
  end
  for i = 1:numel (one.names)
    options.(one.names{i}) = one.values(i);
  end
  if (isempty (tuned))
    tuned = one;
  end
  tuned(at(1), at(2)) = one;
end

function options = seeded (options, seed)
  % The solver's own seed, where its table has one.
  table = pgdqa_options ();
  if (any (strcmp ('Seed', {table.name})) && ~ isfield (options, 'Seed'))
    options.Seed = seed;
  end
end

function result = add_run (result, instance, options, budget, at)
  wanted = result.settings.Record;
  if (isempty (instance.judge.metric))
    wanted = wanted(~ strncmp (wanted, 'metric', 6));
  end
  run = compare_run (instance, options, budget, wanted, true);
  run.start = struct ();
  for name = wanted
    run.start.(name{1}) = run.path.(name{1})(1);
  end
  run.values = struct ();
  if (isempty (result.runs))
    result.runs = run;
    result.problems = struct ('name', {}, 'n', {}, 'm', {});
  end
  result.runs(at(1), at(2), at(3)) = run;
  result.problems(at(1)) = struct ('name', instance.name, 'n', numel (instance.x0), 'm', numel (instance.y0));
end

function present (result)
  settings = result.settings;
  if (strcmp (settings.Display, 'final'))
    compare_print (result);
  end
  if (~ isempty (settings.Base))
    compare_write (result, settings.Base);
  end
  if (settings.Plot || (~ isempty (settings.Base) && can_draw ()))
    file = '';
    if (~ isempty (settings.Base))
      file = [settings.Base, '.png'];
    end
    pgdqa_compare_plot (result, 'File', file, 'Visible', settings.Visible);
  end
end

%!shared problem, methods
%! problem = @(seed) pgdqa_testproblem ('convex', 4, 1, 'Start', seed);
%! methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
%!            struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.5))};
%!test
%! % The fields agree: curves are the means, the last value is the point returned, bands are those of Student's t.
%! r = pgdqa_compare (problem, methods, 'MaxCalls', 240, 'Seeds', [2, 5, 7], 'Points', 8);
%! assert (size (r.runs), [1, 2, 3]);
%! assert (r.grid(end), 240);
%! assert (all (r.final.total <= 240));
%! assert (numel (r.final.f), 6);
%! v = cat (1, r.runs(1,2,:).values);
%! v = vertcat (v.f_restored);
%! assert (size (v), [3, numel(r.grid)]);
%! c = r.curves(1,2).f_restored;
%! assert (c.mean, mean (v), 1e-12);
%! assert (c.high - c.mean, 4.302652729911275 * std (v) / sqrt (3), 1e-9);
%! assert (v(:,end), r.final.f_restored(4:6));
%! assert (r.runs(1,2,1).start.f, r.runs(1,1,1).start.f);
%! assert (r.final.seed', [2, 5, 7, 2, 5, 7]);
%!test
%! % The value on the grid is that of the latest iterate within the cost: against OutputFcn's own words.
%! r = pgdqa_compare (problem, methods(2), 'MaxCalls', 90, 'Grid', [0, 5, 30, 60]);
%! p = problem (1);
%! [~, ~, ~, ~, output] = pgdqa_solve (p, methods{2}.options, 'MaxIter', 30, 'MaxCalls', 90);
%! h = output.history;
%! at = find (h.calls <= 30 & h.phase == 0, 1, 'last');
%! assert (r.runs.values.f(3), h.f(at), 1e-12);
%! assert (r.runs.values.lower_opt(3), h.lower_opt(at), 1e-12);
%! assert (r.runs.values.f(1), r.runs.start.f);
%!test
%! % Tuned constants are on the grid, the best of it, and not those of a reported seed; own ones stay.
%! methods{2}.options = pgdqa_options ('Schedule', 'fixed');
%! methods{3} = struct ('label', 'half', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.37));
%! r = pgdqa_compare (problem, methods, 'MaxCalls', 120, 'Seeds', 1:2, 'TuneSeed', 9, 'Tune', true, 'TuneGrid', [0.1, 1], 'Points', 3);
%! assert (isempty (r.tuned(1).names));
%! assert ({r.tuned(2:3).names}, {{'StepScale', 'AlphaScale'}, {'AlphaScale'}});
%! assert (size (r.tuned(2).grid), [4, 2]);
%! assert (r.tuned(2).score(ismember (r.tuned(2).grid, r.tuned(2).values, 'rows')), min (r.tuned(2).score));
%! assert ([r.tuned(1).calls, r.tuned(2).calls > 200, r.tuned(3).calls > 100], [0, 1, 1]);
%! assert (r.runs(1,2,1).options.StepScale, r.tuned(2).values(1));
%! assert (r.runs(1,3,1).options.StepScale, 0.37);
%!error <1 arguments, expected a problem and methods> pgdqa_compare (problem)
%!error <problem is a 1x1 double, expected a problem struct> pgdqa_compare (3, methods)
%!error <methods is a 0x0 cell, expected a cell array> pgdqa_compare (problem, {})
%!error <method 1 is 3, expected a name> pgdqa_compare (problem, {3})
%!error <two methods have the label 'adaptive'> pgdqa_compare (problem, methods([1, 1]))
%!error <method 1 sets MaxCalls, which the comparison sets>
%! pgdqa_compare (problem, {struct('label', 'a', 'options', pgdqa_options ('MaxCalls', 10))})
%!error <TuneSeed is 2, which is among Seeds> pgdqa_compare (problem, methods, 'Seeds', 1:2, 'Tune', true, 'TuneSeed', 2)
%!error <a seed changes nothing in a problem struct> pgdqa_compare (problem (1), methods, 'Seeds', 1:2)
%!error <Cost is a double of size 1x2, expected five numbers> pgdqa_compare (problem, methods, 'Cost', [1, 2])
%!error <Quantity is 'g', expected one or several of: f, lower_opt> pgdqa_compare (problem, methods, 'Quantity', 'g')
%!error <metric returned a double of size 1x2, expected a real number> pgdqa_compare (problem, methods, 'Metric', @(x, y) [1, 2])

%!demo
%! % Two schedules on one problem from five starts, the constants of the second tuned on a sixth.
%! problem = @(seed) pgdqa_testproblem ('convex', 10, 1, 'Start', seed);
%! methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
%!            struct('label', 'fixed, tuned', 'options', pgdqa_options ('Schedule', 'fixed', 'Regime', 'pl'))};
%! pgdqa_compare (problem, methods, 'MaxCalls', 1000, 'Seeds', 1:5, 'Tune', true, 'Display', 'final', 'Plot', true);
