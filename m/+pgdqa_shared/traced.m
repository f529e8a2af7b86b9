% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = traced (caller, objective, options, x, y, lost)
  % objective = traced (caller, objective, options, x, y, lost)   an objective of as_objective, recorded where option Derivatives asks for it
  %
  % lost   why the tapes of OBJECTIVE are not to be used any more: it is differentiated by differences ('', the default: they are)
  % One that stays a handle gets the field untraced: why it could not be recorded, '' where it was not to be.  It is then left as it is wherever
  % it is handed on, so that a function that solves many times records once.
  if (nargin < 6)
    lost = '';
  end
  in_force = pgdqa_shared.core ('options', rmfield (options, setdiff (fieldnames (options), {'Derivatives', 'Display'})));
  is_handle = strcmp (objective.objective, 'handle');
  said = lost;
  if (~ isempty (lost))
    objective = pgdqa_shared.probe_objective (pgdqa_shared.as_objective (caller, objective.fun, objective.level), x, y);
    objective.untraced = lost;
  elseif (is_handle && ~ isfield (objective, 'untraced'))
    objective.untraced = '';
    if (any (strcmp (in_force.Derivatives, {'trace', 'auto'})))
      [objective, said] = record (caller, objective, options, in_force.Derivatives, x, y);
    end
  end
  if (~ isempty (said) && ~ strcmp (in_force.Display, 'off'))
    fprintf ('pgdqa: %s is differentiated by differences: %s\n', objective.level, said);
  end
end

function [objective, said] = record (caller, objective, options, word, x, y)
  % said: why it is not recorded, '' where it is, or where the run is to raise the error itself
  solvers = pgdqa_shared.solver_functions ();
  own = solvers(isfield (objective, solvers(:, 1)), 1);
  said = '';
  try
    if (~ isfield (objective, 'order'))
      objective = pgdqa_shared.probe_objective (objective, x, y);
    end
    if (strcmp (word, 'auto') && objective.order > 0)
      return;
    elseif (~ isempty (own))
      error ('pgdqa:trace', '%s: an objective with %s is not traced', caller, own{1});
    end
    bounds = rmfield (options, setdiff (fieldnames (options), {'XMin', 'XMax', 'YMin', 'YMax'}));
    x = pgdqa_shared.within_bounds (x, bounds, 'X');
    y = pgdqa_shared.within_bounds (y, bounds, 'Y');
    recorded = pgdqa_shared.as_objective (caller, pgdqa_trace (objective.fun, x, y, bounds), objective.level);
    store = recorded.store;
    store('bounds') = bounds; %#ok<NASGU>
    pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + sum (objective.probes));
    objective = recorded;
  catch err
    if (strcmp (word, 'trace'))
      rethrow (err);
    end
    objective.untraced = err.message;
    if (strcmp (err.identifier, 'pgdqa:trace'))
      said = err.message;
    end
  end
end
