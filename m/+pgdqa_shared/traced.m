% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = traced (caller, objective, options, x, y, lost)
  % objective = traced (caller, objective, options, x, y, lost)   an objective of as_objective, recorded where option Derivatives asks for it
  %
  % lost   why its tapes are not to be used any more: it is differentiated by differences ('', the default: they are)
  % Where it is to be recorded and cannot be, objective.untraced says why.
  if (nargin < 6)
    lost = '';
  end
  in_force = pgdqa_shared.core ('options', rmfield (options, setdiff (fieldnames (options), {'Derivatives', 'Display'})));
  word = in_force.Derivatives;
  is_handle = strcmp (objective.objective, 'handle');
  if (~ isempty (lost) && ~ is_handle)
    objective = pgdqa_shared.probe_objective (pgdqa_shared.as_objective (caller, objective.fun, objective.level), x, y);
  elseif (isempty (lost) && is_handle && any (strcmp (word, {'trace', 'auto'})))
    [objective, lost] = record (caller, objective, word, x, y);
  end
  if (~ isempty (lost) && ~ strcmp (in_force.Display, 'off'))
    fprintf ('pgdqa: %s is differentiated by differences: %s\n', objective.level, lost);
  end
  if (~ isempty (lost))
    objective.untraced = lost;
  end
end

function [objective, failure] = record (caller, objective, word, x, y)
  % failure: why it is not recorded; '': it is
  solvers = pgdqa_shared.solver_functions ();
  own = solvers(isfield (objective, solvers(:, 1)), 1);
  failure = '';
  if (~ isfield (objective, 'order'))
    objective = pgdqa_shared.probe_objective (objective, x, y);
  end
  if (strcmp (word, 'auto') && objective.order > 0)
    return;
  end
  try
    if (~ isempty (own))
      error ('pgdqa:trace', '%s: an objective with %s is not traced', caller, own{1});
    end
    recorded = pgdqa_shared.as_objective (caller, pgdqa_trace (objective.fun, x, y), objective.level);
    pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + sum (objective.probes));
    objective = recorded;
  catch err
    if (strcmp (word, 'trace') || ~ strcmp (err.identifier, 'pgdqa:trace'))
      rethrow (err);
    end
    failure = err.message;
  end
end
