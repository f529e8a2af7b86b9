% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = sparse_problem (kind, n, condition, seed)
  % p = sparse_problem (kind, n, condition, seed)   a target for y, which solves a sparse system that x loads; n = m
  %
  % g = y'A y / 2 - y'(x + b), A with eigenvalues between 1 and CONDITION; f = |y - t|^2 / 2 + |x|^2 / 200.
  % kind: 'pentadiagonal', of fourth differences; 'laplacian', five points of a square grid (n a square) with edges of weight 1;
  % 'rough laplacian', with weights between 1 and 300.
  %
  % p.A, p.b, p.t; p.f, p.g: by pgdqa_quadratic;  p.x0, p.y0;  p.F (x): f at the exact y (x);  p.best, p.first: F at its minimiser and
  % at x0
  randn ('state', seed);
  rand ('state', seed);
  switch (kind)
    case 'pentadiagonal'
      one = ones (n, 1);
      K = spdiags ([-one, 2 * one, -one], -1:1, n, n) ^ 2;
    case 'laplacian'
      K = laplacian (sqrt (n), @(k) ones (k, 1));
    case 'rough laplacian'
      K = laplacian (sqrt (n), @(k) 300 .^ rand (k, 1));
  end
  options = struct ('tol', 1e-4);
  largest = eigs (K, 1, 'lm', options);
  least = eigs (K, 1, 'sm', options);
  shift = (largest - condition * least) / (condition - 1);     % (largest + shift) / (least + shift) = condition
  p.A = (K + shift * speye (n)) / (least + shift);
  p.b = randn (n, 1);
  p.t = randn (n, 1);
  p.f = pgdqa_quadratic (speye (n) / 100, [], speye (n), [], -p.t, p.t' * p.t / 2);
  p.g = pgdqa_quadratic ([], -speye (n), p.A, [], -p.b);
  p.x0 = zeros (n, 1);
  p.y0 = zeros (n, 1);
  p.F = @(x) sumsq (p.A \ (x + p.b) - p.t) / 2 + sumsq (x) / 200;
  y = (p.A ^ 2 / 100 + speye (n)) \ (p.t + p.A * p.b / 100);
  p.best = p.F (p.A * y - p.b);
  p.first = p.F (p.x0);
end

function K = laplacian (side, weights)
  % y = 0 around the square
  D = spdiags (ones (side + 1, 1) * [1, -1], [0, -1], side + 1, side);
  G = [kron(D, speye (side)); kron(speye (side), D)];
  K = G' * spdiags (weights (rows (G)), 0, rows (G), rows (G)) * G;
end
