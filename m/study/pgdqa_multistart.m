% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Run @code{pgdqa_solve} from several starts and rank the distinct solutions.
%
% @deftypefn  {} {@var{result} =} pgdqa_multistart (@var{f}, @var{g}, @var{x0}, @var{y0}, @var{N})
% @deftypefnx {} {@var{result} =} pgdqa_multistart (@var{problem}, @var{N})
% @deftypefnx {} {@var{result} =} pgdqa_multistart (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% problem = pgdqa_testproblem ('sine');
% result = pgdqa_multistart (problem, 8, 'Spread', 3);
% printf ('%.4f %d\n', result.fval, numel (result.solutions))
% @print{} 0.2537 3
% @end group
% @end example
%
% The first start is (@var{x0}, @var{y0}).  The others are random: uniform
% between the bounds where both are finite, else normal around @var{x0} and
% @var{y0}.  Ends that agree in x, y and f are one solution.
%
% Solutions with exitflag 1 come first, then those with 3, 2, 0 or less, and the
% refuted ones (-3), each kind by f.  A lower f that is not certified never
% displaces one that is: @code{message} says when there is one.  Each of the
% best 20 is tested with the y of the others.  A lower g there refutes it.
%
% @strong{Arguments}
% @table @var
% @item f, g, x0, y0, problem
% As for @code{pgdqa_solve}.
% @item N
% Number of starts.  @code{[]}: as many as @code{XStarts}, @code{YStarts} make.
% @end table
%
% @strong{Options}, besides those of @code{pgdqa_solve}, which all runs get
% @table @code
% @item Spread
% Width of the sample, in root-mean-square lengths of x0 and of y0 (1 where
% that is 0).  Default 1.
% @item Seed
% Seed of the sample.  Default 0.  The state of @code{rand} is left alone.
% @item XStarts, YStarts
% Starts after the first, n x K and m x K.  One alone goes with x0 or y0.
% @item MaxCallsTotal, MaxTimeTotal
% Oracle calls and seconds of all runs together.
% @item DistinctTol
% Relative distance up to which two ends are one solution.  Default 1e-4.
% @item Parallel
% true: runs side by side, in as many processes as there are processors, with
% Octave's package parallel.  The results are those without; no budget is shared.
% f and g must be handles that can be saved, or objectives.
% @item Display
% 'off' (default), 'final': a table of the solutions,
% 'iter': also a line for every run.
% @item Plot
% true draws f of all starts, sorted, with a marker for each kind of exitflag.
% @item File
% Name of that picture, ending in @file{.png}, @file{.pdf} or @file{.svg}.  It is
% tried before the first run.  A file that exists is replaced once the new one
% is complete.
% @end table
%
% @strong{Outputs}
% @table @code
% @item result.x, y, fval, exitflag, output
% The best solution.  @code{exitflag} is that after the test above.
% @item result.solutions
% Struct array, best first: @code{x}, @code{y}, @code{f}, @code{g},
% @code{exitflag}, @code{kind}, @code{hits}, @code{starts} (which), @code{run}
% (the one it is taken from), @code{refuted_by} (a start, or 0).
% @item result.runs
% Struct of 1 x runs: @code{start}, @code{f}, @code{exitflag}, @code{kind},
% @code{calls}, @code{iterations}, @code{solution} (0: the run failed),
% @code{stop}, @code{message}.
% @item result.starts, calls, message, figure
% Starts (x: n x N, y: m x N); calls, summed (handle is not in total); words;
% the figure, or [].
% @end table
%
% A run other than the first that ends with an error counts as failed.  An
% @code{OutputFcn} that stops a run ends the search.
%
% Errors: those of @code{pgdqa_solve}; @code{pgdqa:mpi} with @code{Comm}; @code{pgdqa:value}: a file cannot be
% written; @code{pgdqa:needs}: no graphics toolkit.  A file that fails after the
% runs is the warning @code{pgdqa:file}.
%
% Cost: the runs, and at most 380 evaluations of g.
%
% @seealso{pgdqa_solve, pgdqa_diagnose, pgdqa_sensitivity}
% @end deftypefn

function result = pgdqa_multistart (varargin)
  [p, count, own, options] = multistart_options (varargin);
  pgdqa_shared.check_outlets ('pgdqa_multistart', own.Plot || ~ isempty (own.File), 'File', own.File, {''});
  starts = multistart_points (p.x0, p.y0, count, own, options);
  p.g = pgdqa_shared.probe_objective (p.g, p.x0, p.y0);
  [p, made] = pgdqa_shared.traced_problem ('pgdqa_multistart', p, options);
  [p, recording] = with_constraints (p, options);
  [points, outputs, runs] = multistart_runs (p, starts, own, options, own.MaxCallsTotal - sum ([probes_of(p.f), probes_of(p.g), recording]));
  if (isempty (points))
    error ('pgdqa:value', 'pgdqa_multistart: none of %d runs ended at a finite point; the first: %s', numel (outputs), runs.message{1});
  end
  ended = [points.start];
  [solutions, runs.solution(ended)] = multistart_solutions (points, own.DistinctTol);
  before = constraint_calls (p);
  calls = sum_of_calls (outputs, p, made, recording);
  [solutions, tests] = multistart_cross (solutions, points, p.g, own.DistinctTol, max (0, own.MaxCallsTotal - calls.total), ...
                                       lower_feasible (p, options));
  [solutions, runs.solution(ended)] = ranked (solutions, runs.solution(ended));
  calls = with_tests (calls, p.g, tests, constraint_calls (p) - before);

  best = solutions(1);
  result = struct ('x', best.x, 'y', best.y, 'fval', best.f, 'exitflag', best.exitflag, 'output', outputs{points(best.run).start}, ...
                   'solutions', solutions, 'runs', runs, 'starts', starts, 'calls', calls, 'message', words (solutions, runs, count), 'figure', []);
  if (~ strcmp (own.Display, 'off'))
    multistart_table (result);
  end
  if (own.Plot || ~ isempty (own.File))
    visible = {'off', ''};
    parent = multistart_plot (result, visible{1 + own.Plot});
    result.figure = written_figure ('pgdqa_multistart', parent, own, [800, 520] / 72);
  end
end

function count = probes_of (objective)
  % calls that finding out about a handle has taken: values, gradients
  count = [0, 0];
  if (isfield (objective, 'probes'))
    count = objective.probes;
  end
end

function [solutions, solution] = ranked (solutions, solution)
  [~, order] = sortrows ([rank_of([solutions.exitflag]'), [solutions.f]']);
  solutions = solutions(order);
  place(order) = 1:numel (order);
  solution = place(solution);
end

function [p, made] = with_constraints (p, options)
  % constraint functions are recorded once, for all runs; MADE: their evaluations that this took
  p.constraint_records = pgdqa_shared.constraint_records (p, options);
  made = constraint_calls (p);
end

function count = constraint_calls (p)
  % evaluations so far of constraint functions: values, Jacobians
  count = [0, 0];
  for r = struct2cell (p.constraint_records)'
    if (~ isempty (r{1}))
      count = count + r{1}.tally('calls');
    end
  end
end

function calls = sum_of_calls (outputs, p, made, recording)
  % those of the runs, of finding out about f and g of p, and of RECORDING constraints; made: calls of the user's functions that tracing took
  calls = struct ('f_value', 0, 'f_grad', 0, 'g_value', 0, 'g_grad', 0, 'hvp', 0, 'handle', made);
  if (any (recording))
    [calls.con_value, calls.con_grad] = deal (recording(1), recording(2));
  end
  for i = 1:numel (outputs)
    for name = fieldnames (calls)'
      if (isfield (outputs{i}.calls, name{1}))
        calls.(name{1}) = calls.(name{1}) + outputs{i}.calls.(name{1});
      end
    end
  end
  for level = 'fg'
    probes = probes_of (p.(level));
    calls.([level, '_value']) = calls.([level, '_value']) + probes(1);
    calls.([level, '_grad']) = calls.([level, '_grad']) + probes(2);
  end
  calls.total = sum (cell2mat (struct2cell (rmfield (calls, 'handle'))));
end

function calls = with_tests (calls, lower, tests, constraints)
  kind = 'g_grad';
  if (isfield (lower, 'order') && lower.order == 0)
    kind = 'g_value';
  end
  calls.(kind) = calls.(kind) + tests;
  calls.total = calls.total + tests + sum (constraints);
  if (any (constraints))
    calls.con_value = calls.con_value + constraints(1);
    calls.con_grad = calls.con_grad + constraints(2);
  end
end

function text = words (solutions, runs, count)
  flags = [solutions.exitflag];
  text = sprintf ('%d of %s run, %s, %d certified', numel (runs.start), pgdqa_shared.count_text (count, 'start'), ...
                  pgdqa_shared.count_text (numel (flags), 'distinct solution'), sum (flags == 1 | flags == 3));
  lower = find ([solutions.f] < solutions(1).f & flags ~= flags(1), 1);
  if (~ any (flags(1) == [1, 3]))
    text = sprintf ('%s; the one returned is NOT certified (exitflag %d)', text, flags(1));
  end
  if (~ isempty (lower))
    text = sprintf ('%s; start %d reached a lower f, %.8g, which ranks below for its exitflag %d', text, min (solutions(lower).starts), ...
                    solutions(lower).f, flags(lower));
  end
  failed = sum (runs.exitflag == -Inf);
  if (failed > 0)
    text = sprintf ('%s; %s failed with an error', text, pgdqa_shared.count_text (failed, 'run'));
  end
end

%!function [v, gx, gy] = fails_left (x, y)
%!  if (x < -1)
%!    error ('mine:left', 'nothing is defined there');
%!  end
%!  v = (y - x) ^ 2;  gx = 2 * (x - y);  gy = 2 * (y - x);
%!endfunction

%!test # several branches: certified and sorted, hits and runs agree, seeded, calls add up
%! p = pgdqa_testproblem ('sine');
%! r = pgdqa_multistart (p, 8, 'Spread', 25, 'Schedule', 'adaptive');
%! assert (numel (r.solutions) > 2);
%! assert (all ([r.solutions.exitflag] == 1) && issorted ([r.solutions.f]));
%! assert (min (abs (r.fval - [p.known.f])) < 1e-6);
%! assert (sum ([r.solutions.hits]), 8);
%! for i = 1:numel (r.solutions)
%!   assert (r.runs.f(r.solutions(i).starts), repmat (r.solutions(i).f, 1, r.solutions(i).hits), 1e-6 * (1 + r.solutions(i).f));
%!   assert (r.runs.solution(r.solutions(i).starts), repmat (i, 1, r.solutions(i).hits));
%! end
%! assert ([r.starts.x(1), r.starts.y(1)], [p.x0, p.y0]);
%! assert ({r.x, r.y, r.fval, r.output.problem.y}, {r.solutions(1).x, r.solutions(1).y, r.solutions(1).f, r.y});
%! assert (r.calls.total >= sum (r.runs.calls) && r.calls.total <= sum (r.runs.calls) + 380);
%! again = pgdqa_multistart (p.f, p.g, p.x0, p.y0, 8, 'Spread', 25);
%! assert (again.runs.f, r.runs.f);
%! other = pgdqa_multistart (p, 8, 'Spread', 6, 'Seed', 1);
%! assert (! isequal (other.starts, r.starts) && isequal (other.starts.x(1), p.x0));

%!test # starts given, and a run that fails
%! f = @(x, y) deal ((x - 1) ^ 2, 2 * (x - 1), 0 * y);
%! r = pgdqa_multistart (f, @fails_left, 0, 0, [], 'XStarts', [-3, 2, 3]);
%! assert ({r.starts.x, r.starts.y}, {[0, -3, 2, 3], zeros(1, 4)});
%! assert ({r.runs.exitflag(2), r.runs.solution(2), r.runs.message{2}}, {-Inf, 0, 'nothing is defined there'});
%! assert ([r.solutions.hits, r.x, r.y], [3, 1, 1], 1e-6);
%! assert (! isempty (strfind (r.message, '1 run failed with an error')));
%! fail ('pgdqa_multistart (f, @fails_left, -3, 0, 2)', 'nothing is defined there');

%!test # a total budget, and what is not certified never comes first
%! p = pgdqa_testproblem ('convex', 4, 1);
%! r = pgdqa_multistart (p, 20, 'MaxCallsTotal', 400);
%! assert (r.calls.total <= 400 && numel (r.runs.start) < 20);
%! q = pgdqa_testproblem ('convex', 4, 1, 'handles');
%! r = pgdqa_multistart (q, 20, 'MaxCallsTotal', 150);
%! assert (r.calls.total <= 150);
%! r = pgdqa_multistart (p, 4, 'MaxCalls', 30, 'Display', 'off');
%! assert (r.exitflag <= 0 && ! isempty (strfind (r.message, 'is NOT certified (exitflag 0)')));

%!error <2 arguments, expected f, g, x0, y0 or a problem struct> pgdqa_multistart (1, 2)
%!error <N is 0, expected a whole number> pgdqa_multistart (pgdqa_testproblem ('sine'), 0)
%!error <N is 2, expected at least 4> pgdqa_multistart (pgdqa_testproblem ('sine'), 2, 'XStarts', [1, 2, 3])
%!error <XStarts has size 2x1, expected 1x1> pgdqa_multistart (pgdqa_testproblem ('sine'), 3, 'XStarts', [1; 2])
%!error <Spread is -1> pgdqa_multistart (pgdqa_testproblem ('sine'), 3, 'Spread', -1)
%!error <Display is 'all'> pgdqa_multistart (pgdqa_testproblem ('sine'), 3, 'Display', 'all')
%!error <did you mean> pgdqa_multistart (pgdqa_testproblem ('sine'), 3, 'Spred', 1)

%!demo
%! pgdqa_multistart (pgdqa_testproblem ('sine'), 16, 'Spread', 6, 'Display', 'final', 'Plot', true);
