% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = named_options (caller, options, pairs)
  % options = named_options (caller, options, pairs)   'Name', value, ... over the defaults in options
  %
  % The fields of options are the names allowed; case is ignored.
  names = fieldnames (options);
  for i = 1:2:numel (pairs)
    if (~ ischar (pairs{i}))
      error ('pgdqa:option', '%s: option %d is a %s, expected a name: %s', ...
             caller, (i + 1) / 2, class (pairs{i}), strjoin (names', ', '));
    end
    at = find (strcmpi (pairs{i}, names));
    if (isempty (at))
      error ('pgdqa:option', '%s: %s is no option, expected one of: %s', caller, pairs{i}, strjoin (names', ', '));
    end
    if (i == numel (pairs))
      error ('pgdqa:option', '%s: option %s has no value', caller, names{at});
    end
    options.(names{at}) = pairs{i + 1};
  end
end
