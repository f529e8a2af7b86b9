% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_problem (caller, problem)
  % check_problem (caller, problem)   refuses fields of a problem struct that would be read if their case were another
  known = {'f', 'g', 'x0', 'y0', 'options', 'name', 'known', 'exact', 'metric'};
  for name = setdiff (fieldnames (problem), known)'
    k = find (strcmpi (name{1}, known), 1);
    if (~ isempty (k))
      error ('pgdqa:option', '%s: problem has a field %s, which is not read; did you mean %s?', caller, name{1}, known{k});
    end
  end
end
