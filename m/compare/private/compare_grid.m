% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function grid = compare_grid (settings, axis_name, limit)
  % grid = compare_grid (settings, axis_name, limit)   1 x points, where the curves of pgdqa_compare are read, 0 .. limit
  %
  % A logarithmic grid covers the last three decades.  Calls are whole numbers where all costs are 1.
  if (~ ischar (settings.Grid))
    grid = reshape (double (settings.Grid), 1, []);
    return;
  end
  if (strcmp (settings.Grid, 'linear'))
    grid = linspace (0, limit, settings.Points);
  else
    grid = logspace (log10 (limit / 1000), log10 (limit), settings.Points);
    grid(end) = limit;
  end
  if (strcmp (axis_name, 'calls') && all (settings.Cost == 1))
    grid = unique (round (grid));
    grid = grid(grid > 0 | strcmp (settings.Grid, 'linear'));
  end
end
