% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = row_sizes (J)
  % s = row_sizes (J)   the norm of each row; 1 where that is 0 or not finite
  s = sqrt (full (sum (J .^ 2, 2)));
  s(~ (s > 0 & isfinite (s))) = 1;
end
