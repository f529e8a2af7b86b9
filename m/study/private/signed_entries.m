% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function d = signed_entries (count, seed)
  % d = signed_entries (count, seed)   a column of entries +-(0.5 .. 1.5): none is so small that an error in it could hide
  u = 4 * pgdqa_shared.seeded_uniform (count, seed) - 2;
  d = sign (u) .* (0.5 + abs (u) / 2);
end
