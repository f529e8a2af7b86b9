% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function index = search_nearest (s, x, count)
  % index = search_nearest (s, x, count)   the points nearest to x but not at x, in the box of the search
  d = search_apart ([s.points.x], x, s.width_x);
  d(d == 0) = Inf;
  [d, index] = sort (d);
  index = index(isfinite (d));
  index = index(1:min (count, end));
end
