% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [evaluate, product] = oracle (objective)
  % [evaluate, product] = oracle (objective)   an objective, native or of handles, as two functions
  %
  % [v, gx, gy] = evaluate (x, y);  [hx, hy] = product (x, y, vx, vy)
  if (strcmp (objective.objective, 'handle'))
    evaluate = objective.fun;
    product = objective.hvp;
  else
    evaluate = @(x, y) pgdqa_mex ('eval', objective, x, y);
    product = @(x, y, vx, vy) pgdqa_mex ('hvp', objective, x, y, vx, vy);
  end
end
