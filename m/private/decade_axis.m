% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function decade_axis (panel, axis_name, values)
  % decade_axis (panel, axis_name, values)   logarithmic axis 'x' or 'y' for positive values: ends at whole decades, at most seven ticks
  values = values(isfinite (values) & values > 0);
  if (isempty (values))
    return;
  end
  low = floor (log10 (min (values)));
  high = max (low + 1, ceil (log10 (max (values))));
  ticks = low:ceil ((high - low) / 6):high;
  names = arrayfun (@(t) sprintf ('10^{%d}', t), ticks, 'UniformOutput', false);
  set (panel, [axis_name, 'scale'], 'log', [axis_name, 'lim'], 10 .^ [low, high], ...
       [axis_name, 'tick'], 10 .^ ticks, [axis_name, 'ticklabel'], names, ...
       [axis_name, 'minorgrid'], 'off', [axis_name, 'minortick'], 'off');
end
