% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [evaluate, hvp] = oracle_of (objective)
  % [evaluate, hvp] = oracle_of (objective)   the functions of an objective of as_objective, whether of handles or compiled
  %
  % evaluate   [v, gx, gy] = evaluate (x, y)
  % hvp        [hx, hy] = hvp (x, y, vx, vy), [] where the objective has none
  % Handles are called by oracle_call, which refuses outputs of the wrong class or size.
  if (strcmp (objective.objective, 'handle'))
    values = {'value', 'gradient gx', 'gradient gy'};
    products = {'product hx', 'product hy'};
    evaluate = @(x, y) oracle_call (objective, values, {1, x, y}, objective.fun, x, y);
    hvp = [];
    if (~ isempty (objective.hvp))
      hvp = @(x, y, vx, vy) oracle_call (objective, products, {x, y}, objective.hvp, x, y, vx, vy);
    end
  else
    evaluate = @(x, y) pgdqa_mex ('eval', objective, x, y);
    hvp = @(x, y, vx, vy) pgdqa_mex ('hvp', objective, x, y, vx, vy);
  end
end
