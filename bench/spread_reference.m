% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function spread_reference (p, part, enough)
  % spread_reference (p, part, enough)   hypergradients by conjugate gradients and BFGS on x, on a problem of spread_problem.m
  %
  % part = 0: y, the multiplier and the response of y are solved to 1e-8 ("plain").  part > 0: to PART times the reduced gradient relative
  % to the first, y moves along its response ("tuned").  The line search is exact, as f is quadratic.  Ends when enough () is true.
  x = p.x0;
  y = p.y0;
  n = numel (x);
  w = zeros (size (y));
  H = old = step = [];
  tolerance = ifelse (part > 0, part, 1e-8);
  [~, ~, v] = p.g (x, y);
  scale = norm (v);
  do
    while (norm (v) > tolerance * scale)
      y = y - conjugate_gradients (@(q) lower_product (p, x, y, q), v, zeros (size (y)), 0.9 * tolerance * scale / norm (v));
      [~, ~, v] = p.g (x, y);
    end
    [~, fx, fy] = p.f (x, y);
    w = conjugate_gradients (@(q) lower_product (p, x, y, q), -fy, w, tolerance);
    [through_y, ~] = p.product (x, y, zeros (n, 1), w);
    gradient = fx + through_y;
    if (isempty (old))
      first = norm (gradient);
    else
      H = bfgs (H, step, gradient - old);
    end
    if (part > 0)
      tolerance = min (part, max (1e-9, part * norm (gradient) / first));
    end
    if (isempty (H))
      direction = -gradient;
    else
      direction = -H * gradient;
    end
    [~, moved] = p.product (x, y, direction, zeros (size (y)));
    response = conjugate_gradients (@(q) lower_product (p, x, y, q), -moved, zeros (size (y)), ifelse (part > 0, 1e-2, 1e-4));
    [~, fx1, fy1] = p.f (x + direction, y + response);
    a = -(gradient' * direction) / ((fx1 - fx)' * direction + (fy1 - fy)' * response);
    old = gradient;
    step = a * direction;
    x = x + step;
    if (part > 0)
      y = y + a * response;
    end
    [~, ~, v] = p.g (x, y);
  until (enough () || norm (gradient) <= 1e-12 * first)
end

function H = bfgs (H, s, q)
  if (~ (s' * q > 0))
    return;
  end
  if (isempty (H))
    H = eye (numel (s)) * (s' * q) / (q' * q);
  end
  E = eye (numel (s)) - s * q' / (s' * q);
  H = E * H * E' + s * s' / (s' * q);
end

function hy = lower_product (p, x, y, q)
  [~, hy] = p.product (x, y, zeros (size (x)), q);
end

function x = conjugate_gradients (A, b, x, tolerance)
  r = b;
  if (any (x))
    r = b - A (x);
  end
  q = r;
  square = r' * r;
  limit = tolerance ^ 2 * (b' * b);
  for k = 1:20000
    if (square <= limit)
      return;
    end
    Aq = A (q);
    a = square / (q' * Aq);
    x = x + a * q;
    r = r - a * Aq;
    next = r' * r;
    q = r + (next / square) * q;
    square = next;
  end
end

function v = ifelse (condition, yes, no)
  if (condition)
    v = yes;
  else
    v = no;
  end
end
