% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [run, y, violation] = constrained_lower (run, x, y, rounds)
  % [run, y, violation] = constrained_lower (run, x, y, rounds)   the lower level solved from y at x
  %
  % y may come with slacks, and comes back with them.
  % With the multipliers and weights of RUN, which are renewed in up to ROUNDS rounds until its rows are met; VIOLATION Inf: it was not solved.  Of RUN only the calls change.
  o = run.options;
  [o.Search, o.MaxIter, o.Starts, o.Restore, o.Display] = deal ('local', 0, 0, true, 'off');
  o = rmfield (o, intersect (fieldnames (o), {'OutputFcn', 'PlotFcn', 'LowerSolve', 'WarmStart'}));
  at = run;
  if (numel (y) == run.m)
    y = with_slack (run, x, y);
  end
  for k = 1:rounds
    o.MaxCalls = max (min (100 * (run.n + numel (run.y)), floor (calls_left (run) / 2)), 4);
    o.MaxTime = max (run.wanted.MaxTime - elapsed (run), 1e-3);
    levels = constrained_levels (at, at.levels);
    [~, y, ~, ~, output] = compiled_run (levels.f, levels.g, struct ('x0', x, 'y0', y), o, Inf);
    run = constrained_count (run, output.calls);
    [at.x, at.y] = deal (x, y);
    [at, r] = constrained_feasible (at);
    [~, ~, slope] = constrained_eval (run, 'g', x, y(1:run.m));
    solved = at.missed <= run.wanted.TolCon && output.lower_opt <= 1e-5 * (norm (slope) + at.unit.g);
    if (at.violation <= run.wanted.TolCon && solved)
      break;
    end
    at.mult = augmented_slope (r, at.mult, at.rho.g, at.how, at.t);
  end
  violation = at.violation;
  if (~ solved)
    violation = Inf;
  end
end
