% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function x = own_x (ranks, x)
  % x = own_x (ranks, x)   of the x of all ranks this one's part
  if (~ isempty (ranks))
    x = x(ranks.first + (1:ranks.count));
  end
end
