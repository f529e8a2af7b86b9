% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = gamma_of (a)
  % r = gamma_of (a)   gamma of numbers that are to stay positive
  if (~ all (reshape (compared ('gt', a, 0), [], 1)))
    refuse ('gamma', 'of numbers that are not positive is not traced', 'keep its argument positive');
  end
  r = exp (gammaln (a));
end
