% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Tell by a short trial whether @code{pgdqa_solve} suits a problem, and what to do.
%
% @deftypefn  {} {@var{report} =} pgdqa_diagnose (@var{f}, @var{g}, @var{x0}, @var{y0})
% @deftypefnx {} {@var{report} =} pgdqa_diagnose (@var{problem})
% @deftypefnx {} {@var{report} =} pgdqa_diagnose (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% f = @@(x, y) (x - 1) ^ 2 + (y + 1) ^ 2;
% g = @@(x, y) (x - y) ^ 2;
% report = pgdqa_diagnose (f, g, 3, 0, 'Display', 'off');
% disp (report.verdict)
% @print{} suitable
% @end group
% @end example
%
% At most 12 lines are printed: the verdict, its reasons, what to do, how the
% trial ended, and what would make a slow BLAS faster.
%
% @table @asis
% @item unsuitable
% Wrong derivatives; values that are not finite; a lower level that is unbounded
% below; f without y or g without x; y refuted in most runs; y that no longer
% responds to x.
% @item suitable with care
% A lower level that is singular, ill-conditioned or not convex; units far
% apart; answers that depend on the start; a kink; sublinear progress.
% @item suitable
% None of these was seen.  Notes say what the budget left out.
% @end table
%
% A verdict is evidence from one neighbourhood, not a proof.
%
% @strong{Arguments}
% @table @var
% @item f, g, x0, y0, problem
% As for @code{pgdqa_solve}.
% @end table
%
% @strong{Options}
% @table @code
% @item MaxCalls
% Oracle calls of all parts together, at least 100.  Default 1500; where
% a function gives values alone 1500 (n + m), at most 20000.
% @item Tol
% Relative stationarity to which the cost is predicted.  Default 1e-6.
% @item Seed
% Seed of directions and starts.  Default 1.
% @item Options
% Struct from @code{pgdqa_options} with bounds, @code{Derivatives},
% @code{Threads}, @code{Starts} or @code{Perturbation}.
% @item Display, Detail
% 'final' (default) prints, 'off' does not.  @code{Detail} true
% prints every number as well.
% @item Plot
% true draws what was measured: f of all runs, the decay of the stationarity,
% the PL ratio along the path, the error of the linearised lower condition.
% @item File
% Name of that picture, ending in @file{.png}, @file{.pdf} or @file{.svg}.  It is
% tried before the work.  A file that exists is replaced once the new one is
% complete.
% @end table
%
% @strong{Outputs}
% @table @code
% @item report.verdict, reasons, todo
% The words; struct array level, name, value, text; sentences.
% @item report.derivatives, pilot, starts
% Taylor tests; a run with half of the budget; runs from other starts.
% @item report.structure, pl, lower, units, approximation, lipschitz, kinks
% What acts on what; ||grad h||^2 / h, h = ||grad_y g||^2; curvatures of g in y;
% units; error of the linearised lower condition; Lipschitz constants; the
% components in which f and g have a kink at the end of the pilot.
% @item report.cost, suggestion, calls
% Calls expected to @code{Tol}; constants for options; calls of each part.
% @item report.blas, blas_advice
% The BLAS in use; what would make it faster, or empty.
% @end table
%
% A number that is NaN was not measured.
%
% Errors: those of @code{pgdqa_solve}; @code{pgdqa:value}: a file cannot be
% written; @code{pgdqa:needs}: no graphics toolkit.  A file that fails after the
% work is the warning @code{pgdqa:file}.
%
% Cost: at most @code{MaxCalls}.
%
% @seealso{pgdqa_check, pgdqa_solve, pgdqa_report, pgdqa_multistart}
% @end deftypefn

function report = pgdqa_diagnose (varargin)
  [problem, settings] = diagnose_settings (varargin);
  pgdqa_shared.check_outlets ('pgdqa_diagnose', settings.Plot || ~ isempty (settings.File), 'File', settings.File, {''});
  [report, oracle, problem] = beginning (problem, settings);
  base = report.base;
  report = rmfield (report, 'base');
  if (~ report.finite)
    report.verdict = 'unsuitable';
    report.reasons = struct ('level', 'unsuitable', 'name', 'non-finite', 'value', NaN, ...
                             'text', sprintf ('At the start %s is complex or not finite: start elsewhere.', report.not_finite));
  else
    report = examine (report, oracle, base, problem, settings);
  end
  report.calls.total = sum (cell2mat (struct2cell (report.calls)));
  report.todo = diagnose_todo (report, settings.Options);
  if (strcmp (settings.Display, 'final'))
    diagnose_print (report, settings.Detail);
  end
  if (settings.Plot || ~ isempty (settings.File))
    visible = {'off', ''};
    parent = pgdqa_shared.new_figure ('pgdqa_diagnose', visible{1 + settings.Plot}, [1000, 700]);
    pgdqa_shared.diagnose_figure (report, parent);
    report.figure = written_figure ('pgdqa_diagnose', parent, settings, [13, 9.1]);
  end
  if (nargout == 0)
    clear report;
  end
end

function [report, oracle, problem] = beginning (problem, settings)
  % The start is evaluated before anything else: a wrong output is an error here.  The problem comes back as it is solved.
  n = numel (problem.x0);
  m = numel (problem.y0);
  for name = 'fg'
    problem.(name) = pgdqa_shared.probe_objective (problem.(name), problem.x0, problem.y0);
  end
  problem = pgdqa_shared.traced_problem ('pgdqa_diagnose', problem, settings.Options);
  oracle = diagnose_oracle (problem.f, problem.g, settings.MaxCalls);
  for name = 'fg'
    if (oracle.(name).given < 0)
      oracle.(name).cost = 2 * (n + m) + 1;
    elseif (isfield (oracle.(name).objective, 'without_gx') && oracle.(name).objective.without_gx)
      oracle.(name).cost = 2 * n + 1;
    end
  end
  if (isempty (settings.MaxCalls))
    oracle.limit = 1500;
    if (min (oracle.f.given, oracle.g.given) < 0)
      oracle.limit = min (20000, 1500 * (n + m));
    end
  end
  part = struct ('exitflag', {}, 'stop', {}, 'message', {}, 'f', {}, 'calls', {}, 'distance', {}, 'same', {}, 'kind', {}, 'refuted', {});
  report = struct ('verdict', '', 'reasons', [], 'name', problem.name, 'n', n, 'm', m, 'limit', oracle.limit, ...
                   'finite', true, 'not_finite', '', 'complete', true, 'derivatives', [], 'pilot', [], 'structure', [], 'constraints', [], 'pl', [], 'lower', [], ...
                   'units', [], 'approximation', [], 'lipschitz', [], 'kinks', struct ('f', {{}}, 'g', {{}}), 'cost', [], 'starts', part, ...
                   'suggestion', [], 'gradient_cost', [oracle.f.cost, oracle.g.cost], ...
                   'calls', struct ('derivatives', 0, 'pilot', 0, 'local', 0, 'starts', 0), ...
                   'blas', pgdqa_shared.core ('blas'), 'blas_advice', '', 'todo', {{}}, 'figure', []);
  report.blas_advice = blas_advice (report.blas);
  for name = 'fg'
    [v, gx, gy] = oracle.(name).eval (problem.x0, problem.y0);
    report.finite = report.finite && all (isfinite ([v; gx; gy]));
    report.base.(name) = {v, gx, gy};
    if (isempty (report.not_finite))
      report.not_finite = not_finite_words (name, v, gx, gy);
    end
  end
  report.calls.derivatives = oracle.counter('calls');
end

function report = examine (report, oracle, base, problem, settings)
  x0 = problem.x0;
  y0 = problem.y0;
  pilot_share = 0.45;
  pilot_calls = ceil (pilot_share * oracle.limit);
  oracle.limit = oracle.limit - pilot_calls;
  report.derivatives = diagnose_derivatives (oracle, x0, y0, base, settings.Options, settings.Seed);
  report.calls.derivatives = oracle.counter('calls');
  if (~ (report.derivatives.f.ok && report.derivatives.g.ok))
    [report.verdict, report.reasons] = diagnose_verdict (report);
    return;
  end

  run = diagnose_run (problem.f, problem.g, x0, y0, settings.Options, pilot_calls);
  report.calls.pilot = run.calls;
  oracle.limit = oracle.limit + pilot_calls - run.calls; % the counter does not see what the solver calls
  travel = [farthest([run.points.x], x0), farthest([run.points.y], y0)];
  sizes = [norm(double (x0)), norm(double (y0))];
  lengths = max (travel, sizes);
  lengths(~ (lengths > 0)) = 1;
  report.pilot = pilot_of (run, travel, sizes);
  report.pilot.lengths = lengths;
  report.cost = cost_of (run, settings.Tol);
  report.constraints = diagnose_constraints (run, problem, settings.Options);
  if (~ isempty (run.failure))
    [report.verdict, report.reasons] = diagnose_verdict (report);
    return;
  end

  counter = oracle.counter; % a handle: set for the oracles too
  counter('length_x') = lengths(1);
  counter('length_y') = lengths(2);
  before = oracle.counter('calls');
  certificate = run.output.lower;
  start = struct ('x', x0, 'y', y0);
  points = [start, run.points];
  report.structure = diagnose_structure (oracle, base, points, lengths, settings.Seed);
  local = diagnose_local (oracle, points, lengths, certificate, settings.Seed);
  report.pl = local.pl;
  report.lower = local.lower;
  report.lower.certificate = certificate;
  report.units = local.units;
  report.approximation = diagnose_model (oracle, points, lengths, settings.Seed);
  report.lipschitz = diagnose_lipschitz (oracle, points(end), settings.Seed);
  report.kinks = kinks_of_end (oracle, points(end));
  report.calls.local = oracle.counter('calls') - before;

  [report.starts, tests, report.pilot.refuted] = diagnose_starts (problem, oracle.g.objective, settings.Options, run, lengths, ...
                                                                  oracle.limit - oracle.counter('calls'), settings.Seed);
  report.complete = oracle.counter('skipped') == 0 && ~ isempty (report.starts);
  report.calls.starts = sum ([tests, report.starts.calls]);
  [report.verdict, report.reasons] = diagnose_verdict (report);
  report.suggestion = diagnose_suggestion (report);
end

function kinks = kinks_of_end (oracle, last)
  % struct f, g: names of the components in which each has a kink at the end of the pilot
  for name = 'fg'
    kinks.(name) = {};
    level = oracle.(name);
    if (diagnose_affordable (oracle, 4 * (numel (last.x) + numel (last.y)) + 1))
      value = level.plain (last.x, last.y);
      kinks.(name) = kinks_at (level.plain, last.x, last.y, value).names;
    end
  end
end

function d = farthest (Z, z0)
  % of the columns of Z from z0
  d = max (sqrt (sum (double (Z - z0) .^ 2, 1)));
end

function pilot = pilot_of (run, travel, sizes)
  % travel: the longest path over the length of the start (1 where the start is 0);  range: of f on the path
  sizes(sizes == 0) = 1;
  pilot = struct ('exitflag', run.exitflag, 'stop', run.stop, 'message', run.message, 'x', run.x, 'y', run.y, 'f', run.f, ...
                  'calls', run.calls, 'failure', run.failure, 'travel', max (travel ./ sizes), 'escapes', 0, ...
                  'refuted', false, 'rollbacks', 0, 'range', abs (run.f), 'output', run.output);
  if (~ isempty (run.output))
    pilot.rollbacks = run.output.rollbacks;
    seen = run.output.history.f(isfinite (run.output.history.f));
    pilot.range = max ([0; seen(:)]) - min ([0; seen(:)]);
    if (max (seen) > min (seen))
      pilot.range = max (seen) - min (seen);
    end
    if (isfield (run.output, 'escapes'))
      pilot.escapes = run.output.escapes;
    end
  end
end

function cost = cost_of (run, tolerance)
  history = struct ('phase', [], 'calls', [], 'stationarity', []);
  if (~ isempty (run.output))
    history = run.output.history;
  end
  cost = diagnose_rate (history, tolerance);
  cost.tolerance = tolerance;
  if (run.exitflag > 0 && ~ isfinite (cost.expected))
    cost.expected = run.calls;
    cost.range = [run.calls, run.calls];
  end
end

%!function [v, gx, gy] = quadratic_lower (x, y)
%!  v = (x - y) ^ 2;  gx = 2 * (x - y);  gy = -gx;
%!endfunction

%!shared f
%! f = @(x, y) deal ((x - 1) ^ 2 + (y + 1) ^ 2, 2 * (x - 1), 2 * (y + 1));

%!test
%! report = pgdqa_diagnose (f, @quadratic_lower, 3, 0, 'Display', 'off');
%! assert (report.verdict, 'suitable');
%! assert (report.pilot.x, 0, 1e-8);
%! assert (report.lower.curvature_max, 2, 1e-6);
%! assert ([report.pl.least, report.pl.largest], [32, 32], 1e-5); % 4 ||(-2, 2)||^2
%! assert ([report.lipschitz.f_x, report.lipschitz.f_y, report.lipschitz.g_xy], [2, 2, 2], 1e-6);
%! assert (report.units.x_over_y, 1, 1e-6);
%! assert (report.suggestion.Regime, 'pl');
%! assert ({report.starts.kind}(1:2), {'perturbed', 'moved'});
%! assert (all ([report.starts.same] == 1));
%! c = report.calls;
%! assert (c.total, c.derivatives + c.pilot + c.local + c.starts);
%! assert (c.total <= 1500);

%!test
%! % A kink at the start is no wrong derivative, whatever the subgradient; a wrong derivative beside it is.
%! f = @(x, y) deal (x ^ 2 + sumsq (y), 2 * x, 2 * y);
%! lower = @(x, y, at, wrong) deal (sumsq (y - [1; 2]) / 2 + exp (x) * sum (abs (y)), exp (x) * sum (abs (y)), ...
%!                                  y - [1; 2] + exp (x) * (sign (y) + at * (y == 0)) + [0; wrong]);
%! for at = [0, 0.7]
%!   report = pgdqa_diagnose (f, @(x, y) lower (x, y, at, 0), -1, [0; 1], 'Display', 'off');
%!   assert (report.derivatives.g.ok && isequal (report.derivatives.g.kinks, {'y(1)'}));
%!   assert (any (strcmp ({report.reasons.name}, 'kink')));
%! end
%! report = pgdqa_diagnose (f, @(x, y) lower (x, y, 0.7, 1), -1, [0; 1], 'Display', 'off');
%! assert ({report.reasons.name}, {'derivatives'});

%!test
%! % Wrong derivatives end it.
%! wrong = @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (x - y));
%! report = pgdqa_diagnose (f, wrong, 3, 0, 'Display', 'off');
%! assert (report.verdict, 'unsuitable');
%! assert ({report.reasons.name}, {'derivatives'});
%! assert (report.derivatives.f.ok && ! report.derivatives.g.ok);
%! assert (report.calls.pilot, 0);
%! % also from a start where the gradient vanishes
%! wrong = @(x, y) deal ((y - x) ^ 2, -2 * (y - x), -2 * (y - x));
%! report = pgdqa_diagnose (f, wrong, 3, 3, 'Display', 'off');
%! assert (report.verdict, 'unsuitable');
%! assert ({report.reasons.name}, {'derivatives'});
%! assert (! isempty (strfind (report.derivatives.g.verdict, 'gradient in y is wrong')));
%! assert (! isempty (strfind (report.derivatives.g.verdict, ', at a point nearby')));
%! report = pgdqa_diagnose (f, @quadratic_lower, 3, 3, 'Display', 'off');
%! assert (report.verdict, 'suitable');
%! assert (! isempty (strfind (report.derivatives.g.verdict, 'tested nearby, too')));

%!test
%! % kinks where the pilot ends, of functions that give values alone
%! report = pgdqa_diagnose (@(x, y) (x - 1) ^ 2 + y ^ 2, @(x, y) abs (y - x), 0, 0.3, 'Display', 'off');
%! assert (isempty (report.kinks.f) && ! isempty (report.kinks.g));
%! assert (any (strcmp ({report.reasons.name}, 'kink')));

%!test
%! % The page names verdict, reasons and parts.
%! text = evalc ('pgdqa_diagnose (pgdqa_testproblem (''mirrlees''), ''Detail'', true)');
%! for word = {'SUITABLE WITH CARE', 'not convex', 'PL ratio', 'Linear model', 'Lipschitz', 'Starts', 'Suggested', 'Oracle calls', regexp(pgdqa_mex ('blas'), '^\S+', 'match', 'once')}
%!   assert (any (strfind (text, word{1})), word{1});
%! end

%!test
%! if (isempty (available_graphics_toolkits ())), return; end
%! file = [tempname(), '.png'];
%! before = get (0, 'children');
%! report = pgdqa_diagnose (f, @quadratic_lower, 3, 0, 'Display', 'off', 'File', file);
%! assert (isempty (report.figure) && isequal (get (0, 'children'), before));
%! info = imfinfo (file);
%! delete (file);
%! assert (info.Width > 600 && info.Height > 400);

%!error <0 arguments, expected f, g, x0, y0> pgdqa_diagnose ()
%!error <2 arguments, expected f, g, x0, y0> pgdqa_diagnose (f, f)
%!error <problem lacks the fields x0, y0> pgdqa_diagnose (struct ('f', f, 'g', f))
%!error <x0 has size 1x2, expected a non-empty column> pgdqa_diagnose (f, f, [1, 2], 0)
%!error <y0\(1\) is NaN, expected finite numbers> pgdqa_diagnose (f, f, 1, NaN)
%!error <x0 is a char> pgdqa_diagnose (f, f, 'a', 1)
%!error <MaxCalls is 50, expected a whole number in \[100, Inf\)> pgdqa_diagnose (f, f, 1, 1, 'MaxCalls', 50)
%!error <Tol is 2, expected a number in \(0, 1\)> pgdqa_diagnose (f, f, 1, 1, 'Tol', 2)
%!error <Seed is -1, expected a whole number> pgdqa_diagnose (f, f, 1, 1, 'Seed', -1)
%!error <Display is 'iter', expected off or final> pgdqa_diagnose (f, f, 1, 1, 'Display', 'iter')
%!error <File is 'x.jpg', expected a name ending> pgdqa_diagnose (f, f, 1, 1, 'File', 'x.jpg')
%!error <Plot is 'on', expected true or false> pgdqa_diagnose (f, f, 1, 1, 'Plot', 'on')
%!error <Colour is no option> pgdqa_diagnose (f, f, 1, 1, 'Colour', 1)
%!error <f is a 1x1 double, expected a function handle> pgdqa_diagnose (1, f, 1, 1)
%!error <gradient gx of g has size 1x1, expected 2x1 \(n = 2\)> pgdqa_diagnose (@(x, y) deal (0, 0 * x, 0), @(x, y) deal (1, 1, 1), [1; 2], 1)
%!error id=pgdqa:option pgdqa_diagnose (f, f, 1, 1, 'Seed', 'a')
%!error id=pgdqa:oracle pgdqa_diagnose (@(x, y) deal (0, 0 * x, 0), @(x, y) deal (1, 1, 1), [1; 2], 1)

%!demo
%! % A lower level with two minimisers: suitable with care.
%! report = pgdqa_diagnose (pgdqa_testproblem ('mirrlees'), 'Plot', true);
