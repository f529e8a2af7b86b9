% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function d = search_apart (Z, z, width)
  % d = search_apart (Z, z, width)   distances of the columns of Z from z, or from those of z: the largest
  % component, in widths of the box of the search
  d = max (abs (Z - z) ./ width, [], 1);
end
