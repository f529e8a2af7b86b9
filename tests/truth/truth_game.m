% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_game (family, seed)
  % p = truth_game (family, seed)   a random game on a box whose answer linear programs tell
  %
  % family   'bilinear'   f = x'A y + a'x + b'y, g = -f
  %          'piecewise'  f less c' |y - e|, g = -f: g has kinks in y
  %          'kinked'     f = x'A y + a'x + b'y + k' |x - d|, g = -f: f has kinks in x
  %          'follower'   f = x'C y + a'x + b'y, g = (A'x + h)'y: y jumps between the corners of its box
  % p        struct: f, g (values and gradients), fv, gv (values), fh, gh (products, as of truth_family), x0, y0, xmin, xmax, ymin, ymax,
  %          best (the least f of a bilevel solution), solutions: as p.solutions of truth_family
  state = {rand('twister'), randn('twister')};
  rand ('twister', 100 * seed + 7);
  randn ('twister', 100 * seed + 7);
  n = randi (3);
  m = randi (3);
  A = randn (n, m);
  a = randn (n, 1);
  b = randn (m, 1);
  p.xmin = -1 - rand (n, 1);
  p.xmax = 1 + rand (n, 1);
  p.ymin = -1 - rand (m, 1);
  p.ymax = 1 + rand (m, 1);
  e = p.ymin + (0.2 + 0.6 * rand (m, 1)) .* (p.ymax - p.ymin);
  d = p.xmin + (p.xmax - p.xmin) .* rand (n, 1);
  c = strcmp (family, 'piecewise') * (0.3 + rand (m, 1));
  k = strcmp (family, 'kinked') * rand (n, 1);
  C = randn (n, m);
  h = randn (m, 1);
  p.x0 = p.xmin + (p.xmax - p.xmin) .* rand (n, 1);
  p.y0 = p.ymin + (p.ymax - p.ymin) .* rand (m, 1);
  rand ('twister', state{1});
  randn ('twister', state{2});
  if (strcmp (family, 'follower'))
    p.fv = @(x, y) x' * C * y + a' * x + b' * y;
    p.gv = @(x, y) (A' * x + h)' * y;
    p.f = @(x, y) gradients (p.fv, @(x, y) C * y + a, @(x, y) C' * x + b, x, y);
    p.g = @(x, y) gradients (p.gv, @(x, y) A * y, @(x, y) A' * x + h, x, y);
    p.fh = @(x, y, vx, vy) deal (C * vy, C' * vx);
    p.gh = @(x, y, vx, vy) deal (A * vy, A' * vx);
    p.solutions = @(x) by_corners (p, x);
    p.best = best_corner (p, A, h, C, a, b);
    return;
  end
  p.fv = @(x, y) x' * A * y + a' * x + b' * y - c' * abs (y - e) + k' * abs (x - d);
  p.gv = @(x, y) -p.fv (x, y);
  fx = @(x, y) A * y + a + k .* sign (x - d);
  fy = @(x, y) A' * x + b - c .* sign (y - e);
  p.f = @(x, y) gradients (p.fv, fx, fy, x, y);
  p.g = @(x, y) gradients (p.gv, @(x, y) -fx (x, y), @(x, y) -fy (x, y), x, y);
  p.fh = @(x, y, vx, vy) deal (A * vy, A' * vx);
  p.gh = @(x, y, vx, vy) deal (-A * vy, -A' * vx);
  p.solutions = @(x) by_largest (p, x, A' * x + b, c, e);
  p.best = best_of_maxima (p, A, a, b, c, e, k, d);
end

function [v, gx, gy] = gradients (v, gx, gy, x, y)
  v = v (x, y);
  gx = gx (x, y);
  gy = gy (x, y);
end

function [least, f] = by_largest (p, x, s, c, e)
  % y_j where s_j y_j - c_j |y_j - e_j| is largest: at an end or at the kink
  y = e;
  for z = [p.ymin, p.ymax]
    better = s .* z - c .* abs (z - e) > s .* y - c .* abs (y - e);
    y(better) = z(better);
  end
  least = p.gv (x, y);
  f = p.fv (x, y);
end

function [least, f] = by_corners (p, x)
  % s_j y_j is least at the bound that s_j tells; where s_j is 0 both are tried, for f
  m = numel (p.ymin);
  [~, ~, s] = p.g (x, p.ymin);
  Y = zeros (m, 2 ^ m);
  for corner = 0:2 ^ m - 1
    up = bitget (corner, 1:m)' == 1;
    Y(:,corner+1) = p.ymin;
    Y(up,corner+1) = p.ymax(up);
  end
  g = s' * Y;
  least = min (g);
  f = Inf;
  for y = Y(:,g <= least + 1e-9 * (max (g) - least))
    f = min (f, p.fv (x, y));
  end
end

function best = best_of_maxima (p, A, a, b, c, e, k, d)
  % min a'x + sum (t) + k'r over t_j >= (A'x + b)_j v - c_j |v - e_j| for v at the ends and kinks, r_i >= |x_i - d_i|
  [n, m] = size (A);
  rows = zeros (0, n + m + n);
  right = zeros (0, 1);
  for j = 1:m
    for v = [p.ymin(j), e(j), p.ymax(j)]
      row = zeros (1, n + m + n);
      row(1:n) = -v * A(:,j)';
      row(n + j) = 1;
      rows(end+1,:) = row;
      right(end+1,1) = v * b(j) - c(j) * abs (v - e(j));
    end
  end
  for i = 1:n
    for side = [-1, 1]
      row = zeros (1, n + m + n);
      row([i, n + m + i]) = [-side, 1];
      rows(end+1,:) = row;
      right(end+1,1) = -side * d(i);
    end
  end
  low = [p.xmin; repmat(-1e6, m, 1); zeros(n, 1)];
  high = [p.xmax; repmat(1e6, m + n, 1)];
  best = linear_program ([a; ones(m, 1); k], rows, right, low, high);
end

function best = best_corner (p, A, h, C, a, b)
  % for every corner y: min of f (x, y) over the x at which it solves the lower level
  m = numel (h);
  best = Inf;
  for corner = 0:2 ^ m - 1
    up = bitget (corner, 1:m)' == 1;
    y = p.ymin;
    y(up) = p.ymax(up);
    side = 1 - 2 * up;                               % (A'x + h)_j >= 0 at the lower bound, <= 0 at the upper
    best = min (best, b' * y + linear_program (C * y + a, diag (side) * A', -side .* h, p.xmin, p.xmax));
  end
end

function best = linear_program (cost, rows, right, low, high)
  % min cost'z over rows z >= right; Inf where there is none
  [~, best, failed, extra] = glpk (cost, rows, right, low, high, repmat ('L', 1, rows_of (rows)), repmat ('C', 1, numel (cost)), 1);
  if (failed || extra.status ~= 5)
    best = Inf;
  end
end

function k = rows_of (A)
  k = size (A, 1);
end
