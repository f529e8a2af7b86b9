% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function d = second_derivatives (objective, level, at, from)
  % d = second_derivatives (objective, level, at, from)   gradients and Hessian-vector products of an objective at a point
  %
  % objective  from probe_objective
  % level      'f' or 'g', the first letter of the kinds of call
  % at, from   structs x, y: the point, and another one (the start).  Differences displace x by a part of max (|x|, |x - from.x|),
  %            1 where that is 0, and y likewise, so that a change of units changes nothing.
  % d.gradient      [gx, gy] = d.gradient ()
  % d.product       [hx, hy] = d.product (qx, qy)
  % d.accuracy      relative accuracy of a product, in order of magnitude
  % d.per_gradient, d.per_product   calls each takes: struct of one field, f_grad, g_grad, hvp, f_value or g_value
  %
  % Without products, central differences of the gradient at two steps, extrapolated: 4 gradients.  Without gradients, central
  % differences of values in place of those: 2 (n + m) values.
  units = eps (class (at.x(1) + at.y(1)));
  d = struct ('accuracy', units, 'per_product', struct ('hvp', 1), 'per_gradient', struct ([level, '_grad'], 1));
  [evaluate, product] = pgdqa_shared.oracle_of (objective);
  if (~ strcmp (objective.objective, 'handle'))
    d.gradient = @() finite_pair (@drop_value, level, evaluate, at.x, at.y);
    d.product = @(qx, qy) finite_pair (product, level, at.x, at.y, qx, qy);
    return;
  end
  gradient = @(x, y) drop_value (evaluate, x, y);
  if (objective.order == 0)
    values = 2 * (numel (at.x) + numel (at.y));
    gradient = @(x, y) value_differences (evaluate, x, y);
    d.per_gradient = struct ([level, '_value'], values);
    units = units ^ (2 / 3);
  end
  d.gradient = @() finite_pair (gradient, level, at.x, at.y);
  if (~ isempty (product))
    d.product = @(qx, qy) finite_pair (product, level, at.x, at.y, qx, qy);
  else
    lengths = [extent(at.x, from.x), extent(at.y, from.y)];
    d.product = @(qx, qy) finite_pair (@gradient_differences, level, gradient, at, qx, qy, lengths, units ^ (1 / 4));
    d.per_product = structfun (@(k) 4 * k, d.per_gradient, 'UniformOutput', false);
    d.accuracy = units ^ (3 / 4);
  end
end

function [gx, gy] = finite_pair (fun, level, varargin)
  [gx, gy] = fun (varargin{:});
  if (~ isreal ([gx; gy]) || ~ all (isfinite ([gx; gy])))
    error ('pgdqa:needs', 'pgdqa_sensitivity: a derivative of %s is complex or not finite at the answer, expected real finite ones', level);
  end
end

function [gx, gy] = drop_value (fun, x, y)
  [~, gx, gy] = fun (x, y);
end

function length = extent (z, from)
  length = max (norm (z), norm (z - from));
  if (length == 0)
    length = 1;
  end
end

function [hx, hy] = gradient_differences (gradient, at, qx, qy, lengths, part)
  % (4 D (t / 2) - D (t)) / 3, D (t) the central difference with step t
  sizes = [norm(qx), norm(qy)];
  hx = zeros (size (at.x));
  hy = zeros (size (at.y));
  if (~ any (sizes > 0))
    return;
  end
  t = part * min (lengths(sizes > 0) ./ sizes(sizes > 0));
  weights = [-1, 4] / 3;
  for i = 1:2
    [upx, upy] = gradient (at.x + t * qx, at.y + t * qy);
    [downx, downy] = gradient (at.x - t * qx, at.y - t * qy);
    hx = hx + weights(i) * (upx - downx) / (2 * t);
    hy = hy + weights(i) * (upy - downy) / (2 * t);
    t = t / 2;
  end
end

function [gx, gy] = value_differences (fun, x, y)
  z = [x; y];
  n = numel (x);
  slope = zeros (size (z));
  for j = 1:numel (z)
    t = eps (class (z)) ^ (1 / 3) * max (1, abs (z(j)));
    up = z;
    up(j) = z(j) + t;
    down = z;
    down(j) = z(j) - t;
    slope(j) = (fun (up(1:n), up(n+1:end)) - fun (down(1:n), down(n+1:end))) / (up(j) - down(j));
  end
  gx = slope(1:n);
  gy = slope(n+1:end);
end
