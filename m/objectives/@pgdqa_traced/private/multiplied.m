% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = multiplied (name, arguments)
  % r = multiplied (name, arguments)   products of arrays
  a = arguments{1};
  b = arguments{end};
  switch (name)
    case 'dot'
      r = dot_product (a, arguments{2}, arguments(3:end));
    case 'kron'
      r = kronecker (a, arguments(2:end));
    case 'cross'
      r = cross_product (a, b);
    case 'polyval'
      r = polynomial (a, arguments{2}, arguments(3:end));
    case 'accumarray'
      r = accumulated (fixed (a), arguments(2:end));
    case 'nthroot'
      r = root (a, fixed (b));
  end
end

function r = dot_product (a, b, rest)
  if (isvector (plain_of (a)) && isvector (plain_of (b)) && isempty (rest))
    count = numel (plain_of (a));
    r = reshape (a, 1, count) * reshape (b, count, 1);
  else
    r = sum (a .* b, dimension_of (a, rest));
  end
end

function r = kronecker (a, others)
  for other = others
    b = other{1};
    ones_a = numbering (a) > 0;
    ones_b = numbering (b) > 0;
    a = elements_at (a, kron (numbering (a), ones_b)) .* elements_at (b, kron (ones_a, numbering (b)));
  end
  r = a;
end

function r = cross_product (a, b)
  if (numel (plain_of (a)) ~= 3 || numel (plain_of (b)) ~= 3)
    refuse ('cross', 'of matrices is not traced', 'write it for vectors');
  end
  ahead = reshape ([2, 3, 1], size (plain_of (a)));
  behind = reshape ([3, 1, 2], size (plain_of (a)));
  r = elements_at (a, ahead) .* elements_at (b, behind) - elements_at (a, behind) .* elements_at (b, ahead);
end

function r = polynomial (p, x, rest)
  if (~ isempty (rest))
    refuse ('polyval', 'with more than two arguments is not traced', 'scale x before');
  end
  r = elements_at (p, 1) + 0 * x;
  for k = 2:numel (plain_of (p))
    r = r .* x + elements_at (p, k);
  end
end

function r = accumulated (subs, rest)
  values = rest{1};
  shape = [];
  if (numel (rest) > 1)
    shape = fixed (rest{2});
  end
  if (numel (rest) > 2 || size (subs, 2) > 2)
    refuse ('accumarray', 'with a function or more than two subscripts is not traced', 'write it as sums');
  end
  result = accumarray (subs, 1, shape);
  place = subs(:, 1);
  if (size (subs, 2) == 2)
    place = place + (subs(:, 2) - 1) * size (result, 1);
  end
  count = numel (place);
  if (isscalar (plain_of (values)))
    values = repmat (values, count, 1);
  end
  r = reshape (sparse (place, 1:count, 1, numel (result), count) * reshape (values, count, 1), size (result));
end

function r = root (a, n)
  if (mod (n, 2) == 1)
    r = sign (a) .* abs (a) .^ (1 / n);
  else
    r = a .^ (1 / n);
  end
end
