% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_kinks (seed)
  % p = truth_kinks (seed)   a lower level with kinks: the lasso with a penalty a coordinate, solved by trying all signs of y
  %
  % g = |A y - b|^2 / 2 + sum exp (x_j) |y_j|,   f = |y - t|^2 / 2 + |x + 1|^2 / 20,   n = m = 1..3, x between -3 and 2
  % p   struct: f, g, fh, gh, x0, y0, xmin, xmax, ymin, ymax (infinite), solutions, as of truth_game
  states = {rand('twister'), randn('twister')};
  rand ('twister', 300 + seed);
  randn ('twister', 300 + seed);
  m = randi (3);
  A = [eye(m) + 0.3 * randn(m); 0.3 * randn(1, m)];
  b = 2 * randn (m + 1, 1);
  t = randn (m, 1) .* (rand (m, 1) < 0.6);
  p = struct ('xmin', -3 * ones (m, 1), 'xmax', 2 * ones (m, 1), 'ymin', -Inf (m, 1), 'ymax', Inf (m, 1), 'x0', -1 + 0.5 * randn (m, 1), 'y0', randn (m, 1));
  rand ('twister', states{1});
  randn ('twister', states{2});
  p.f = @(x, y) upper (x, y, t);
  p.fh = @(x, y, vx, vy) deal (vx / 10, vy);
  p.g = @(x, y) lower (x, y, A, b);
  p.gh = @(x, y, vx, vy) deal (exp (x) .* (abs (y) .* vx + sign (y) .* vy), A' * (A * vy) + exp (x) .* sign (y) .* vx);
  p.solutions = @(x) by_signs (p, x, A, b);
end

function [v, gx, gy] = upper (x, y, t)
  v = sumsq (y - t) / 2 + sumsq (x + 1) / 20;
  gx = (x + 1) / 10;
  gy = y - t;
end

function [v, gx, gy] = lower (x, y, A, b)
  r = A * y - b;
  v = sumsq (r) / 2 + exp (x)' * abs (y);
  gx = exp (x) .* abs (y);
  gy = A' * r + exp (x) .* sign (y);
end

function [least, f] = by_signs (p, x, A, b)
  % g is strictly convex: the least of the stationary points of all signs that have those signs
  m = columns (A);
  least = Inf;
  for k = 0:3 ^ m - 1
    s = mod (floor (k ./ 3 .^ (0:m-1)'), 3) - 1;
    on = s ~= 0;
    y = zeros (m, 1);
    y(on) = (A(:,on)' * A(:,on)) \ (A(:,on)' * b - exp (x(on)) .* s(on));
    if (all (s .* y >= 0) && p.g (x, y) < least)
      least = p.g (x, y);
      f = p.f (x, y);
    end
  end
end
