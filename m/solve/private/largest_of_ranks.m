% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function a = largest_of_ranks (ranks, a)
  % a = largest_of_ranks (ranks, a)   the largest of each number on any rank
  if (~ isempty (ranks))
    a = max (gathered (ranks, a(:)), [], 2);
  end
end
