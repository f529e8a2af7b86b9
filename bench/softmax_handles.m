% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [f, g] = softmax_handles (A, labels, Av, val_labels, r)
  % [f, g] = softmax_handles (...)   hyper-data cleaning as one writes it with vectorised Octave; the yardstick of pgdqa_hypercleaning
  C = max ([labels; val_labels]);
  Y = cast (labels == 1:C, class (A));
  Yv = cast (val_labels == 1:C, class (A));
  f = pgdqa_objective (@(x, y) upper (Av, Yv, x, y), @(x, y, vx, vy) upper_hvp (Av, x, y, vy));
  g = pgdqa_objective (@(x, y) lower (A, Y, r, x, y), @(x, y, vx, vy) lower_hvp (A, Y, r, x, y, vx, vy));
end

function [P, l] = softmax (Z, Y)
  Z = Z - max (Z, [], 2);
  E = exp (Z);
  S = sum (E, 2);
  P = E ./ S;
  l = log (S) - sum (Z .* Y, 2);
end

function [v, gx, gy] = upper (A, Y, x, y)
  [P, l] = softmax (A * reshape (y, size (A, 2), []), Y);
  v = mean (l);
  gx = zeros (size (x), class (x));
  gy = (A' * ((P - Y) / rows (A)))(:);
end

function [hx, hy] = upper_hvp (A, x, y, vy)
  P = softmax (A * reshape (y, size (A, 2), []), 0);
  B = A * reshape (vy, size (A, 2), []);
  hx = zeros (size (x), class (x));
  hy = (A' * (P .* (B - sum (P .* B, 2)) / rows (A)))(:);
end

function [v, gx, gy] = lower (A, Y, r, x, y)
  N = rows (A);
  [P, l] = softmax (A * reshape (y, size (A, 2), []), Y);
  s = 1 ./ (1 + exp (-x));
  v = (s' * l) / N + r * (y' * y);
  gx = s .* (1 - s) .* l / N;
  gy = (A' * (s .* (P - Y) / N))(:) + 2 * r * y;
end

function [hx, hy] = lower_hvp (A, Y, r, x, y, vx, vy)
  N = rows (A);
  [P, l] = softmax (A * reshape (y, size (A, 2), []), Y);
  s = 1 ./ (1 + exp (-x));
  ds = s .* (1 - s);
  B = A * reshape (vy, size (A, 2), []);
  hy = (A' * ((s .* P .* (B - sum (P .* B, 2)) + ds .* vx .* (P - Y)) / N))(:) + 2 * r * vy;
  hx = ds .* (sum ((P - Y) .* B, 2) + (1 - 2 * s) .* l .* vx) / N;
end
