% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = block_size (z)
  % s = block_size (z)   largest entry of z in size, 1 where that is 0 to rounding
  s = norm (z, Inf);
  if (s < eps (class (z)))
    s = 1;
  end
end
