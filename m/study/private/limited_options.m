% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = limited_options (options, calls, seconds)
  % options = limited_options (options, calls, seconds)   with MaxCalls and MaxTime no larger than these
  names = {'MaxCalls', 'MaxTime'};
  most = [calls, seconds];
  for i = find (isfinite (most))
    if (~ isfield (options, names{i}) || isempty (options.(names{i})) || options.(names{i}) > most(i))
      options.(names{i}) = most(i);
    end
  end
end
