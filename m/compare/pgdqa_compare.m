% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Compare methods on equal terms: the same starts, the same budget, one judge.
%
% @deftypefn  {} {@var{result} =} pgdqa_compare (@var{problem}, @var{methods})
% @deftypefnx {} {@var{result} =} pgdqa_compare (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% problem = pgdqa_testproblem ('convex', 6, 1);
% result = pgdqa_compare (problem, @{'pgdqa', 'aid'@}, 'MaxCalls', 300);
% printf ('%.2f\n', result.final.f_restored)
% run = result.runs(2);                          # once more
% [~, ~, f] = pgdqa_solve (problem.f, problem.g, run.x0, run.y0, ...
%                          run.options);
% disp (f == result.final.f(2))
% @print{} -0.40
% @print{} 0.43
% @print{} 1
% @end group
% @end example
%
% @strong{Arguments}
% @table @var
% @item problem
% Problem struct as of @code{pgdqa_testproblem}, a handle @code{fun (seed)} that
% makes one, or a cell array of these.  Its fields @code{exact} (f and g) and
% @code{metric} judge in place of f, g and the option @code{Metric}.
% @item methods
% Cell array of values of the option @code{Method}, and of structs with
% @code{label} and @code{options} (no budget, no @code{OutputFcn}).
% @end table
%
% @strong{Options}
% @table @code
% @item MaxCalls, MaxTime
% Weighted calls and seconds of each run.  Default 1000 calls.
% @item Cost
% Of f_value, f_grad, g_value, g_grad, hvp.  Default [1 1 1 1 1].
% @item Seeds, Spread
% Seeds (default 1), given to @code{fun} and the option @code{Seed}; factor of
% normal numbers added to the start (default 0).
% @item Tune, TuneSeed, TuneGrid, TuneBy, LowerTol
% true tries the constants below on the problem of @code{TuneSeed}, which is not
% reported: the factors @code{TuneGrid} (default [0.01 0.1 1 10]) on their
% defaults.  The best has the least f_restored, or what @code{TuneBy} names,
% where lower_opt is at most @code{LowerTol} (default 1e-3).
% @multitable @columnfractions 0.45 0.5
% @item pgdqa, fixed or diminishing @tab StepScale, AlphaScale
% @item rxgf, sgf @tab FlowStep, Alpha
% @item qcqp @tab StepSize, Alpha
% @item bome, aid @tab StepSize, InnerStep
% @item vpbgd, f2sa @tab StepSize, Penalty
% @end multitable
% @item Metric, MetricName, MetricGoal
% Handle @code{metric (x, y)}, its name, "max" (default) or "min".
% @item Record
% Of f, lower_opt, kkt, f_restored, lower_opt_restored (lower level solved
% again), metric, metric_restored.  Default all.  Measuring is not charged.
% @item X, Grid, Points
% Axis "calls" or "time"; "log", "linear" or numbers;
% their count (default 40).
% @item Quantity, Plot, Visible, Title
% What is drawn, and how (see @code{pgdqa_compare_plot}).
% @item Base
% Base name of files to write: @file{base.csv} (curves), @file{base-final.csv},
% @file{base.json}, @file{base.png}.  They are tried first.  Old files
% are replaced once the new ones are complete.
% @item Parallel, Display
% true: problems and methods side by side, by Octave's package parallel, with the
% same results; not with MaxTime.  "final" prints a table of means.
% @end table
%
% @strong{Outputs}
% @table @code
% @item result.final
% Struct of columns, a row for each run; @code{run}: its index in @code{runs}.
% @item result.runs
% Problems x methods x seeds: x0, y0, options (the run is repeated to the bit by
% the call in the example, unless @code{MaxTime} or unequal costs bound it), x,
% y, stop, message, calls, measuring, path (snapshots), values (on the grid),
% start and final (what was measured).
% @item result.axis, grid, curves
% For each quantity mean, low, high: 95 % band by Student's t; of residuals the
% geometric mean.
% @item result.problems, methods, seeds, tuned, settings, environment
% What was compared, and where; constants chosen.
% @end table
%
% A method that cannot take a problem has NaN there, and a message.
%
% Cost: the runs; with @code{Tune} one more for each point of the grid.
%
% Errors: @code{pgdqa:option}, @code{pgdqa:class}, @code{pgdqa:oracle} (metric),
% @code{pgdqa:value} (files), @code{pgdqa:needs} (toolkit), those of
% @code{pgdqa_solve}.  Files that fail after the work: warning @code{pgdqa:file}.
%
% @seealso{pgdqa_compare_plot, pgdqa_profile, pgdqa_variant}
% @end deftypefn

function result = pgdqa_compare (problem, methods, varargin)
  if (nargin < 2)
    error ('pgdqa:option', 'pgdqa_compare: %d arguments, expected a problem and methods', nargin);
  end
  entries = problem_list (problem);
  settings = compare_settings (varargin, entries);
  methods = compare_methods (methods);
  pgdqa_shared.check_outlets ('pgdqa_compare', settings.Plot, 'Base', settings.Base, {'.csv', '-final.csv', '.json', '.png'});
  budget = struct ('MaxCalls', settings.MaxCalls, 'MaxTime', settings.MaxTime, 'Cost', settings.Cost, ...
                   'grid', [], 'axis', 'calls');
  if (isinf (settings.MaxCalls))
    budget.axis = 'time';
  end
  budget.grid = compare_grid (settings, budget.axis, min (settings.MaxCalls, settings.MaxTime));
  result = struct ('problems', [], 'methods', methods, 'seeds', settings.Seeds, 'tuned', [], 'runs', [], 'axis', settings.X, ...
                   'grid', [], 'curves', [], 'final', [], 'settings', settings, 'environment', compare_environment ());
  count = [numel(entries), numel(methods)];
  if (settings.Parallel)
    cells = in_processes (entries, methods, varargin);
  else
    cells = arrayfun (@(k) compare_cell (entries, methods, settings, budget, k), 1:prod (count), 'UniformOutput', false);
  end
  result = assembled (result, cells, count);
  result = compare_summary (result, budget);
  pgdqa_shared.or_warn (@() present (result));
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
           pgdqa_shared.size_text (problem), class (problem));
  end
end

function cells = in_processes (entries, methods, pairs)
  % as of compare_cell: pgdqa_compare of each problem with each method in another process
  alone = [pairs, {'Parallel', false, 'Plot', false, 'Base', '', 'Display', 'off'}];
  calls = {};
  for p = 1:numel (entries)
    for m = 1:numel (methods)
      calls{end+1} = [{entries(p), {methods(m)}}, alone]; %#ok<AGROW>
    end
  end
  made = pgdqa_shared.in_parallel ('pgdqa_compare', numel (calls), @(k) pgdqa_compare (calls{k}{:}));
  cells = cellfun (@(r) struct ('tuned', r.tuned, 'runs', {num2cell(reshape (r.runs, 1, []))}, 'problem', r.problems), made, 'UniformOutput', false);
end

function result = assembled (result, cells, count)
  % cells   of compare_cell, for problems and methods
  for k = 1:numel (cells)
    [m, p] = ind2sub (fliplr (count), k);
    for s = 1:numel (cells{k}.runs)
      if (isempty (result.runs))
        result.runs = cells{k}.runs{s};
      end
      result.runs(p, m, s) = cells{k}.runs{s};
    end
    if (isempty (result.tuned))
      [result.tuned, result.problems] = deal (cells{k}.tuned, cells{k}.problem);
    end
    result.tuned(p, m) = cells{k}.tuned;
    result.problems(p) = cells{k}.problem;
  end
end

function present (result)
  settings = result.settings;
  if (strcmp (settings.Display, 'final'))
    compare_print (result);
  end
  if (~ isempty (settings.Base))
    compare_write (result, settings.Base);
  end
  if (settings.Plot || (~ isempty (settings.Base) && pgdqa_shared.can_draw ()))
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
