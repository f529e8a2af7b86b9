% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = as_sparse (arguments)
  % r = as_sparse (arguments)   sparse (a), or sparse (i, j, values, m, n); what is traced is full
  if (numel (arguments) == 1)
    r = arguments{1};
    return;
  elseif (numel (arguments) < 3)
    r = zeros (fixed (arguments{1}), fixed (arguments{2}));
    return;
  end
  [i, j, values] = deal (fixed (arguments{1}), fixed (arguments{2}), arguments{3});
  count = max ([numel(i), numel(j), numel(plain_of (values))]);
  places = [i(:) + zeros(count, 1), j(:) + zeros(count, 1)];
  shape = max (places, [], 1);
  if (numel (arguments) > 3)
    shape = [fixed(arguments{4}), fixed(arguments{5})];
  end
  if (~ isscalar (plain_of (values)))
    values = reshape (values, count, 1);
  end
  r = accumarray (places, values, shape);
end
