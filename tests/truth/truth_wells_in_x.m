% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_wells_in_x (seed)
  % p = truth_wells_in_x (seed)   one x, and a lower level with 3 or 4 Gaussian wells whose depths depend on x: most answers lie at ties
  %
  % p   struct: f, g (values and gradients), fv, gv (values), fh, gh (products), x0, y0, xmin, xmax, ymin, ymax, best (the least f of a
  %     bilevel solution, from a fine grid of x and bisection to the ties), range (of F on the grid), solutions: as p.solutions of
  %     truth_family, by descent from every well, and lowest (x): the first output of it
  state = {rand('twister'), randn('twister')};
  rand ('twister', 1000 + seed);
  randn ('twister', 1000 + seed);
  m = randi (2);
  wells = 2 + randi (2);
  c = truth_centres (m, wells);
  a = 1.4 + 0.1 * randn (wells, 1);
  b = 0.3 * randn (wells, 1);
  o = 2 * randn (wells, 1);
  s = 2 * pi * rand (wells, 1);
  u = 2 * rand () - 1;
  z = 0.05 + 0.1 * rand ();
  t = randn (m, 1);
  h = 0.1 * randn (1, m);
  p = struct ('xmin', -1.5, 'xmax', 1.5, 'ymin', -5 * ones (m, 1), 'ymax', 5 * ones (m, 1), 'x0', 3 * rand () - 1.5, 'y0', c(:,randi (wells)) + 0.3 * randn (m, 1));
  rand ('twister', state{1});
  randn ('twister', state{2});
  p.f = @(x, y) upper (x, y, u, z, t, h);
  p.fh = @(x, y, vx, vy) deal (vx + h * vy, z * vy + vx * h');
  lower = truth_gaussians (0.02, c, 0.7, ones (1, wells), @(x) depth (x, a', b', o', s'));
  p.g = lower.fun;
  p.gh = lower.hvp;
  p.fv = @(x, y) first (p.f, x, y);
  p.gv = @(x, y) first (p.g, x, y);
  p.solutions = @(x) by_branches (p, x, c);
  p.lowest = @(x) first (p.solutions, x);
  [p.best, p.range] = by_grid (p, c);
end

function [v, gx, gy] = upper (x, y, u, z, t, h)
  v = 0.5 * (x - u) ^ 2 + 0.5 * z * sumsq (y - t) + x * h * y;
  gx = x - u + h * y;
  gy = z * (y - t) + x * h';
end

function [d, slope, bend] = depth (x, a, b, o, s)
  d = a + b .* x + 0.1 * sin (o .* x + s);
  slope = b + 0.1 * o .* cos (o .* x + s);
  bend = -0.1 * o .^ 2 .* sin (o .* x + s);
end

function v = first (fun, varargin)
  v = fun (varargin{:});
end

function [least, f] = by_branches (p, x, c)
  [G, F] = branches (p, x, c);
  least = min (G);
  f = min (F(G <= least + 1e-8));
end

function [G, F, Y] = branches (p, x, Y)
  % the minimiser of g (x, .) next to each column of Y, g and f there
  wells = size (Y, 2);
  G = zeros (1, wells);
  F = G;
  for k = 1:wells
    Y(:,k) = descend (p.g, x, Y(:,k));
    G(k) = p.g (x, Y(:,k));
    F(k) = p.f (x, Y(:,k));
  end
end

function y = descend (g, x, y)
  % Newton's method with differences of gradients, damped
  m = numel (y);
  for it = 1:50
    [v, ~, s] = g (x, y);
    H = zeros (m);
    for j = 1:m
      e = zeros (m, 1);
      e(j) = 1e-5;
      [~, ~, ahead] = g (x, y + e);
      [~, ~, back] = g (x, y - e);
      H(:,j) = (ahead - back) / 2e-5;
    end
    H = (H + H') / 2;
    step = -(H + max (0, 0.05 - min (eig (H))) * eye (m)) \ s;
    while (norm (step) > 1e-14 && g (x, y + step) > v)
      step = step / 2;
    end
    y = y + step;
    if (norm (step) < 1e-10)
      return;
    end
  end
end

function [best, range] = by_grid (p, c)
  % F on a grid, and at the ties between its points the lower of both sides
  X = linspace (p.xmin, p.xmax, 601);
  Y = c;
  best = Inf;
  most = -Inf;
  for i = 1:numel (X)
    before = Y;
    [G, F, Y] = branches (p, X(i), Y);
    [~, now] = min (G);
    best = min (best, F(now));
    most = max (most, F(now));
    if (i > 1 && now ~= last)
      ends = [X(i-1), X(i)];
      for k = 1:40
        [g, f] = branches (p, mean (ends), before);
        ends(1 + (g(now) < g(last))) = mean (ends);
      end
      best = min ([best, f(now), f(last)]);
    end
    last = now;
  end
  range = most - best;
end
