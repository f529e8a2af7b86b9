% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [r, failed] = divided (name, arguments)
  % [r, failed] = divided (name, arguments)   systems of equations, inverses, determinants, factors
  failed = 0;
  a = arguments{1};
  b = arguments{end};
  switch (name)
    case 'mldivide'
      r = solution (a, b);
    case 'mrdivide'
      if (isscalar (plain_of (b)))
        r = a ./ b;
      else
        r = transpose (solution (transpose (b), transpose (a)));
      end
    case 'inv'
      r = solution (a, eye_of (a));
    case 'det'
      r = determinant (a);
    case 'chol'
      r = cholesky (a, arguments(2:end));
    case 'eig'
      refuse_others ('eig', arguments);
      r = eigenvalues (a);
    case 'svd'
      refuse_others ('svd', arguments);
      r = singular_values (a);
    case 'trace'
      r = sum (elements_at (a, diag (numbering (a))));
  end
end

function E = eye_of (a)
  count = size (plain_of (a), 1);
  E = full (sparse (1:count, 1:count, 1));
end

function x = solution (A, b)
  M = plain_of (A);
  if (isscalar (M))
    x = b ./ A;
  elseif (varies (A))
    if (size (M, 1) ~= size (M, 2))
      refuse ('\\', 'of a traced matrix that is not square is not traced', 'write (A''*A) \\ (A''*b)');
    end
    x = made (M \ plain_of (b), 'solve', node_of (A), node_of (b), []);
  elseif (size (M, 1) ~= size (M, 2))
    x = (M \ eye_of (A)) * b;
  elseif (issparse (M))
    [L, U, p, q] = lu (M, 'vector');
    back(q) = 1:numel (q);
    x = slice (triangular (U, 0, triangular (L', 1, slice (b, 1, p))), 1, back);
  else
    [L, U, p] = lu (M, 'vector');
    x = triangular (U, 0, triangular (L', 1, slice (b, 1, p)));
  end
end

function x = triangular (R, transposed, b)
  % R \ b, or R' \ b; R upper triangular
  if (any (diag (R) == 0))
    refuse ('\\', 'has a singular matrix', 'make it regular');
  end
  v = double (plain_of (b));   % Octave refuses a sparse matrix and a single one
  if (transposed)
    v = R' \ v;
  else
    v = R \ v;
  end
  x = made (cast (v, class (plain_of (b))), 'upper', node_of (R, true), node_of (b), transposed);
end

function d = determinant (A)
  % By elimination, with pivots that are to stay good ones.
  d = 1;
  for count = size (plain_of (A), 1):-1:2
    column = abs (plain_of (slice (A, 2, 1)));
    [~, p] = max (column);
    if (p > 1)
      order = 1:count;
      order([1, p]) = [p, 1];
      A = slice (A, 1, order);
      d = -d;
    end
    pivot = elements_at (A, 1);
    compared ('ge', abs (pivot), max (abs (slice (A, 2, 1))) / 100);
    d = d * pivot;
    rest = slice (A, 2, 2:count);
    below = slice (slice (A, 2, 1), 1, 2:count);
    A = slice (rest, 1, 2:count) - below * (slice (rest, 1, 1) / pivot);
  end
  d = d * A;
end

function R = cholesky (A, rest)
  % R' * R = A, or by 'lower' R * R', from the upper, or lower, triangle of A; row by row, while the pivots stay positive.
  lower = ~ isempty (rest) && strcmpi (rest{1}, 'lower');
  if (lower)
    A = A';
  end
  count = size (plain_of (A), 1);
  R = cell (count, 1);
  for k = 1:count
    pivot = elements_at (A, 1);
    if (~ compared ('gt', pivot, 0))
      refuse ('chol', 'has a matrix that is not positive definite', 'make it so');
    end
    row = slice (A, 1, 1) / sqrt (pivot);
    R{k} = [zeros(1, k - 1), row];
    if (k < count)
      rest_of_row = slice (row, 2, 2:count - k + 1);
      A = slice (slice (A, 1, 2:count - k + 1), 2, 2:count - k + 1) - rest_of_row' * rest_of_row;
    end
  end
  R = concatenated (@vertcat, R);
  if (lower)
    R = R';
  end
end

function refuse_others (name, arguments)
  if (numel (arguments) > 1)
    refuse (name, 'with more than one argument is not traced', 'leave the others out');
  end
end

function l = eigenvalues (A)
  M = plain_of (A);
  if (size (M, 1) ~= size (M, 2))
    refuse ('eig', 'has a matrix that is not square', 'make it so');
  elseif (~ all (reshape (compared ('le', abs (A - A'), 1e-12 * max (abs (M(:)))), [], 1)))
    refuse ('eig', 'of a matrix that is not symmetric is not traced', 'write it for (A + A'') / 2');
  end
  l = made (eig ((M + M') / 2), 'eigenvalues', node_of (A), 0, []);
end

function s = singular_values (A)
  % The largest eigenvalues of [0, A; A', 0].
  [rows, cols] = size (plain_of (A));
  both = [zeros(rows), A; A', zeros(cols)];
  l = made (eig (both.value), 'eigenvalues', node_of (both), 0, []);
  s = elements_at (l, (rows + cols:-1:rows + cols + 1 - min (rows, cols))');
end
