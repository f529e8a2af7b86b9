% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function v = plain_of (a)
  % v = plain_of (a)   the array that A stands for at the traced point, A traced or not
  v = a;
  if (isa (a, 'pgdqa_traced'))
    v = a.value;
  end
end
