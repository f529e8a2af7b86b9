% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_solved (run)
  % run = constrained_solved (run)   the run with the lower level solved again from its y at its x, and y tested
  value = @(y) constrained_eval (run, 'g', run.x, y(1:run.m));
  [run, y, violation] = constrained_lower (run, run.x, run.y, 12);
  if (violation <= run.wanted.TolCon && (value (y) < value (run.y) || run.violation > run.wanted.TolCon))
    run.y = y;
    run = constrained_feasible (run);
  end
  run = constrained_test (run);
end
