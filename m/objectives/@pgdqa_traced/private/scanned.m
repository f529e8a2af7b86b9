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
      r = cumulative (@times, a, dimension_of (a, rest));
    case {'cummax', 'cummin'}
      if (nargout > 1)
        refuse (name, 'with two outputs is not traced', 'use the first alone');
      end
      r = cumulative (@(b, c) binary (name(4:6), b, c), a, dimension_of (a, rest));
    case 'conv'
      r = convolution (a, rest{:});
    case 'filter'
      r = filtered (a, rest{:});
    case 'diff'
      r = difference (a, rest);
    case 'trapz'
      r = trapezium (a, rest);
    case 'sort'
      [r, order] = sorted (a, rest);
  end
end

function a = cumulative (combine, a, dimension)
  count = size (plain_of (a), dimension);
  step = 1;
  while (step < count)
    a = cat (dimension, slice (a, dimension, 1:step), ...
             combine (slice (a, dimension, step + 1:count), slice (a, dimension, 1:count - step)));
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

function r = convolution (a, b, varargin)
  shape = conv (plain_of (a), plain_of (b), varargin{:});
  na = numel (plain_of (a));
  nb = numel (plain_of (b));
  r = banded (b, na + nb - 1, na) * elements_at (a, (1:na)');
  before = ceil ((na + nb - 1 - numel (shape)) / 2);   % 0 but for 'same' and 'valid'
  r = reshape (elements_at (r, before + (1:numel (shape))'), size (shape));
end

function r = filtered (b, a, x, varargin)
  % a(1) r(k) = b(1) x(k) + b(2) x(k - 1) + ... - a(2) r(k - 1) - ...
  v = plain_of (x);
  if (~ isempty (varargin) || ~ isvector (v))
    refuse ('filter', 'with a state or of a matrix is not traced', 'write it as a loop');
  end
  count = numel (v);
  r = banded (b, count, count) * elements_at (x, (1:count)');
  if (isscalar (plain_of (a)))
    r = r / a;
  else
    r = banded (a, count, count) \ r;
  end
  r = reshape (r, size (v));
end

function B = banded (b, rows, columns)
  % rows x columns, b(k) in the k-th diagonal from the main one downwards
  places = (1:rows)' - (1:columns) + 1;
  places(places < 1 | places > numel (plain_of (b))) = 0;
  B = elements_at (b, places);
  if (~ varies (B))
    B = sparse (plain_of (B));
  end
end
