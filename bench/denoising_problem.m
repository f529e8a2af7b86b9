% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = denoising_problem (m, groups, edge, seed)
  % p = denoising_problem (m, groups, edge, seed)   weights of the total variation of a signal of m samples, learnt from the true signal
  %
  %   g (x, y) = |y - b|^2 / 2 + sum_j exp (x_group(j)) r_j,  r_j = sqrt ((y_j+1 - y_j)^2 + edge^2) - edge,   f (x, y) = |y - t|^2 / m
  %
  % t is piecewise constant with jumps of 1 or so, b = t + noise of deviation 0.1 to 0.5.  The less EDGE, the nearer r is to the total variation.
  %
  % p.f, p.g: handles, g with products;  p.hessian: handle of D2_yy g, sparse;  p.x0, p.y0, p.low, p.high;  [F, gradient] = p.F (x): f at y (x), by
  % Newton's method
  randn ('state', seed);
  rand ('state', seed);
  t = cumsum ((rand (m, 1) < 20 / m) .* randn (m, 1));
  b = t + linspace (0.1, 0.5, m)' .* randn (m, 1);
  P = sparse (1:m-1, 1 + floor (groups * (0:m-2) / (m - 1)), 1, m - 1, groups);   % the group of each difference
  D = spdiags (ones (m, 1) * [-1, 1], [0, 1], m - 1, m);
  p.x0 = zeros (groups, 1);
  p.y0 = b;
  p.low = -8 * ones (groups, 1);
  p.high = 4 * ones (groups, 1);
  p.f = @(x, y) upper (t, x, y);
  p.g = pgdqa_objective (@(x, y) lower (D, P, edge, b, x, y), @(x, y, vx, vy) product (D, P, edge, x, y, vx, vy));
  p.hessian = @(x, y) speye (m) + D' * (diag (weights (P, x) .* bends (D, edge, y)) * D);
  p.F = @(x) reduced (p, D, P, edge, x);
end

function w = weights (P, x)
  w = P * exp (x);
end

function [r, dr] = smooth (D, edge, y)
  d = D * y;
  root = sqrt (d .^ 2 + edge ^ 2);
  r = d .^ 2 ./ (root + edge);
  dr = d ./ root;
end

function dd = bends (D, edge, y)
  dd = edge ^ 2 ./ ((D * y) .^ 2 + edge ^ 2) .^ 1.5;
end

function [v, gx, gy] = upper (t, x, y)
  v = sumsq (y - t) / numel (t);
  gx = zeros (size (x));
  gy = 2 * (y - t) / numel (t);
end

function [v, gx, gy] = lower (D, P, edge, b, x, y)
  [r, dr] = smooth (D, edge, y);
  gx = exp (x) .* (P' * r);
  v = sumsq (y - b) / 2 + sum (gx);
  gy = y - b + D' * (weights (P, x) .* dr);
end

function [hx, hy] = product (D, P, edge, x, y, vx, vy)
  [r, dr] = smooth (D, edge, y);
  d = D * vy;
  hx = exp (x) .* (P' * (dr .* d) + vx .* (P' * r));
  hy = vy + D' * (weights (P, x) .* bends (D, edge, y) .* d + weights (P, x) .* (P * vx) .* dr);
end

function [F, gradient] = reduced (p, D, P, edge, x)
  y = newton (p, x);
  [F, ~, fy] = p.f (x, y);
  [~, dr] = smooth (D, edge, y);
  gradient = -exp (x) .* (P' * (dr .* (D * (p.hessian (x, y) \ fy))));
end

function y = newton (p, x)
  % from y0, until the decrement is rounding; an error where it is not after many steps
  y = p.y0;
  [g, ~, v] = p.g.fun (x, y);
  for k = 1:1000
    step = p.hessian (x, y) \ v;
    slope = v' * step;
    a = 1;
    while (true)
      [next, ~, vnext] = p.g.fun (x, y - a * step);
      if (next <= g - 1e-4 * a * slope + 1e-13 * abs (g))
        break;
      end
      a /= 2;
    end
    y -= a * step;
    g = next;
    v = vnext;
    if (slope <= 1e-24 * abs (g))
      return;
    end
  end
  error ('denoising_problem: Newton steps do not end at x = %s', disp (x'));
end
