% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = traced (caller, objective, options, x, y, lost)
  % objective = traced (caller, objective, options, x, y, lost)   an objective of as_objective, recorded where option Derivatives asks for it
  %
  % lost   why the tapes of OBJECTIVE are not to be used any more: it goes on without them ('', the default: they are)
  % A handle that gives gradients, but no products, may get the field products: the tape of its value, an objective of as_objective.
  % One that stays a handle gets the field untraced: why it could not be recorded, '' where it was not to be.  It is then left as it is wherever
  % it is handed on, so that a function that solves many times records once.
  if (nargin < 6)
    lost = '';
  end
  in_force = pgdqa_shared.core ('options', chosen (options, {'Derivatives', 'Display'}));
  is_handle = strcmp (objective.objective, 'handle');
  said = '';
  if (~ isempty (lost))
    said = lost;
    objective = pgdqa_shared.probe_objective (pgdqa_shared.as_objective (caller, objective.fun, objective.level), x, y);
    objective.untraced = lost;
  elseif (is_handle && ~ isfield (objective, 'untraced'))
    objective.untraced = '';
    if (any (strcmp (in_force.Derivatives, {'trace', 'auto'})))
      [objective, said] = recorded (caller, objective, options, strcmp (in_force.Derivatives, 'trace'), x, y);
    end
  end
  if (~ isempty (said) && ~ strcmp (in_force.Display, 'off'))
    what = {[objective.level, ' is differentiated'], ['products of ', objective.level, ' are made']};
    fprintf ('pgdqa: %s by differences: %s\n', what{1 + (objective.order > 0)}, said);
  end
end

function [objective, said] = recorded (caller, objective, options, insists, x, y)
  % insists: Derivatives is trace;  said: why it is not recorded, '' where it is, or where the run is to raise the error itself
  said = '';
  try
    if (~ isfield (objective, 'order'))
      objective = pgdqa_shared.probe_objective (objective, x, y);
    end
    if (insists || objective.order < 1)
      objective = replaced (caller, objective, options, x, y);
    elseif (lacks_products (objective, x, y))
      objective = with_products (caller, objective, options, x, y);
    end
  catch err
    if (insists)
      rethrow (err);
    end
    objective.untraced = err.message;
    if (strcmp (err.identifier, 'pgdqa:trace'))
      said = err.message;
    end
  end
end

function yes = lacks_products (objective, x, y)
  % Tracing takes some 0.02 s, which few variables do not earn back.
  few = 20;
  yes = objective.level == 'g' && isempty (objective.hvp) && isempty (own_solver (objective)) && numel (x) + numel (y) > few;
end

function name = own_solver (objective)
  % 'HessianYY', ...: the first that it has; ''
  solvers = pgdqa_shared.solver_functions ();
  name = [solvers{find(isfield (objective, solvers(:, 1)), 1), 1}, ''];
end

function tape = replaced (caller, objective, options, x, y)
  % The tape in place of the handle, whose calls so far count as those of tracing.
  own = own_solver (objective);
  if (~ isempty (own))
    error ('pgdqa:trace', '%s: an objective with %s is not traced', caller, own);
  end
  tape = tape_of (caller, objective, options, x, y);
  pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + sum (objective.probes));
end

function objective = with_products (caller, objective, options, x, y)
  % The products are right only if the gradients that are given are those of the value.
  tape = tape_of (caller, objective, options, x, y);
  which = pgdqa_shared.other_gradient (tape, objective, x, y);
  if (~ isempty (which))
    error ('pgdqa:trace', '%s: %s of %s is not the gradient of the value that was recorded; pgdqa_check tests it', caller, which, objective.level);
  end
  objective.products = tape;
end

function tape = tape_of (caller, objective, options, x, y)
  bounds = chosen (options, {'XMin', 'XMax', 'YMin', 'YMax'});
  x = pgdqa_shared.within_bounds (x, bounds, 'X');
  y = pgdqa_shared.within_bounds (y, bounds, 'Y');
  tape = pgdqa_shared.as_objective (caller, pgdqa_trace (objective.fun, x, y, bounds), objective.level);
  store = tape.store;
  store('bounds') = bounds; %#ok<NASGU>
end

function some = chosen (options, names)
  some = struct ();
  for k = find (isfield (options, names))
    some.(names{k}) = options.(names{k});
  end
end
