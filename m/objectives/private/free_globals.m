% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function free_globals ()
  % free_globals ()   global variables in which a traced function has left traced values get the numbers that these stand for
  for name = who ('global')'
    old = global_value (name{1});
    new = plain_values (old);
    if (~ strcmp (class (old), class (new)) || ~ isequal (old, new))
      set_global (name{1}, new);
    end
  end
end

function a = plain_values (a)
  if (isobject (a) && strcmp (class (a), 'pgdqa_traced'))
    a = a.value;
  elseif (iscell (a))
    a = cellfun (@plain_values, a, 'UniformOutput', false);
  elseif (isstruct (a))
    fields = fieldnames (a);
    for k = 1:numel (a) * (numel (fields) > 0)
      for field = fields'
        a(k).(field{1}) = plain_values (a(k).(field{1}));
      end
    end
  end
end

% Arguments with names that no variable of a user has.
function pgdqa_value = global_value (pgdqa_name)
  eval (sprintf ('global %s; pgdqa_value = %s;', pgdqa_name, pgdqa_name));
end

function set_global (pgdqa_name, pgdqa_value) %#ok<INUSD>
  eval (sprintf ('global %s; %s = pgdqa_value;', pgdqa_name, pgdqa_name));
end
