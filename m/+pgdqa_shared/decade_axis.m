% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function decade_axis (panel, axis_name, values)
  % decade_axis (panel, axis_name, values)   logarithmic axis 'x' or 'y' for positive values
  %
  % It spans whole decades, at least two, so that no value lies on its ends, and has at most seven ticks.  They are counted from the
  % top: Octave gives gnuplot 15 decimals of a tick, so that those below 1e-15 are lost.
  values = values(isfinite (values) & values > 0);
  if (isempty (values))
    return;
  end
  room = 0.05; % decades
  low = floor (log10 (min (values)) - room);
  high = max ([low + 2, ceil(log10 (max (values)) + room)]);
  ticks = fliplr (high:-ceil ((high - low) / 6):low);
  names = arrayfun (@(t) sprintf ('10^{%d}', t), ticks, 'UniformOutput', false);
  set (panel, [axis_name, 'scale'], 'log', [axis_name, 'lim'], 10 .^ [low, high], ...
       [axis_name, 'tick'], 10 .^ ticks, [axis_name, 'ticklabel'], names, ...
       [axis_name, 'minorgrid'], 'off', [axis_name, 'minortick'], 'off');
end
