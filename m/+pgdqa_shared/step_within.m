% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function z = step_within (z, step, options, block)
  % z = step_within (z, step, options, block)   z + step (perhaps several columns), the other way in components where that would leave the bounds of block 'X' or 'Y'
  low = pgdqa_shared.bound_of (options, [block, 'Min'], z);
  high = pgdqa_shared.bound_of (options, [block, 'Max'], z);
  outside = z + step < low | z + step > high;
  step(outside) = -step(outside);
  z = cast (min (max (z + step, low), high), class (z));
end
