% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function z = seeded_normal (m, n, seed)
  % z = seeded_normal (m, n, seed)   m x n standard normal numbers, by Box and Muller (1958)
  u = reshape (pgdqa_shared.seeded_uniform (2 * m * n, seed), m, n, 2);
  z = sqrt (-2 * log (1 - u(:, :, 1))) .* cos (2 * pi * u(:, :, 2));
end
