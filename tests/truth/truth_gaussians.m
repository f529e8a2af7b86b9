% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function h = truth_gaussians (bowl, centres, width, act, depth)
  % h = truth_gaussians (bowl, centres, width, act, depth)   Gaussian wells in a bowl, as a struct of handles like those of truth_sum
  %
  % g = bowl |y|^2 / 2 - sum d_k exp (-|y - c_k|^2 / (2 w_k^2)),   d = depth (x'act)
  % centres: c_k in columns, width: w_k, act: a column each;  [d, slope, bend] = depth (a): rows of the depths and their derivatives by a_k
  t = struct ('bowl', bowl, 'centres', centres, 'width', width, 'act', act, 'depth', depth);
  h = struct ('fun', @(x, y) value (t, x, y), 'hvp', @(x, y, vx, vy) product (t, x, y, vx, vy));
end

function e = holes (t, y)
  e = exp (-sum ((y - t.centres) .^ 2, 1) ./ (2 * t.width .^ 2));
end

function [v, gx, gy] = value (t, x, y)
  e = holes (t, y);
  [d, slope] = t.depth (x' * t.act);
  v = t.bowl * (y' * y) / 2 - d * e';
  gx = -t.act * (slope .* e)';
  gy = t.bowl * y + (y - t.centres) * (d .* e ./ t.width .^ 2)';
end

function [hx, hy] = product (t, x, y, vx, vy)
  e = holes (t, y);
  [d, slope, bend] = t.depth (x' * t.act);
  r = (y - t.centres) ./ t.width .^ 2;
  along = vy' * r;                                   % -(d e / dy) vy / e
  moved = vx' * t.act;
  hx = -t.act * (bend .* moved .* e - slope .* along .* e)';
  hy = t.bowl * vy + vy * sum (d .* e ./ t.width .^ 2) - r * (d .* e .* along)' + r * (slope .* moved .* e)';
end
