% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function v = fixed (a)
  % v = fixed (a)   the plain number A, which what is recorded depends on: an index, a size; recorded as a guard where A is traced
  v = plain_of (a);
  if (varies (a))
    compared ('eq', a, v);
  end
end
