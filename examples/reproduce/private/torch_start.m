% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x0, y0] = torch_start (seed, n, m, H)
  % [x0, y0] = torch_start (seed, n, m)      x0 (n x 1), then y0 (m x 1), of the generator and seed of the sources
  % [x0, y0] = torch_start (seed, n, m, H)   y0 = H \ x0: what their damped Newton iteration on the convex lower level comes to
  %
  % Sizes are at least 16 (help torch_normal); n = 0: x0 is empty and y0 are the first numbers.
  if (n == 0)
    x0 = zeros (0, 1);
    y0 = torch_normal (seed, m);
  else
    [x0, y0] = torch_normal (seed, n, m);
  end
  if (nargin > 3)
    y0 = H \ x0;
  end
end
