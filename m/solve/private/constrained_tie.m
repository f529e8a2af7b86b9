% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [run, tie] = constrained_tie (before, run, tie)
  % [run, tie] = constrained_tie (before, run, tie)   where on the line from RUN back to BEFORE does RUN's y solve the lower level?
  %
  % RUN has been refuted: run.better has a lower g.  Where RUN's y, followed along the line, begins to solve the lower level the two tie, and f may be
  % least there.
  % tie   the run moved to that point, tested, if it is better than TIE, which may be []
  way = before.x - run.x;
  if (~ run.refuted || norm (way) <= 1e-3 * (1 + norm (run.x)))
    return;
  end
  y = struct ('bad', run.y, 'good', [], 'other', run.better);
  part = struct ('bad', 0, 'good', NaN);
  for k = 1:22
    t = min (2 ^ (k - 9), 1);   % away from RUN, until y is a solution; then halfway
    if (~ isnan (part.good))
      t = (part.good + part.bad) / 2;
    elseif (part.bad == 1)
      return;
    end
    [run, there, y.other, is_solution] = solved_at (run, run.x + t * way, y.bad, y.other);
    if (calls_left (run) < 4 || elapsed (run) >= run.wanted.MaxTime)
      return;
    end
    side = {'bad', 'good'};
    side = side{1 + is_solution};
    [part.(side), y.(side)] = deal (t, there);
  end
  last = run;
  [last.x, last.y] = deal (run.x + part.good * way, y.good);
  [last.settled, last.exitflag] = deal (false, -4);
  [last.output.stop, last.output.exitflag, last.output.kkt_residual, last.output.stationarity] = deal ('tie_unproven', -4, NaN, NaN);
  last.output.state.multiplier = [];
  last = constrained_test (constrained_feasible (last));
  run = constrained_recall (run, last);
  tie = constrained_better (tie, last);
end

function [run, y, other, is_solution] = solved_at (run, x, y, other)
  % from y and from the other y: is the first one's g the lower one?
  [run, y, violation] = constrained_lower (run, x, y, 4);
  [run, other, violation(2)] = constrained_lower (run, x, other, 4);
  g = @(y) constrained_eval (run, 'g', x, y(1:run.m));
  is_solution = violation(1) <= run.wanted.TolCon && (violation(2) > run.wanted.TolCon || g (y) <= g (other));
end
