% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_fields (caller, name, s, rules, origin)
  % check_fields (caller, name, s, rules, origin)   refuses a struct that lacks fields or holds others than RULES say (pgdqa:class)
  %
  % name     of the argument s, for messages
  % rules    rows {path, kind, detail}: path 'field' or 'field.field', kind and detail as in kind_of; a path with ? after it may be
  %          missing or empty
  % origin   what makes such a struct
  if (~ isstruct (s) || ~ isscalar (s))
    error ('pgdqa:class', '%s: %s is %s, expected %s', caller, name, pgdqa_shared.value_text (s), origin);
  end
  for i = 1:size (rules, 1)
    path = rules{i, 1};
    optional = path(end) == '?';
    path = {path(1:end - optional)};
    if (any (path{1} == '.'))
      path = strsplit (path{1}, '.');
    end
    [found, value] = follow (s, path);
    if (optional && (~ found || isempty (value)))
      continue;
    end
    if (~ found)
      error ('pgdqa:class', '%s: %s has no field %s, expected %s', caller, name, strjoin (path, '.'), origin);
    end
    [fits, ~, expected] = pgdqa_shared.kind_of (value, rules{i, 2}, rules{i, 3});
    if (~ fits)
      error ('pgdqa:class', '%s: field %s of %s is %s, expected %s', caller, strjoin (path, '.'), name, pgdqa_shared.value_text (value), expected);
    end
  end
end

function [found, value] = follow (value, path)
  found = true;
  for k = 1:numel (path)
    found = found && isstruct (value) && isscalar (value) && isfield (value, path{k});
    if (found)
      value = value.(path{k});
    end
  end
end
