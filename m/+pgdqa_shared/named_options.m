% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = named_options (caller, rules, pairs)
  % options = named_options (caller, rules, pairs)   struct of 'Name', value, ... over defaults, checked
  %
  % rules   rows {name, default, kind, detail}, the last two as in kind_of.  Case is ignored in names; [] stands for the default.
  names = rules(:, 1)';
  options = cell2struct (rules(:, 2), names, 1);
  for i = 1:2:numel (pairs)
    if (~ ischar (pairs{i}) || ~ isrow (pairs{i}))
      error ('pgdqa:option', '%s: option %d is %s, expected a name: %s', ...
             caller, (i + 1) / 2, pgdqa_shared.value_text (pairs{i}), strjoin (names, ', '));
    end
    at = find (strcmpi (pairs{i}, names));
    if (isempty (at))
      error ('pgdqa:option', '%s: %s is no option, expected one of: %s', caller, pgdqa_shared.short_text (pairs{i}), strjoin (names, ', '));
    end
    if (i == numel (pairs))
      error ('pgdqa:option', '%s: option %s has no value', caller, names{at});
    end
    options.(names{at}) = checked (caller, rules(at, :), pairs{i + 1});
  end
end

function value = checked (caller, rule, value)
  none = isequal (size (value), [0, 0]);
  if (none && (isnumeric (value) || (isempty (rule{2}) && strcmp (class (value), class (rule{2})))))
    value = rule{2};
    return;
  end
  [fits, value, expected] = pgdqa_shared.kind_of (value, rule{3}, rule{4});
  if (~ fits)
    error ('pgdqa:option', '%s: %s is %s, expected %s', caller, rule{1}, pgdqa_shared.value_text (value), expected);
  end
end
