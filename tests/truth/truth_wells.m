% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_wells (seed, half)
  % p = truth_wells (seed)         a lower level of 2 to 5 Gaussian wells in m = 1..5, an instance as of truth_family
  % p = truth_wells (seed, half)   with centres in a cube of half as wide an edge at the least (default: 3)
  %
  % g = 0.005 |y|^2 - sum d_k (x) exp (-|y - c_k|^2 / (2 w_k^2)), depths d_k between 1 and 2.5 that change with x by 0.1 at the most,
  % widths w_k between 0.8 and 1.2, centres 3 or more apart;  f = |x - s|^2 / 2 + |y - t|^2 / 20
  % y0 lies in a well from whose bottom another is 0.3 deeper, whatever x is.
  % p.centres   the c_k in columns;  truth_wells_drop judges
  if (nargin < 2)
    half = 3;
  end
  states = {rand('twister'), randn('twister')};
  rand ('twister', seed);
  randn ('twister', seed);
  unwind_protect
    p = instance (seed, half);
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
end

function p = instance (seed, half)
  n = randi (2);
  m = randi (5);
  count = 1 + randi (4);
  do
    t = struct ('centres', centres (m, count, half), 'depth', 1 + 1.5 * rand (1, count), 'width', 0.8 + 0.4 * rand (1, count), 'act', 0.1 * randn (n, count));
    bottom = 0.005 * sum (t.centres .^ 2, 1) - t.depth;
    high = find (bottom > min (bottom) + 0.3 + 0.2);  % 0.2: both depths may change by 0.1
  until (~ isempty (high))
  p = struct ('name', 'wells', 'seed', seed, 'many_wells', true, 'singular', 0, 'known', [], 'options', struct (), 'unit_x', 1, 'unit_y', 1);
  p.box = struct ('xl', -Inf (n, 1), 'xu', Inf (n, 1), 'yl', -Inf (m, 1), 'yu', Inf (m, 1));
  p.centres = t.centres;
  p.g = struct ('fun', @(x, y) value (t, x, y), 'hvp', @(x, y, vx, vy) product (t, x, y, vx, vy));
  s = randn (n, 1);
  target = 2 * randn (m, 1);
  p.f = struct ('fun', @(x, y) upper (x - s, y - target), ...
                'hvp', @(x, y, vx, vy) deal (vx, vy / 10));
  p.x0 = randn (n, 1);
  p.y0 = t.centres(:,high(randi (numel (high)))) + 0.3 * randn (m, 1) / sqrt (m);
end

function [v, gx, gy] = upper (x, y)
  v = x' * x / 2 + y' * y / 20;
  gx = x;
  gy = y / 10;
end

function c = centres (m, count, half)
  % 3 or more apart, uniform in a cube that grows until they fit
  c = zeros (m, 0);
  while (columns (c) < count)
    next = half * (2 * rand (m, 1) - 1);
    if (all (sqrt (sum ((c - next) .^ 2, 1)) >= 3))
      c(:,end+1) = next;
    else
      half = 1.02 * half;
    end
  end
end

function [e, d, slope] = holes (t, x, y)
  % the Gaussians, the depths and their derivatives by act'x
  e = exp (-sum ((y - t.centres) .^ 2, 1) ./ (2 * t.width .^ 2));
  a = tanh (x' * t.act);
  d = t.depth + 0.1 * a;
  slope = 0.1 * (1 - a .^ 2);
end

function [v, gx, gy] = value (t, x, y)
  [e, d, slope] = holes (t, x, y);
  v = 0.005 * (y' * y) - d * e';
  gx = -t.act * (slope .* e)';
  gy = 0.01 * y + (y - t.centres) * (d .* e ./ t.width .^ 2)';
end

function [hx, hy] = product (t, x, y, vx, vy)
  [e, d, slope] = holes (t, x, y);
  a = tanh (x' * t.act);
  r = (y - t.centres) ./ t.width .^ 2;
  along = vy' * r;                                   % -(d e / dy) vy / e
  moved = vx' * t.act;
  hx = -t.act * (-0.2 * a .* (1 - a .^ 2) .* moved .* e - slope .* along .* e)';
  hy = 0.01 * vy + vy * sum (d .* e ./ t.width .^ 2) - r * (d .* e .* along)' + r * (slope .* moved .* e)';
end
