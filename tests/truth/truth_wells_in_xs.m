% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_wells_in_xs (seed, n, m)
  % p = truth_wells_in_xs (seed, n, m)   n x, and a lower level of 3 or 4 Gaussian wells whose depths depend on x: most answers lie at ties
  %
  % p   struct: f, g (values and gradients), fv, gv (values), x0, y0, xmin, xmax, ymin, ymax; best (the least f of a bilevel solution, by
  %     samples of x with the minimiser of every well there, and random steps from the best of them), range (of f on the samples);
  %     least (x): the least g at x
  state = {rand('twister'), randn('twister')};
  rand ('twister', 5000 + seed);
  randn ('twister', 5000 + seed);
  wells = 2 + randi (2);
  c = truth_centres (m, wells);
  q = struct ('c', c, 'a', 1.4 + 0.1 * randn (wells, 1), 'B', 0.3 * randn (wells, n) / sqrt (n), 'O', 2 * randn (wells, n) / sqrt (n), ...
              's', 2 * pi * rand (wells, 1), 'Q', eye (n), 'u', (4 * rand (n, 1) - 2) / 1.5, 'z', 0.05 + 0.1 * rand (), 't', randn (m, 1), ...
              'R', 0.1 * randn (n, m));
  p = struct ('x0', 3 * rand (n, 1) - 1.5, 'y0', c(:,randi (wells)) + 0.3 * randn (m, 1), 'xmin', -1.5 * ones (n, 1), 'xmax', 1.5 * ones (n, 1), ...
              'ymin', -5 * ones (m, 1), 'ymax', 5 * ones (m, 1));
  p.f = @(x, y) upper (x, y, q);
  p.g = @(x, y) lower (x, y, q);
  p.fv = @(x, y) first (p.f, x, y);
  p.gv = @(x, y) first (p.g, x, y);
  p.least = @(x) min (on_wells (x, q));
  [p.best, p.range] = by_samples (q, n);
  rand ('twister', state{1});
  randn ('twister', state{2});
end

function v = first (h, x, y)
  v = h (x, y);
end

function [v, gx, gy] = upper (x, y, q)
  r = x - q.u;
  s = y - q.t;
  v = 0.5 * r' * q.Q * r + 0.5 * q.z * (s' * s) + x' * q.R * y;
  gx = q.Q * r + q.R * y;
  gy = q.z * s + q.R' * x;
end

function [v, gx, gy] = lower (x, y, q)
  depth = q.a + q.B * x + 0.1 * sin (q.O * x + q.s);
  r = y - q.c;
  h = exp (-sum (r .^ 2, 1)' / 0.98);
  v = 0.01 * (y' * y) - depth' * h;
  gx = -(q.B + 0.1 * cos (q.O * x + q.s) .* q.O)' * h;
  gy = 0.02 * y + r * (depth .* h) / 0.49;
end

function [g, f] = on_wells (X, q)
  % g and f [wells x columns of X] at the minimiser in every well, by the fixed point y = (sum_j h_j c_j) / (0.02 + sum_j h_j)
  count = size (X, 2);
  wells = size (q.c, 2);
  depth = q.a + q.B * X + 0.1 * sin (q.O * X + q.s);
  pull = @(Y, j) depth(j,:) .* exp (-sum ((Y - q.c(:,j)) .^ 2, 1) / 0.98);
  g = zeros (wells, count);
  f = g;
  for w = 1:wells
    Y = repmat (q.c(:,w), 1, count);
    for k = 1:60
      total = 0.02;
      moment = 0;
      for j = 1:wells
        h = pull (Y, j) / 0.49;
        total = total + h;
        moment = moment + q.c(:,j) .* h;
      end
      Y = moment ./ total;
    end
    g(w,:) = 0.01 * sum (Y .^ 2, 1);
    for j = 1:wells
      g(w,:) = g(w,:) - pull (Y, j);
    end
    f(w,:) = 0.5 * sum ((X - q.u) .* (q.Q * (X - q.u)), 1) + 0.5 * q.z * sum ((Y - q.t) .^ 2, 1) + sum (X .* (q.R * Y), 1);
  end
end

function v = at_lowest (X, q)
  [g, f] = on_wells (X, q);
  [~, i] = min (g, [], 1);
  v = f(sub2ind (size (f), i, 1:size (f, 2)));
end

function [best, range] = by_samples (q, n)
  starts = 5;
  X = 3 * rand (n, 4000 * n) - 1.5;
  at_bound = rand (size (X)) < 0.1;
  X(at_bound) = 1.5 * sign (X(at_bound));
  [v, order] = sort (at_lowest (X, q));
  range = v(end) - v(1);
  best = v(1);
  for k = 1:starts
    x = X(:,order(k));
    least = v(k);
    reach = 0.2;
    while (reach > 1e-6)
      Z = min (max (x + reach * randn (n, 300 * n), -1.5), 1.5);
      [u, i] = min (at_lowest (Z, q));
      if (u < least)
        least = u;
        x = Z(:,i);
      else
        reach = reach / 3;
      end
    end
    best = min (best, least);
  end
end
