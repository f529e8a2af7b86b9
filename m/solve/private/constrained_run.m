% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_run (run)
  % run = constrained_run (run)   the next run of the solver, from where the one before has ended
  o = run.options;
  o.Search = run.wanted.Search;
  if (run.runs > 0)
    o.Search = 'local';
  end
  each = 1 + (run.rows.curved > 0) + (run.con.upper.curved > 0);   % calls that one of the run's is, at the most
  o.MaxCalls = max (floor (calls_left (run) / each), 4);
  o.MaxTime = max (run.wanted.MaxTime - elapsed (run), 1e-3);
  if (run.runs > 0 && run.t == 0 && isempty (run.slack))
    o.MaxCalls = min (o.MaxCalls, run.calls.total);   % what is gained is little
  end
  if (strcmp (o.Search, 'local'))
    o.MaxCalls = min (o.MaxCalls, ceil (300 * gradient_cost (run) * (run.n + numel (run.y)) * 2 ^ min (run.runs / 2, 3)));
  end
  o = with_functions (o, run);
  start = struct ('x0', run.x, 'y0', run.y, 'ranks', run.ranks);
  [run.x, run.y, ~, run.exitflag, run.output, run.levels] = solved (run.levels, start, o, @(levels) constrained_levels (run, levels), run.m);
  run = constrained_count (run, run.output.calls);
  run.runs = run.runs + 1;
end

function k = gradient_cost (run)
  % calls of a gradient, by which a run has a ceiling: at other multipliers it may be shorter
  k = 1;
  for name = 'fg'
    level = own_part (run.levels.(name));
    if (strcmp (level.objective, 'handle') && isfield (level, 'order') && level.order < 1)
      k = 1 + 2 * (run.n + numel (run.y));
    end
  end
  k = largest_of_ranks (run.ranks, k);
end

function o = with_functions (o, run)
  % The user's functions know nothing of slacks, and of several runs.
  o.Display = 'off';
  first = run.runs == 0;
  for name = {'OutputFcn', 'PlotFcn'}
    if (isfield (o, name{1}) && ~ isempty (o.(name{1})))
      fcn = o.(name{1});
      o.(name{1}) = @(x, values, state) reported (fcn, x, values, state, run.m, first);
    end
  end
  if (isfield (o, 'LowerSolve') && ~ isempty (o.LowerSolve))
    fcn = o.LowerSolve;
    o.LowerSolve = @(x, y) with_slack (run, x, fcn (x, y(1:run.m)));
  end
  if (isfield (o, 'WarmStart'))
    o = rmfield (o, 'WarmStart');
  end
end

function stop = reported (fcn, x, values, state, m, first)
  stop = false;
  if (strcmp (state, 'iter') || (strcmp (state, 'init') && first))
    values.y = values.y(1:m);
    stop = fcn (x, values, state);
  end
end
