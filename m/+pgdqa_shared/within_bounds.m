% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function z = within_bounds (z, options, block)
  % z = within_bounds (z, options, block)   a column moved to the bounds XMin, XMax (block 'X') or YMin, YMax ('Y') of options
  low = pgdqa_shared.bound_of (options, [block, 'Min'], z);
  z = min (max (z, low), pgdqa_shared.bound_of (options, [block, 'Max'], z));
end
