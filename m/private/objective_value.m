% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function v = objective_value (objective, x, y)
  % v = objective_value (objective, x, y)   of a probed objective; NaN where a function fails, as it may far from its own solutions
  v = NaN;
  try
    if (~ strcmp (objective.objective, 'handle'))
      [v, ~, ~] = pgdqa_mex ('eval', objective, x, y);
    elseif (objective.order == 0)
      v = objective.fun (x, y);
    else
      [v, ~, ~] = objective.fun (x, y);
    end
  catch
    return;
  end
end
