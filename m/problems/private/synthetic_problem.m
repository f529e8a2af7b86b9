% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, start] = synthetic_problem (name, data, native)
  % [p, start] = synthetic_problem (name, data, native)   f = sin (c'x + d'y) + log (1 + ||x + y||^2)
  %
  %   convex      g = 0.5 ||H y - x||^2
  %   nonconvex   g = cos (0.5 ||H y - x||^2)
  % data    struct c (n x 1), d (n x 1), H (n x n, nonsingular; it need not be symmetric)
  % native  true: objectives of pgdqa_terms; false: the same as handles
  % start   handle [x0, y0] = start (seed)
  c = data.c;
  d = data.d;
  H = data.H;
  f = pgdqa_objective (@(x, y) upper (c, d, x, y), @(x, y, vx, vy) upper_hvp (c, d, x, y, vx, vy));
  if (strcmp (name, 'convex'))
    outer = @(s) deal (s, 1, 0);
    phi = 'half-norm-linear';
    noise = 0;
    points = @(x0) convex_minima (c, d, H, 11);
  else
    outer = @(s) deal (cos (s), -sin (s), -cos (s));
    phi = 'half-norm-cos';
    noise = 1;
    points = @(x0) [nonconvex_minimum(c, d, H); {x0, H \ x0, 'trap'}];
  end
  g = pgdqa_objective (@(x, y) lower (H, outer, x, y), @(x, y, vx, vy) lower_hvp (H, outer, x, y, vx, vy));
  start = @(seed) random_start (H, noise, seed);
  [x0, y0] = start (1);
  p = struct ('f', f, 'g', g, 'x0', x0, 'y0', y0, 'options', struct (), 'known', known_answers (f, points (x0)));
  if (native)
    unit = eye (numel (c));
    p.f = pgdqa_terms (pgdqa_term ('sin', c', d'), pgdqa_term ('half-norm-log1p', sqrt (2) * unit, sqrt (2) * unit));
    p.g = pgdqa_terms (pgdqa_term (phi, -unit, H));
  end
end

function [x, y] = random_start (H, noise, seed)
  n = size (H, 1);
  x = pgdqa_shared.seeded_normal (n, 1, 10 * seed + 4);
  y = H \ x + noise * pgdqa_shared.seeded_normal (n, 1, 10 * seed + 5);
end

function [v, gx, gy] = upper (c, d, x, y)
  angle = c' * x + d' * y;
  u = x + y;
  q = 1 + u' * u;
  v = sin (angle) + log (q);
  gx = cos (angle) * c + 2 * u / q;
  gy = cos (angle) * d + 2 * u / q;
end

function [hx, hy] = upper_hvp (c, d, x, y, vx, vy)
  u = x + y;
  v = vx + vy;
  q = 1 + u' * u;
  bend = -sin (c' * x + d' * y) * (c' * vx + d' * vy);
  common = 2 * v / q - 4 * (u' * v) / q ^ 2 * u;
  hx = bend * c + common;
  hy = bend * d + common;
end

function [v, gx, gy] = lower (H, outer, x, y)
  % outer (s) at s = 0.5 ||r||^2, r = H y - x
  r = H * y - x;
  [v, slope, ~] = outer (r' * r / 2);
  gx = -slope * r;
  gy = slope * (H' * r);
end

function [hx, hy] = lower_hvp (H, outer, x, y, vx, vy)
  r = H * y - x;
  dr = H * vy - vx;
  [~, slope, bend] = outer (r' * r / 2);
  t = bend * (r' * dr) * r + slope * dr;
  hx = -t;
  hy = H' * t;
end

function points = convex_minima (c, d, H, count)
  % The lowest local minima.  On H y = x, with u = x + y, f = sin (b'u) + log (1 + ||u||^2): minimal over u
  % at u = -s b / ||b||, where phi (s) = -sin (s ||b||) + log (1 + s^2) has one well in each period.
  n = size (H, 1);
  inverse = inv (H);
  b = (eye (n) + inverse)' \ (c + inverse' * d);
  size_b = norm (b);
  if (size_b == 0)
    points = {zeros(n, 1), zeros(n, 1), 'global'};
    return;
  end
  phi = @(s) -sin (s * size_b) + log (1 + s .^ 2);
  slope = @(s) -size_b * cos (s * size_b) + 2 * s ./ (1 + s .^ 2);
  period = 2 * pi / size_b;
  s = linspace (-count * period, count * period, 128 * count + 1);
  rising = find (slope (s(1:end-1)) < 0 & slope (s(2:end)) >= 0);
  wells = arrayfun (@(i) fzero (slope, s([i, i + 1]), optimset ('TolX', eps)), rising);
  [~, order] = sort (phi (wells));
  wells = wells(order(1:count));
  points = cell (count, 3);
  for i = 1:count
    x = (eye (n) + inverse) \ (-wells(i) * b / size_b);
    points(i, :) = {x, H \ x, 'local'};
  end
  points{1, 3} = 'global';
end

function point = nonconvex_minimum (c, d, H)
  % f = -1 where y = -x and (c - d)'x = -pi/2; g = -1 where x = (I + H)^-1 r, 0.5 ||r||^2 an odd multiple of pi.
  % c = d leaves no such point.
  n = size (H, 1);
  point = cell (0, 3);
  normal = (eye (n) + H)' \ (c - d);
  if (norm (normal) == 0)
    return;
  end
  r = -pi / 2 * normal / (normal' * normal);
  odd = 2 * ceil ((r' * r / (2 * pi) - 1) / 2) + 1;
  [~, i] = min (abs (normal));
  across = ((1:n)' == i) - normal(i) * normal / (normal' * normal);
  r = r + sqrt (max (0, 2 * pi * odd - r' * r)) * across / norm (across);
  x = (eye (n) + H) \ r;
  point = {x, -x, 'global'};
end
