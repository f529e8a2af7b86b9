% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = quadratic_handles (q)
  % objective = quadratic_handles (q)   the quadratic q of pgdqa_quadratic as an objective of handles
  objective = pgdqa_objective (@(x, y) value (q, x, y), @(x, y, vx, vy) product (q, vx, vy));
end

function [v, gx, gy] = value (q, x, y)
  [hx, hy] = product (q, x, y);
  gx = plus_vector (hx, q.cx);
  gy = plus_vector (hy, q.cy);
  v = plus_vector (x' * (gx - hx / 2) + y' * (gy - hy / 2), q.c0);
end

function [hx, hy] = product (q, vx, vy)
  hx = plus_product (plus_product (zeros (size (vx)), q.Qxx, vx), q.Qxy, vy);
  hy = plus_product (plus_product (zeros (size (vy)), q.Qxy', vx), q.Qyy, vy);
end

function v = plus_product (v, A, w)
  if (~ isempty (A))
    v = v + A * w;
  end
end

function v = plus_vector (v, a)
  if (~ isempty (a))
    v = v + a;
  end
end
