% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function seconds = sparse_reference (p, enough)
  % seconds = sparse_reference (p, enough)   until F <= ENOUGH, on a problem of sparse_problem.m: one Cholesky factor, exact hypergradients, L-BFGS on x
  %
  % 20 pairs; the line search is exact, as F is quadratic, and costs nothing where length 1 is within a tenth of the minimiser.  NaN: not in
  % 5000 steps.
  clock = tic ();
  [R, ~, order] = chol (p.A, 'vector');
  solve = @(b) factored (R, R', order, b);
  x = p.x0;
  [~, gradient] = reduced (p, solve, x);
  pairs = struct ('S', zeros (numel (x), 0), 'Y', zeros (numel (x), 0));
  for k = 1:5000
    d = -inverse (pairs, gradient);
    [F, next] = reduced (p, solve, x + d);
    a = -(gradient' * d) / ((next - gradient)' * d);
    if (abs (a - 1) > 0.1)
      d *= a;
      [F, next] = reduced (p, solve, x + d);
    end
    pairs.S = [d, pairs.S(:,1:min (end, 19))];
    pairs.Y = [next - gradient, pairs.Y(:,1:min (end, 19))];
    x += d;
    gradient = next;
    if (F <= enough)
      seconds = toc (clock);
      return;
    end
  end
  seconds = NaN;
end

function y = factored (R, Rt, order, b)
  y = zeros (size (b));
  y(order) = R \ (Rt \ b(order));
end

function [F, gradient] = reduced (p, solve, x)
  y = solve (x + p.b);
  r = y - p.t;
  F = sumsq (r) / 2 + sumsq (x) / 200;
  gradient = x / 100 + solve (r);
end

function q = inverse (pairs, q)
  % two loops over the pairs, newest first
  count = columns (pairs.S);
  for i = 1:count
    rho(i) = 1 / (pairs.S(:,i)' * pairs.Y(:,i));
    a(i) = rho(i) * (pairs.S(:,i)' * q);
    q -= a(i) * pairs.Y(:,i);
  end
  if (count > 0)
    q /= rho(1) * sumsq (pairs.Y(:,1));
  end
  for i = count:-1:1
    q += (a(i) - rho(i) * (pairs.Y(:,i)' * q)) * pairs.S(:,i);
  end
end
