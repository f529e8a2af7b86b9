% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function map = map_of (a)
  % map = map_of (a)   where the elements of A, traced or not, come from: [node; number of the element there], 2 x numel
  count = numel (plain_of (a));
  if (varies (a) && a.node < 0)
    map = a.map;
  elseif (count == 0)
    map = reshape ([], 2, 0);
  else
    map = [node_of(a) + 0 * (1:count); 1:count];
  end
end
