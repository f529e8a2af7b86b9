% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [run, r, u, J] = constrained_feasible (run)
  % [run, r, u, J] = constrained_feasible (run)   run.violation of the constraints, and run.nearest if it is less; run.missed
  %
  % run.missed  the violation of what its lower level takes for equations: inequalities with their slacks, and active ones
  % r, u        the rows of the lower level, with slacks, and of the upper one;  J: the Jacobian of the lower ones
  y = run.y(1:run.m);
  [r, J] = pgdqa_shared.constraint_residual (run.rows, run.x, y);
  [u, JU] = pgdqa_shared.constraint_residual (run.con.upper, run.x, y);
  run.violation = max ([0; relative_violation(r, J, run.rows.equal, run.rows.size); relative_violation(u, JU, run.con.upper.equal, run.con.upper.size)]);
  r(run.slack) = r(run.slack) + reshape (double (run.y(run.m+1:end)), [], 1);
  run.missed = max ([0; relative_violation(r, J, run.how == 0, run.rows.size)]);
  if (run.violation < run.nearest.violation)
    run.nearest = struct ('x', run.x, 'y', y, 'violation', run.violation);
  end
end
