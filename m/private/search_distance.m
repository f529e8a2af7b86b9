% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function d = search_distance (s, X, x)
  % d = search_distance (s, X, x)   of the columns of X to x, largest component, in widths of the box of the search
  d = max (abs (X - x) ./ s.width_x, [], 1);
end
