% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [f, g] = demo_softmax (data, r)
  % [f, g] = demo_softmax (data, r)   hyper-data cleaning by softmax regression, as objectives
  %
  % With A = data.train (N x D), Y the one-hot data.given (N x C), s = sigmoid (x), W = reshape (y, D, C):
  %   g (x, y) = 1/N sum_i s_i l_i (W) + r ||W||^2,  l_i the cross-entropy of row i
  %   f (x, y) = the mean cross-entropy of data.validation, data.validation_labels (no weights, no r)
  % x is N x 1 (one logit of a weight per training row), y is D C x 1.
  A = data.train;
  Y = one_hot (data.given);
  Av = data.validation;
  Yv = one_hot (data.validation_labels);
  f = pgdqa_objective (@(x, y) upper (Av, Yv, x, y), ...
                       @(x, y, vx, vy) upper_hvp (Av, Yv, x, y, vx, vy));
  g = pgdqa_objective (@(x, y) lower (A, Y, r, x, y), ...
                       @(x, y, vx, vy) lower_hvp (A, Y, r, x, y, vx, vy));
end

function Y = one_hot (labels)
  Y = double (labels == 0:9);
end

function [v, fx, fy] = upper (A, Y, x, y)
  N = size (A, 1);
  [l, R] = forward (A, Y, y);
  v = mean (l);
  fx = zeros (size (x));
  fy = reshape (A' * R / N, [], 1);
end

function [hx, hy] = upper_hvp (A, Y, x, y, vx, vy)
  N = size (A, 1);
  [~, ~, P, B] = forward (A, Y, y, vy);
  hx = zeros (size (vx));
  hy = reshape (A' * softmax_derivative (P, B) / N, [], 1);
end

function [v, gx, gy] = lower (A, Y, r, x, y)
  N = size (A, 1);
  [l, R] = forward (A, Y, y);
  s = sigmoid (x);
  v = (s' * l) / N + r * (y' * y);
  gx = s .* (1 - s) .* l / N;
  gy = reshape (A' * (s .* R) / N, [], 1) + 2 * r * y;
end

function [hx, hy] = lower_hvp (A, Y, r, x, y, vx, vy)
  N = size (A, 1);
  [l, R, P, B] = forward (A, Y, y, vy);
  s = sigmoid (x);
  ds = s .* (1 - s);
  hx = (ds .* sum (R .* B, 2) + ds .* (1 - 2 * s) .* l .* vx) / N;
  hy = reshape (A' * (s .* softmax_derivative (P, B) + ds .* vx .* R) / N, [], 1) + 2 * r * vy;
end

function [l, R, P, B] = forward (A, Y, y, vy)
  % l: cross-entropies (N x 1), P: softmax (A W), R = P - Y, B = A V for the direction vy (all N x C).
  D = size (A, 2);
  C = size (Y, 2);
  if (nargin > 3)
    Z = A * [reshape(y, D, C), reshape(vy, D, C)];
    B = Z(:, C+1:end);
    Z = Z(:, 1:C);
  else
    Z = A * reshape (y, D, C);
  end
  Z = Z - max (Z, [], 2);
  E = exp (Z);
  total = sum (E, 2);
  P = E ./ total;
  R = P - Y;
  l = log (total) - sum (Z .* Y, 2);
end

function T = softmax_derivative (P, B)
  % Row by row the derivative of softmax at P along B.
  T = P .* B;
  T = T - P .* sum (T, 2);
end

function s = sigmoid (x)
  s = 1 ./ (1 + exp (-x));
end
