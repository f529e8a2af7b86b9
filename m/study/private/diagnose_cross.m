% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [refuted, calls] = diagnose_cross (runs, x0, y0, lower, tolerance, budget, meets)
  % [refuted, calls] = diagnose_cross (runs, x0, y0, lower, tolerance, budget, meets)   which runs the y of another one refutes
  %
  % runs      of diagnose_run, the pilot first, whose starts are the columns of x0 and y0
  % lower     objective g, probed;   budget   the most calls, of which CALLS are made
  % refuted   1 x number of runs: g is lower at the y of another run, by the test of pgdqa_multistart
  refuted = false (1, numel (runs));
  points = [];
  for i = 1:numel (runs)
    if (~ isempty (runs(i).output) && isfinite (runs(i).f))
      points = [points, run_point(runs(i).x, runs(i).y, runs(i).f, runs(i).exitflag, runs(i).output, x0(:, i), y0(:, i), i)]; %#ok<AGROW>
    end
  end
  calls = 0;
  if (isempty (points))
    return;
  end
  [solutions, member] = multistart_solutions (points, tolerance);
  before = [solutions.exitflag];
  [solutions, calls] = multistart_cross (solutions, points, lower, tolerance, budget, meets);
  found = [solutions.exitflag] == -3 & before ~= -3;
  refuted([points.start]) = found(member);
end
