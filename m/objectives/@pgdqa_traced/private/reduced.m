% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [r, place] = reduced (name, arguments)
  % [r, place] = reduced (name, arguments)   sums, products, means, extremes along a dimension; norms
  a = arguments{1};
  rest = arguments(2:end);
  place = [];
  switch (name)
    case {'max', 'min'}
      [r, place] = extreme (name, a, rest);
    case 'norm'
      r = norm_of (a, rest);
    case {'var', 'std'}
      [r, count] = variation (a, rest);
      if (strcmp (name, 'std'))
        r = sqrt (r);
        count = sqrt (count);
      end
      r = r / count;
    case 'vecnorm'
      r = norms (a, rest{:});
    case 'median'
      r = median_of (a, rest);
    otherwise
      r = simple (name, a, dimension_of (a, rest));
  end
end

function r = simple (name, a, dimension)
  count = size (plain_of (a), dimension);
  switch (name)
    case 'sum'
      if (dimension > 2 || (count == 1 && ~ strcmp (tape_command ('made', node_of (a)), 'exp')))
        r = a;
      else
        r = made (sum (plain_of (a), dimension), 'sum', node_of (a), 0, dimension);
      end
    case 'sumsq'
      r = simple ('sum', a .^ 2, dimension);
    case 'mean'
      r = simple ('sum', a, dimension) / count;
    case 'meansq'
      r = simple ('sum', a .^ 2, dimension) / count;
    case 'prod'
      r = folded (@times, a, dimension);
  end
end

function a = folded (combine, a, dimension)
  % Halves until one is left.
  count = size (plain_of (a), dimension);
  while (count > 1)
    half = floor (count / 2);
    left = slice (a, dimension, count);
    a = combine (slice (a, dimension, 1:half), slice (a, dimension, half + 1:2 * half));
    if (count > 2 * half)
      a = cat (dimension, a, left);
    end
    count = size (plain_of (a), dimension);
  end
end

function [r, place] = extreme (name, a, rest)
  place = [];
  if (numel (rest) > 0 && ~ isempty (plain_of (rest{1})))
    r = binary (name, a, rest{1});
    return;
  end
  dimension = dimension_of (a, rest(2:end));
  r = folded (@(b, c) binary (name, b, c), a, dimension);
  [~, place] = feval (name, plain_of (a), [], dimension);
  if (nargout > 1)
    compared ('eq', a, r);
  end
end

function [r, count] = variation (a, rest)
  % r / count is the variance
  dimension = dimension_of (a, rest(2:end));
  count = size (plain_of (a), dimension);
  kind = 0;
  if (numel (rest) > 0 && ~ isempty (rest{1}))
    kind = plain_of (rest{1});
  end
  if (~ isscalar (kind))
    refuse ('var', 'with weights is not traced', 'write it as a sum');
  end
  r = simple ('sumsq', a - simple ('mean', a, dimension), dimension);
  count = max (1, count - (kind == 0));
end

function r = median_of (a, rest)
  v = plain_of (a);
  if (~ isvector (v) || ~ isempty (rest))
    refuse ('median', 'of a matrix is not traced', 'write a median for each column');
  end
  [~, order] = sort (v);
  sorted = scanned ('sort', {a});
  count = numel (order);
  r = mean (elements_at (sorted, floor ((count + 1) / 2):ceil ((count + 1) / 2)));
end

function r = norm_of (a, rest)
  kind = 2;
  if (~ isempty (rest))
    kind = fixed (rest{1});
  end
  vector = isvector (plain_of (a));
  column = elements_at (a, (1:numel (plain_of (a)))');
  if (isequal (kind, 'fro') || (vector && isequal (kind, 2)))
    r = made (norm (plain_of (column)), 'norm', node_of (column), 0, []);
  elseif (any (strcmpi (kind, {'inf'})))
    r = norm_of (a, {1 / 0});
  elseif (~ vector && isequal (kind, 2))
    singular = svd (a);
    r = elements_at (singular, 1);
  elseif (~ vector && isequal (kind, 1))
    r = max (sum (abs (a), 1), [], 2);
  elseif (~ vector && isequal (kind, 1 / 0))
    r = max (sum (abs (a), 2), [], 1);
  elseif (ischar (kind) || numel (rest) > 1 || ~ vector)
    refuse ('norm', 'of this kind is not traced', 'use the kinds 1, 2, Inf and ''fro'' of a matrix');
  elseif (kind == 1)
    r = sum (abs (column));
  elseif (isinf (kind) && kind > 0)
    r = max (abs (column));
  elseif (isinf (kind))
    r = min (abs (column));
  elseif (kind == 0)
    refuse ('norm', 'of kind 0 is not traced', 'count with comparisons');
  else
    r = sum (abs (column) .^ kind) .^ (1 / kind);
  end
end

function r = norms (a, kind, dimension)
  if (nargin < 2 || isempty (kind))
    kind = 2;
  end
  if (nargin < 3)
    dimension = 1 + (size (plain_of (a), 1) == 1);
  end
  kind = fixed (kind);
  if (isinf (kind))
    r = max (abs (a), [], dimension);
  else
    r = sum (abs (a) .^ kind, dimension) .^ (1 / kind);
  end
end
