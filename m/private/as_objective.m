% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = as_objective (arg, name)
  % obj = as_objective (arg, name)   an objective struct from a function handle or an objective struct; NAME is 'f' or 'g'
  if (isa (arg, 'function_handle'))
    obj = pgdqa_objective (arg);
  elseif (isstruct (arg) && isscalar (arg) && isfield (arg, 'objective'))
    obj = arg;
  else
    error ('pgdqa:class', 'pgdqa_solve: %s is a %s %s, expected a function handle or an objective such as pgdqa_quadratic makes', ...
           name, strrep (num2str (size (arg)), '  ', 'x'), class (arg));
  end
end
