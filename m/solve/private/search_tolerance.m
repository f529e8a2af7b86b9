% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = search_tolerance (s)
  % t = search_tolerance (s)   differences of g up to t count as ties
  t = 1e-8 * s.span_g;
end
