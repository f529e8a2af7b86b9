% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function values = step_values (position, values, grid)
  % values = step_values (position, values, grid)   a step function: at each grid point the latest value at or before it
  %
  % position   1 x count, ascending;  values   1 x count;  grid   1 x points.  NaN before the first position.
  at = zeros (size (grid));
  for j = 1:numel (grid)
    at(j) = sum (position <= grid(j));
  end
  values = [NaN, values];
  values = values(at + 1);
end
