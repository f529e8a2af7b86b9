% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function level = contradicted (objectives, x, y, options)
  % level = contradicted (objectives, x, y, options)   'f' or 'g': which tape gives another value, or gradient, there than its function; '': none
  %
  % With Derivatives 'trace' that is an error.
  level = '';
  for name = fieldnames (objectives)'
    if (isempty (level) && is_other (objectives.(name{1}), x, y))
      level = name{1};
    end
  end
  if (~ isempty (level) && isfield (options, 'Derivatives') && strcmpi (options.Derivatives, 'trace'))
    error ('pgdqa:trace', ['pgdqa_solve: at the answer %s gives another value than its tape: it may test x or y as in `if (z)`, which ' ...
                           'leaves no trace (write `if (z ~= 0)`), or keep state; set Derivatives to ''difference'''], level);
  end
end

function yes = is_other (objective, x, y)
  yes = false;
  if (isfield (objective, 'products'))
    yes = ~ isempty (pgdqa_shared.other_gradient (objective.products, objective, x, y));
    return;
  elseif (~ isfield (objective, 'store'))
    return;
  end
  objective = objective.store('objective');
  [recorded, known, largest] = pgdqa_shared.core ('examine', objective, x, y);
  pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + 1);
  try
    v = objective.fun (x, y);
  catch %#ok<CTCH>
    return;   % it fails there, or does not give a value alone
  end
  tolerance = 1e-9;
  if (isa (v, 'single') || isa (x, 'single'))
    tolerance = 1e-4;
  end
  yes = known && isscalar (v) && isreal (v) && isfinite (v) && abs (double (v) - recorded) > tolerance * max (largest, abs (double (v)));
end
