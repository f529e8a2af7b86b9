% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = varies (a)
  % yes = varies (a)   is A traced, and no constant?
  yes = isa (a, 'pgdqa_traced');
  if (yes)
    yes = a.node ~= 0;
  end
end
