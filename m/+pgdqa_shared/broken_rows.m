% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function b = broken_rows (r, equal)
  % b = broken_rows (r, equal)   by how much each of the rows r <= 0, or r = 0 where EQUAL, is violated
  b = abs (r);
  b(~ equal) = max (r(~ equal), 0);
end
