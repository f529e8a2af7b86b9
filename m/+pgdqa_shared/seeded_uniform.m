% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function u = seeded_uniform (count, seed)
  % u = seeded_uniform (count, seed)   count x 1 uniform numbers in [0, 1), seed a nonnegative integer
  %
  % The generator AS 183 of Wichmann and Hill (1982): exact in double precision, so the numbers are
  % the same everywhere, and the state of rand is left alone.
  modulus = [30269, 30307, 30323];
  factor = [171, 172, 170];
  u = zeros (count, 1);
  for i = 1:3
    start = 1 + mod (7919 * i * (seed + 1), modulus(i) - 1);
    u = u + congruential (count, start, factor(i), modulus(i)) / modulus(i);
  end
  u = mod (u, 1);
end

function z = congruential (count, start, factor, modulus)
  % The sequence start * factor^k mod modulus, k = 1 .. count, doubled in length at each pass.
  z = mod (start * factor, modulus);
  jump = factor;
  while (numel (z) < count)
    z = [z; mod(z * jump, modulus)];
    jump = mod (jump ^ 2, modulus);
  end
  z = z(1:count);
end
