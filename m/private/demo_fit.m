% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [y, lower_opt] = demo_fit (g, x, y)
  % [y, lower_opt] = demo_fit (g, x, y)   minimise the lower level g (x, .) from y, x fixed
  %
  % Newton's method with conjugate gradients on Hessian-vector products (Nocedal and Wright,
  % Numerical Optimization, algorithm 7.1), for a convex g with exact products. Independent of
  % pgdqa_solve, so it also serves as a check of its restoration. Each entry of x may be infinite.
  tolerance = 1e-7;
  armijo = 1e-4;
  [v, ~, gy] = g.fun (x, y);
  for iteration = 1:100
    if (norm (gy) <= tolerance)
      break;
    end
    d = newton_direction (g, x, y, gy);
    step = 1;
    [v_new, ~, gy_new] = g.fun (x, y + d);
    while (v_new > v + armijo * step * (gy' * d) && step > 1e-10 && norm (gy_new) > norm (gy) / 2)
      step = step / 2;
      [v_new, ~, gy_new] = g.fun (x, y + step * d);
    end
    y = y + step * d;
    v = v_new;
    gy = gy_new;
  end
  lower_opt = norm (gy);
end

function d = newton_direction (g, x, y, gy)
  residual_goal = min (0.1, sqrt (norm (gy))) * norm (gy);
  no_x = zeros (size (x));
  d = zeros (size (y));
  residual = -gy;
  direction = residual;
  square = residual' * residual;
  for iteration = 1:200
    [~, product] = g.hvp (x, y, no_x, direction);
    length_along = square / (direction' * product);
    d = d + length_along * direction;
    residual = residual - length_along * product;
    previous = square;
    square = residual' * residual;
    if (sqrt (square) <= residual_goal)
      break;
    end
    direction = residual + (square / previous) * direction;
  end
end
