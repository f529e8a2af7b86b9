% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = lower_system (d, free, n, least, dense)
  % s = lower_system (d, free, n, least, dense)   A = D2_yy g on the free variables of y: its spectrum, and how to solve with it
  %
  % d        from second_derivatives;   n   length of x
  % free     m x 1 logical;             least   lowest eigenvalue, relative to the largest, with which A counts as regular
  % dense    true: form A and D2_xy g (numel (find (free)) products), solve by Cholesky; false: conjugate gradients
  % s.eig_min, s.eig_max   extreme eigenvalues (estimates where not dense), NaN where nothing is free
  % s.regular   eig_min > least * eig_max
  % s.residual  relative residual of the solve that estimated them, 0 where dense; above s.tolerance it did not converge
  % s.products  products made here
  % s.solve     [V, products, residual] = s.solve (B): A V = B, residual relative in the Frobenius norm
  % s.across    [W, products] = s.across (V): D2_xy g V, n x k, V on the free variables
  % s.right     [B, products] = s.right (U): D2_yx g U, on the free variables, U n x k
  s = struct ('eig_min', NaN, 'eig_max', NaN, 'regular', true, 'residual', 0, 'tolerance', 0, 'products', 0);
  places = find (free);
  if (isempty (places))
    s.solve = @(B) nothing (zeros (0, size (B, 2)));
    s.across = @(V) nothing (zeros (n, size (V, 2)));
    s.right = @(U) nothing (zeros (0, size (U, 2)));
  elseif (dense)
    s = by_matrix (s, d, places, numel (free), n, least);
  else
    s = by_products (s, d, places, numel (free), n, least);
  end
end

function [V, products, residual] = nothing (V)
  products = 0;
  residual = 0;
end

function s = by_matrix (s, d, places, m, n, least)
  count = numel (places);
  A = zeros (count);
  C = zeros (n, count);
  for j = 1:count
    [C(:, j), A(:, j)] = along_y (d, places, m, n, double ((1:count)' == j));
  end
  A = (A + A') / 2;
  values = eig (A);
  s.products = count;
  s.eig_min = min (values);
  s.eig_max = max (abs (values));
  s.regular = s.eig_min > least * s.eig_max;
  if (s.regular)
    R = chol (A);
    s.solve = @(B) with_factor (A, R, B);
    s.across = @(V) deal (C * V, 0);
    s.right = @(U) deal (C' * U, 0);
  end
end

function [V, products, residual] = with_factor (A, R, B)
  V = R \ (R' \ B);
  products = 0;
  residual = norm (A * V - B, 'fro') / max (norm (B, 'fro'), realmin);
end

function s = by_products (s, d, places, m, n, least)
  % A random right-hand side has a part along every eigenvector.
  product = @(q) second_of (@() along_y (d, places, m, n, q));
  tolerance = max (1e-10, 10 * d.accuracy);
  [~, found] = conjugate_gradients (product, pgdqa_shared.seeded_normal (numel (places), 1, 1), tolerance, least);
  s.products = found.products;
  s.residual = found.residual;
  s.tolerance = tolerance;
  s.eig_min = found.least;
  s.eig_max = max (abs ([found.least, found.most]));
  s.regular = s.eig_min > least * s.eig_max;
  s.solve = @(B) column_by_column (product, B, tolerance, least);
  s.across = @(V) each_column (@(v) along_y (d, places, m, n, v), V, n);
  s.right = @(U) each_column (@(u) along_x (d, places, m, u), U, numel (places));
end

function [V, products, residual] = column_by_column (product, B, tolerance, least)
  V = zeros (size (B));
  products = 0;
  squares = 0;
  for j = 1:size (B, 2)
    [V(:, j), info] = conjugate_gradients (product, B(:, j), tolerance, least);
    products = products + info.products;
    squares = squares + (info.residual * norm (B(:, j))) ^ 2;
  end
  residual = sqrt (squares) / max (norm (B, 'fro'), realmin);
end

function [W, products] = each_column (fun, V, rows_of_W)
  products = size (V, 2);
  W = zeros (rows_of_W, products);
  for j = 1:products
    W(:, j) = fun (V(:, j));
  end
end

function [hx, hy] = along_y (d, places, m, n, q)
  whole = zeros (m, 1);
  whole(places) = q;
  [hx, hy] = d.product (zeros (n, 1), whole);
  hx = double (hx);
  hy = double (hy(places));
end

function hy = along_x (d, places, m, u)
  [~, hy] = d.product (u, zeros (m, 1));
  hy = double (hy(places));
end

function b = second_of (fun)
  [~, b] = fun ();
end
