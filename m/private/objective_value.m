% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, gy] = objective_value (objective, x, y)
  % [v, gy] = objective_value (objective, x, y)   value of a probed objective, and its gradient in y (NaN of one that gives values)
  %
  % NaN where a function fails, as it may far from its own solutions.
  v = NaN;
  gy = NaN;
  try
    if (~ strcmp (objective.objective, 'handle'))
      [v, ~, gy] = pgdqa_mex ('eval', objective, x, y);
    elseif (objective.order == 0)
      v = objective.fun (x, y);
    else
      [v, ~, gy] = objective.fun (x, y);
    end
  catch
    return;
  end
end
