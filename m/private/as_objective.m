% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = as_objective (caller, arg, name)
  % obj = as_objective (caller, arg, name)   an objective struct from a function handle or an objective struct; NAME is 'f' or 'g'
  %
  % That of handles is noted as obj.level, for messages.
  if (isa (arg, 'function_handle'))
    obj = pgdqa_objective (arg);
  elseif (isstruct (arg) && isscalar (arg) && isfield (arg, 'objective'))
    obj = arg;
  else
    error ('pgdqa:class', '%s: %s is a %s %s, expected a function handle or an objective such as pgdqa_quadratic makes', ...
           caller, name, size_text (arg), class (arg));
  end
  if (strcmp (obj.objective, 'handle'))
    obj.level = name;
  end
end
