% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function meets = lower_feasible (problem, options)
  % meets = lower_feasible (problem, options)   yes = meets (x, y): does y meet the lower constraints at x, as far as TolCon says?
  con = pgdqa_shared.constraints_of (problem, options);
  meets = @(x, y) true;
  if (~ isempty (con) && ~ isempty (con.lower.b))
    in_force = pgdqa_shared.core ('options', options);
    meets = @(x, y) feasible (con.lower, x, y, in_force.TolCon);
  end
end

function yes = feasible (rows, x, y, tolerance)
  r = pgdqa_shared.constraint_residual (rows, x, y);
  yes = all (pgdqa_shared.broken_rows (r, rows.equal) <= tolerance * (1 + norm ([x; y], Inf)));
end
