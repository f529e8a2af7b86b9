% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = matrix_power (a, p)
  % r = matrix_power (a, p)   a ^ p
  if (isscalar (plain_of (a)) && isscalar (plain_of (p)))
    r = binary ('power', a, p);
    return;
  end
  p = fixed (p);
  if (~ isscalar (p) || p ~= fix (p) || p < -1 || p == 0)
    refuse ('^', 'of a matrix is traced for whole powers from 1, and for -1', 'write it as products');
  end
  r = a;
  if (p == -1)
    r = inv (a);
  end
  for k = 2:p
    r = r * a;
  end
end
