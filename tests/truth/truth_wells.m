% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_wells (seed, half, bounds)
  % p = truth_wells (seed)                 a lower level of 2 to 5 Gaussian wells in m = 1..5, an instance as of truth_family
  % p = truth_wells (seed, half)           with centres in a cube of half as wide an edge at the least ([]: 3)
  % p = truth_wells (seed, half, bounds)   with bounds of y: 'around' all wells, 2 away; 'through' the deepest well as well, so that its
  %                                        lowest point is at a bound, 0.3 widths from its centre
  %
  % g as of truth_gaussians: depths between 1 and 2.5 that change with x by 0.1 at the most, widths between 0.8 and 1.2, centres 3 or
  % more apart, 0.005 |y|^2;  f = |x - s|^2 / 2 + |y - t|^2 / 20
  % y0 lies in a well from whose bottom another is 0.3 deeper, whatever x is (0.15 with bounds through it).
  % p.centres   in columns;  truth_wells_drop judges
  if (nargin < 2 || isempty (half))
    half = 3;
  end
  if (nargin < 3)
    bounds = '';
  end
  states = {rand('twister'), randn('twister')};
  rand ('twister', seed);
  randn ('twister', seed);
  unwind_protect
    p = instance (seed, half, bounds);
    p.solutions = @(x) by_wells (p, x);
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
end

function p = instance (seed, half, bounds)
  n = randi (2);
  m = randi (5);
  count = 1 + randi (4);
  do
    t = struct ('centres', centres (m, count, half), 'depth', 1 + 1.5 * rand (1, count), 'width', 0.8 + 0.4 * rand (1, count), 'act', 0.1 * randn (n, count));
    bottom = 0.005 * sum (t.centres .^ 2, 1) - t.depth;
    high = find (bottom > min (bottom) + 0.3 + 0.2);  % 0.2: both depths may change by 0.1
  until (~ isempty (high))
  p = struct ('name', 'wells', 'seed', seed, 'many_wells', true, 'singular', 0, 'known', [], 'best', [], 'options', struct (), 'unit_x', 1, 'unit_y', 1);
  p.box = struct ('xl', -Inf (n, 1), 'xu', Inf (n, 1), 'yl', -Inf (m, 1), 'yu', Inf (m, 1));
  p.centres = t.centres;
  p.g = truth_gaussians (0.01, t.centres, t.width, t.act, @(a) depth (t.depth, a));
  s = randn (n, 1);
  target = 2 * randn (m, 1);
  p.f = struct ('fun', @(x, y) upper (x - s, y - target), ...
                'hvp', @(x, y, vx, vy) deal (vx, vy / 10));
  p.x0 = randn (n, 1);
  start = high(randi (numel (high)));
  p.y0 = t.centres(:,start) + 0.3 * randn (m, 1) / sqrt (m);
  if (~ isempty (bounds))
    [~, deepest] = min (bottom);
    p = within (p, t.centres(:,deepest), t.width(deepest), t.centres(:,start), strcmp (bounds, 'through'));
  end
end

function [least, f] = by_wells (p, x)
  least = Inf;
  for c = p.centres
    y = truth_lower (p, x, c);
    g = p.g.fun (x, y);
    if (g < least)
      least = g;
      f = p.f.fun (x, y);
    end
  end
end

function p = within (p, deepest, width, start, through)
  low = min (p.centres, [], 2) - 2;
  high = max (p.centres, [], 2) + 2;
  if (through)                                       % between the deepest well and the start, where these are farthest apart
    [~, j] = max (abs (deepest - start));
    if (deepest(j) > start(j))
      high(j) = deepest(j) - 0.3 * width;
    else
      low(j) = deepest(j) + 0.3 * width;
    end
  end
  p.options = struct ('YMin', low, 'YMax', high);
  [p.box.yl, p.box.yu] = deal (low, high);
  p.y0 = max (low, min (high, p.y0));
end

function [d, slope, bend] = depth (least, a)
  a = tanh (a);
  d = least + 0.1 * a;
  slope = 0.1 * (1 - a .^ 2);
  bend = -2 * a .* slope;
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
