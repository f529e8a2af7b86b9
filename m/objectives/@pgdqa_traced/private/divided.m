% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = divided (name, arguments)
  % r = divided (name, arguments)   systems of equations, inverses, determinants
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
    [L, U, P, Q] = lu (M);
    x = Q * triangular (U, 0, triangular (L', 1, P * b));
  else
    [L, U, P] = lu (M);
    x = triangular (U, 0, triangular (L', 1, sparse (P) * b));
  end
end

function x = triangular (R, transposed, b)
  % R \ b, or R' \ b; R upper triangular
  if (any (diag (R) == 0))
    refuse ('\\', 'has a singular matrix', 'make it regular');
  end
  if (transposed)
    v = R' \ plain_of (b);
  else
    v = R \ plain_of (b);
  end
  x = made (v, 'upper', node_of (R, true), node_of (b), transposed);
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
