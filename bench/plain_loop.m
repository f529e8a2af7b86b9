% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y] = plain_loop (f, g, hvp, x, y, K, regime, c_alpha, c_gamma)
  % [x, y] = plain_loop (...)   the fixed schedule of PGD-QA as one writes it in Octave; the yardstick of the benchmarks
  alpha = c_alpha * K ^ (-1/3);
  gamma = c_gamma * K ^ (-1/3 - strcmp (regime, 'general') / 3);
  zero = zeros (size (x));
  for k = 1:K
    [~, fx, fy] = f (x, y);
    [~, ~, v] = g (x, y);
    [hx, hy] = hvp (x, y, zero, v);
    grad_f = [fx; fy];
    grad_h = 2 * [hx; hy];
    norm_h = norm (grad_h);
    if (strcmp (regime, 'pl'))
      rho = alpha * norm_h ^ 2;
    else
      rho = alpha * norm_h * norm (v);
    end
    lambda = max (0, rho - grad_f' * grad_h) / norm_h ^ 2;
    d = -grad_f - lambda * grad_h;
    x = x + gamma * d(1:numel (x));
    y = y + gamma * d(numel (x)+1:end);
  end
end
