% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = rewrapped (objective, x0, y0, change)
  % objective = rewrapped (objective, x0, y0, change)   an objective of handles whose calls go through CHANGE
  %
  % objective  of handles, with or without derivatives and products, or compiled
  % x0, y0     a point at which a handle may be asked how many outputs it gives (one call)
  % change     struct of handles: value (evaluate, x, y), outputs as evaluate's; product (hvp, x, y, vx, vy)
  order = 1;
  if (strcmp (objective.objective, 'handle'))
    probed = pgdqa_shared.probe_objective (objective, x0, y0);
    order = probed.order;
  end
  [evaluate, hvp] = pgdqa_shared.oracle_of (objective);
  if (~ isempty (hvp))
    hvp = @(x, y, vx, vy) change.product (hvp, x, y, vx, vy);
  end
  if (order == 0)
    objective = pgdqa_objective (@(x, y) only_value (change.value, evaluate, x, y), hvp);
  else
    objective = pgdqa_objective (@(x, y) change.value (evaluate, x, y), hvp);
  end
end

function v = only_value (value, evaluate, x, y)
  v = value (evaluate, x, y);
end
