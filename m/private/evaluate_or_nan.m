% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function q = evaluate_or_nan (evaluate, x, y, base)
  % q = evaluate_or_nan (evaluate, x, y, base)   value and gradients at (x, y), as many as base has
  %
  % NaN in the shapes of base where evaluate fails, is complex or is not finite.
  q = cellfun (@(b) NaN (size (b)), base, 'UniformOutput', false);
  try
    [v, gx, gy] = evaluate (x, y);
    if (isreal (v) && all (isfinite ([v; gx; gy])))
      outputs = {v, gx, gy};
      q = outputs(1:numel (base));
    end
  catch
    return;
  end
end
