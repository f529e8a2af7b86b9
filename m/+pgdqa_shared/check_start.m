% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_start (caller, a, name, may_be_empty)
  % check_start (caller, a, name, may_be_empty)   refuses a start that is not a finite full real column, before a function sees it
  if (~ isfloat (a) || ~ isreal (a) || issparse (a))
    error ('pgdqa:class', '%s: %s is a %s%s, expected a full real double or single column', caller, name, kind_prefix (a), class (a));
  end
  if (~ (size (a, 2) == 1 && ndims (a) == 2) || (isempty (a) && ~ may_be_empty))
    error ('pgdqa:size', '%s: %s has size %s, expected a non-empty column', caller, name, pgdqa_shared.size_text (a));
  end
  if (~ all (isfinite (a)))
    k = find (~ isfinite (a), 1);
    error ('pgdqa:value', '%s: %s(%d) is %g, expected finite numbers', caller, name, k, a(k));
  end
end

function words = kind_prefix (a)
  words = '';
  if (issparse (a))
    words = 'sparse ';
  elseif (isnumeric (a) && ~ isreal (a))
    words = 'complex ';
  end
end
