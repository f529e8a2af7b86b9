% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = spread_problem (kind, n, m, condition, seed)
  % p = spread_problem (kind, n, m, condition, seed)   a quadratic lower level whose eigenvalues lie between 1 and CONDITION
  %
  % g = y'D y / 2 - y'(B x + b), D diagonal; f = |y - t|^2 / 2 + |x|^2 / 200.
  % kind: 'log' log-uniform; 'clusters' five, each 1 % wide; 'large' all but five within a decade; 'small' all but five in the
  % decade below CONDITION.
  % p.f, p.g, p.product: handles;  p.x0, p.y0;  p.F (x): f at the exact y (x);  p.best, p.first: F at its minimiser p.answer and at x0;  p.hessian: of F
  randn ('state', seed);
  rand ('state', seed);
  few = (1:5)';
  switch (kind)
    case 'log'
      d = logspace (0, log10 (condition), m)';
    case 'clusters'
      d = repmat (logspace (0, log10 (condition), 5), 1, ceil (m / 5))(1:m)' .* (1 + 0.01 * rand (m, 1));
    case 'large'
      least = min (condition, 10);
      d = [logspace(0, log10 (least), m - 5)'; least + (condition - least) * few / 5];
    case 'small'
      d = [logspace(0, min (1, log10 (condition) / 3), 5)'; logspace(log10 (condition) - 1, log10 (condition), m - 5)'];
  end
  d = d(randperm (m)) / min (d);
  B = randn (m, n) .* sqrt (d / m);
  b = randn (m, 1);
  t = randn (m, 1);
  p.f = @(x, y) deal (sumsq (y - t) / 2 + sumsq (x) / 200, x / 100, y - t);
  p.g = @(x, y) deal (y' * (d .* y) / 2 - y' * (B * x + b), -(B' * y), d .* y - B * x - b);
  p.product = @(x, y, vx, vy) deal (-(B' * vy), d .* vy - B * vx);
  p.x0 = zeros (n, 1);
  p.y0 = zeros (m, 1);
  A = B ./ d;
  p.F = @(x) sumsq (A * x + b ./ d - t) / 2 + sumsq (x) / 200;
  p.hessian = A' * A + eye (n) / 100;
  p.answer = p.hessian \ (A' * (t - b ./ d));
  p.best = p.F (p.answer);
  p.first = p.F (p.x0);
end
