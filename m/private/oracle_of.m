% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [evaluate, hvp] = oracle_of (objective)
  % [evaluate, hvp] = oracle_of (objective)   the functions of an objective struct, whether of handles or compiled
  %
  % evaluate   [v, gx, gy] = evaluate (x, y)
  % hvp        [hx, hy] = hvp (x, y, vx, vy), [] where the objective has none
  if (strcmp (objective.objective, 'handle'))
    evaluate = objective.fun;
    hvp = objective.hvp;
  else
    evaluate = @(x, y) pgdqa_mex ('eval', objective, x, y);
    hvp = @(x, y, vx, vy) pgdqa_mex ('hvp', objective, x, y, vx, vy);
  end
end
