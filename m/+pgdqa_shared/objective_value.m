% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, gy] = objective_value (objective, x, y)
  % [v, gy] = objective_value (objective, x, y)   value of a probed objective, and its gradient in y (NaN of one that gives values)
  %
  % NaN where a function fails, as it may far from its own solutions.
  v = NaN;
  gy = NaN;
  evaluate = pgdqa_shared.oracle_of (objective);
  try
    if (isfield (objective, 'order') && objective.order == 0)
      v = evaluate (x, y);
    else
      [v, ~, gy] = evaluate (x, y);
    end
  catch
    return;
  end
end
