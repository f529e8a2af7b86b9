% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function u = point_random (x, y, weights, seed, count)
  % u = point_random (x, y, weights, seed, count)   count x 1 numbers in [0, 1) that depend on the point and the seed alone
  %
  % weights   column of 2 (n + m) integers in [1, 2^20): a hash of the bits of x and y seeds the generator
  words = double (typecast (double ([x; y]) + 0, 'uint32'));
  prime = 2 ^ 31 - 1;
  hash = mod (sum (mod (words(:) .* weights, prime)) + 104729 * seed, prime);
  u = pgdqa_shared.seeded_uniform (count, hash);
end
