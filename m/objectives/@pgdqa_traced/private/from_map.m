% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = from_map (v, map)
  % r = from_map (v, map)   the traced value whose elements, V at the traced point, come from where MAP says
  if (isempty (v))
    r = v;
  elseif (any (map(1, :) ~= map(1)))
    r = pgdqa_traced (v, -1, map);
  else
    r = from_node (v, map(1), map(2, :));
  end
end
