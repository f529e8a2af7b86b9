% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [r, order] = scanned (name, arguments)
  % [r, order] = scanned (name, arguments)   functions along a dimension that give an array
  a = arguments{1};
  rest = arguments(2:end);
  order = [];
  switch (name)
    case 'cumsum'
      dimension = dimension_of (a, rest);
      r = made (cumsum (plain_of (a), dimension), 'cumsum', node_of (a), 0, dimension);
    case 'cumprod'
      r = cumulative_product (a, dimension_of (a, rest));
    case 'diff'
      r = difference (a, rest);
    case 'trapz'
      r = trapezium (a, rest);
    case 'sort'
      [r, order] = sorted (a, rest);
  end
end

function a = cumulative_product (a, dimension)
  count = size (plain_of (a), dimension);
  step = 1;
  while (step < count)
    a = cat (dimension, slice (a, dimension, 1:step), slice (a, dimension, step + 1:count) .* slice (a, dimension, 1:count - step));
    step = 2 * step;
  end
end

function a = difference (a, rest)
  times = 1;
  if (~ isempty (rest) && ~ isempty (rest{1}))
    times = fixed (rest{1});
  end
  for k = 1:times
    dimension = dimension_of (a, rest(2:end));
    count = size (plain_of (a), dimension);
    a = slice (a, dimension, 2:count) - slice (a, dimension, 1:count - 1);
  end
end

function r = trapezium (a, rest)
  x = 1;
  if (~ isempty (rest))
    x = a;
    a = rest{1};
  end
  dimension = dimension_of (a, rest(2:end));
  count = size (plain_of (a), dimension);
  middle = slice (a, dimension, 1:count - 1) + slice (a, dimension, 2:count);
  if (~ isempty (rest))
    x = elements_at (x, (1:numel (plain_of (x)))');
    middle = middle .* reshape (elements_at (x, (2:count)') - elements_at (x, (1:count - 1)'), size (plain_of (middle)));
  end
  r = sum (middle, dimension) / 2;
end

function [r, order] = sorted (a, rest)
  % The order is to stay.
  v = plain_of (a);
  if (~ isvector (v) || numel (rest) > 1)
    refuse ('sort', 'of a matrix is not traced', 'sort each column');
  end
  [~, order] = sort (v, rest{:});
  r = elements_at (a, order);
  if (numel (v) > 1)
    count = numel (v);
    compared ('le', elements_at (a, order(1:count - 1)), elements_at (a, order(2:count)));
  end
end
