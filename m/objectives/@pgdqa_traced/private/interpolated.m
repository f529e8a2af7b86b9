% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = interpolated (arguments)
  % r = interpolated (arguments)   interp1 of methods that give pieces of polynomials, at traced points or of traced numbers
  %
  % Which piece a point is on are numbers 0 and 1 that are computed with the rest: no guard, so that points may pass from one to another.
  words = arguments(cellfun (@ischar, arguments));
  arguments(cellfun (@ischar, arguments)) = [];
  extrapolates = any (strcmpi (words, 'extrap'));
  methods = [words(~ strcmpi (words, 'extrap')), {'linear'}];
  method = strrep (lower (methods{1}), '*', '');
  if (numel (arguments) == 2)
    arguments = [{1:numel(plain_of (arguments{1}))}, arguments];
  end
  if (numel (arguments) > 3 || numel (words) > 1 + extrapolates)
    refuse ('interp1', 'with such options is traced for ''extrap'' alone', 'leave them out');
  elseif (~ any (strcmp (method, {'linear', 'pchip', 'cubic', 'spline'})))
    refuse ('interp1', ['of method ', method, ' is not traced'], 'use linear, pchip or spline');
  end
  [breaks, order] = sort (reshape (fixed (arguments{1}), [], 1));
  at = reshape (arguments{3}, numel (plain_of (arguments{3})), 1);
  if (~ isvector (plain_of (arguments{2})) || any (diff (breaks) == 0))
    refuse ('interp1', 'of several columns or with jumps is not traced', 'write it for a vector and different points');
  end
  if (~ extrapolates && ~ all ([compared('ge', at, breaks(1)); compared('le', at, breaks(end))]))
    refuse ('interp1', 'is asked for outside its points', 'add ''extrap''');
  end
  r = reshape (value_of (breaks, pieces (breaks, elements_at (arguments{2}, order), method), at), size (plain_of (arguments{3})));
end

function c = pieces (x, y, method)
  % Coefficients, a row a piece, the highest power first.
  if (strcmp (method, 'linear'))
    count = numel (x);
    before = elements_at (y, (1:count - 1)');
    c = [(elements_at (y, (2:count)') - before) ./ diff(x), before];
  elseif (~ varies (y))
    [~, c] = unmkpp (interp1 (x, plain_of (y), method, 'pp'));
  else
    refuse ('interp1', ['of method ', method, ' is not traced for numbers that depend on x or y'], 'use linear');
  end
end

function v = value_of (breaks, c, at)
  [starts, count] = deal (breaks(1:end - 1), numel (plain_of (at)));
  beyond = made (double (plain_of (at) >= starts(2:end)'), 'le', node_of (starts(2:end)'), node_of (at), []);
  if (isempty (plain_of (beyond)))
    chosen = ones (count, 1);
  else
    chosen = [ones(count, 1), beyond] - [beyond, zeros(count, 1)];
  end
  c = chosen * c;
  t = at - chosen * starts;
  v = slice (c, 2, 1);
  for k = 2:size (plain_of (c), 2)
    v = v .* t + slice (c, 2, k);
  end
end
