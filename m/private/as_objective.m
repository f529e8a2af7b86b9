% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = as_objective (caller, arg, name)
  % obj = as_objective (caller, arg, name)   an objective struct from a function handle or an objective struct; NAME is 'f' or 'g'
  %
  % One of handles has the fields objective, fun, hvp and level (NAME, for messages) alone, all of the right class.
  origin = 'a function handle or an objective such as pgdqa_quadratic makes';
  if (isa (arg, 'function_handle'))
    obj = pgdqa_objective (arg);
    obj.level = name;
    return;
  elseif (~ isstruct (arg) || ~ isscalar (arg) || ~ isfield (arg, 'objective'))
    error ('pgdqa:class', '%s: %s is a %s %s, expected %s', caller, name, size_text (arg), class (arg), origin);
  end
  check_fields (caller, name, arg, {'objective', 'text', ''}, origin);
  obj = arg;
  if (strcmp (arg.objective, 'handle'))
    check_fields (caller, name, arg, {'fun', 'function', '[v, gx, gy] = fun (x, y)'
                                      'hvp?', 'function', '[hx, hy] = hvp (x, y, vx, vy)'}, origin);
    hvp = [];
    if (isfield (arg, 'hvp') && ~ isempty (arg.hvp))
      hvp = arg.hvp;
    end
    obj = pgdqa_objective (arg.fun, hvp);
    obj.level = name;
  end
end
