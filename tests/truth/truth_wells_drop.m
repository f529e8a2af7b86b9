% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function drop = truth_wells_drop (p, x, y)
  % drop = truth_wells_drop (p, x, y)   of an instance of truth_wells: by how much g (x, .) is lower in the deepest of its wells than at y
  drop = max (0, p.g.fun (x, y) - p.solutions (x));
end
