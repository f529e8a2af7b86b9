% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function h = truth_sum (n, m, varargin)
  % h = truth_sum (n, m, term, ..)   the sum of terms as a struct of handles: fun with [v, gx, gy] = fun (x, y), and hvp with
  %                                  [hx, hy] = hvp (x, y, vx, vy); x is n x 1, y m x 1.  A term is a cell array:
  %
  % {'affine', phi, A, B, c, w}      sum w_k phi (r_k), r = A x + B y + c; phi: a name that truth_phi knows; [] for zero, w = 1
  % {'penalty', P, w}                w / 2 sum exp (P x)_j y_j^2
  % {'product', d}                   1/2 sum (x_j + d) y_j^2, n = m
  % {'softmax', X, labels, classes}  mean cross-entropy of the classes X W, y = W(:)
  % {'rosenbrock', c}                c (x_2 - x_1^2)^2 + (1 - x_1)^2, n >= 2
  s = struct ('A', zeros (0, n), 'B', zeros (0, m), 'c', zeros (0, 1), 'w', zeros (0, 1), 'groups', {cell(0, 2)}, 'others', {{}});
  for k = 1:numel (varargin)
    t = varargin{k};
    if (strcmp (t{1}, 'affine'))
      s = with_rows (s, n, m, t);
    else
      if (strcmp (t{1}, 'softmax'))
        t{3} = double (t{3}(:) == 1:t{4});           % one column a class
      end
      s.others{end+1} = t;
    end
  end
  h.fun = @(x, y) value (s, x, y);
  h.hvp = @(x, y, vx, vy) product (s, x, y, vx, vy);
end

function s = with_rows (s, n, m, t)
  % the rows of one more affine term
  t(end+1:6) = {[]};
  rows = max (size (t{3}, 1), size (t{4}, 1));
  defaults = {[], [], zeros(rows, n), zeros(rows, m), 0, 1};
  empty = cellfun (@isempty, t);
  t(empty) = defaults(empty);
  s.groups(end+1,:) = {t{2}, size(s.A, 1) + (1:rows)};
  s.A = [s.A; t{3}];
  s.B = [s.B; t{4}];
  s.c = [s.c; t{5} + zeros(rows, 1)];
  s.w = [s.w; t{6} + zeros(rows, 1)];
end

function [v, gx, gy] = value (s, x, y)
  r = s.A * x + s.B * y + s.c;
  if (size (s.groups, 1) == 1)
    [p, d] = truth_phi (s.groups{1}, r);
  else
    p = r;
    d = r;
    for k = 1:size (s.groups, 1)
      i = s.groups{k,2};
      [p(i), d(i)] = truth_phi (s.groups{k,1}, r(i));
    end
  end
  d = s.w .* d;
  v = s.w' * p;
  gx = s.A' * d;
  gy = s.B' * d;
  for k = 1:numel (s.others)
    t = s.others{k};
    switch (t{1})
      case 'penalty'
        e = t{3} * exp (t{2} * x);
        q = e .* y .^ 2 / 2;
        v = v + sum (q);
        gx = gx + t{2}' * q;
        gy = gy + e .* y;
      case 'product'
        v = v + (x + t{2})' * (y .^ 2) / 2;
        gx = gx + y .^ 2 / 2;
        gy = gy + (x + t{2}) .* y;
      case 'softmax'
        [P, l] = probabilities (t, y);
        v = v + mean (l - sum (t{3} .* (t{2} * reshape (y, [], t{4})), 2));
        gy = gy + (t{2}' * (P - t{3}))(:) / size (P, 1);
      case 'rosenbrock'
        q = x(2) - x(1)^2;
        v = v + t{2} * q^2 + (1 - x(1))^2;
        gx(1:2) = gx(1:2) + [-4 * t{2} * q * x(1) - 2 * (1 - x(1)); 2 * t{2} * q];
    end
  end
end

function [P, l] = probabilities (t, y)
  Z = t{2} * reshape (y, [], t{4});
  top = max (Z, [], 2);
  E = exp (Z - top);
  s = sum (E, 2);
  P = E ./ s;
  l = log (s) + top;
end

function [hx, hy] = product (s, x, y, vx, vy)
  h = s.A * vx + s.B * vy;
  r = s.A * x + s.B * y + s.c;
  for k = 1:size (s.groups, 1)
    i = s.groups{k,2};
    if (~ strcmp (s.groups{k,1}, 'square'))
      [~, ~, curve] = truth_phi (s.groups{k,1}, r(i));
      h(i) = h(i) .* curve;
    end
  end
  h = s.w .* h;
  hx = s.A' * h;
  hy = s.B' * h;
  for k = 1:numel (s.others)
    t = s.others{k};
    switch (t{1})
      case 'penalty'
        e = t{3} * exp (t{2} * x);
        de = e .* (t{2} * vx);
        hx = hx + t{2}' * (de .* y .^ 2 / 2 + e .* y .* vy);
        hy = hy + de .* y + e .* vy;
      case 'product'
        hx = hx + y .* vy;
        hy = hy + vx .* y + (x + t{2}) .* vy;
      case 'softmax'
        P = probabilities (t, y);
        D = P .* (t{2} * reshape (vy, [], t{4}));
        hy = hy + (t{2}' * (D - P .* sum (D, 2)))(:) / size (P, 1);
      case 'rosenbrock'
        hx(1:2) = hx(1:2) + [(12 * t{2} * x(1)^2 - 4 * t{2} * x(2) + 2) * vx(1) - 4 * t{2} * x(1) * vx(2); 2 * t{2} * (vx(2) - 2 * x(1) * vx(1))];
    end
  end
end
