% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function q = evaluate_or_nan (evaluate, x, y, base)
  % q = evaluate_or_nan (evaluate, x, y, base)   value and gradients at (x, y), as many as base has
  %
  % NaN in the shapes of base where evaluate fails, is complex or is not finite.
  try
    [v, gx, gy] = evaluate (x, y);
    usable = isreal (v) && all (isfinite ([v; gx; gy]));
  catch
    usable = false;
  end
  if (usable)
    outputs = {v, gx, gy};
    q = outputs(1:numel (base));
  else
    q = cellfun (@(b) NaN (size (b)), base, 'UniformOutput', false);
  end
end
