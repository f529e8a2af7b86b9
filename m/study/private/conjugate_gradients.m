% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, info] = conjugate_gradients (product, b, tolerance, least)
  % [v, info] = conjugate_gradients (product, b, tolerance, least)   solves A v = b, A symmetric, by products A q = product (q)
  %
  % Ends when ||A v - b|| <= tolerance ||b||, when a direction has a curvature q'A q / q'q of at most least times the largest seen
  % (A is singular or indefinite), or after min (20 m + 100, 5000) products.
  % info.products, info.residual   ||A v - b|| / ||b|| by recurrence
  % info.least, info.most          the extreme eigenvalues of the Lanczos matrix that the iteration has built, and the curvatures seen:
  %                                they lie inside the spectrum of A and approach its ends where b has a part there
  % Hestenes and Stiefel (1952).
  v = zeros (size (b));
  r = b;
  p = r;
  rr = r' * r;
  info = struct ('products', 0, 'residual', double (rr > 0), 'least', Inf, 'most', -Inf);
  limit = min (20 * numel (b) + 100, 5000);
  target = tolerance ^ 2 * rr;
  steps = [];
  ratios = [];
  while (rr > target && info.products < limit)
    Ap = product (p);
    info.products = info.products + 1;
    curvature = (p' * Ap) / (p' * p);
    info.least = min (info.least, curvature);
    info.most = max (info.most, curvature);
    if (~ (curvature > least * info.most))
      break;
    end
    step = rr / (p' * Ap);
    v = v + step * p;
    r = r - step * Ap;
    before = rr;
    rr = r' * r;
    p = r + (rr / before) * p;
    steps(end + 1) = step; %#ok<AGROW>
    ratios(end + 1) = rr / before; %#ok<AGROW>
  end
  if (b' * b > 0)
    info.residual = sqrt (rr / (b' * b));
  end
  ritz = lanczos_values (steps, ratios);
  info.least = min ([info.least; ritz]);
  info.most = max ([info.most; ritz]);
end

function values = lanczos_values (steps, ratios)
  % the eigenvalues of the tridiagonal matrix made of the coefficients of the iteration
  k = numel (steps);
  values = zeros (0, 1);
  if (k > 0)
    diagonal = 1 ./ steps + [0, ratios(1:k-1) ./ steps(1:k-1)];
    beside = sqrt (ratios(1:k-1)) ./ steps(1:k-1);
    values = eig (diag (diagonal) + diag (beside, 1) + diag (beside, -1));
  end
end
