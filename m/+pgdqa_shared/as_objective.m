% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = as_objective (caller, arg, name)
  % obj = as_objective (caller, arg, name)   an objective struct from a function handle or an objective struct; NAME is 'f' or 'g'
  %
  % One of handles has the fields objective, fun, hvp and level (NAME, for messages), all of the right class; where they are given
  % HessianYY, SolveYY and PreconditionerYY, factorise, which the core calls with HessianYY, and untraced and products (traced).
  % One of tapes that knows its function has level and again, which the core calls where no tape holds; store holds all its tapes (trace_again).
  origin = 'a function handle or an objective such as pgdqa_quadratic makes';
  if (isa (arg, 'function_handle'))
    obj = pgdqa_objective (arg);
    obj.level = name;
    return;
  elseif (~ isstruct (arg) || ~ isscalar (arg) || ~ isfield (arg, 'objective'))
    error ('pgdqa:class', '%s: %s is a %s %s, expected %s', caller, name, pgdqa_shared.size_text (arg), class (arg), origin);
  end
  pgdqa_shared.check_fields (caller, name, arg, {'objective', 'text', ''; 'weight?', 'number', '[0, Inf)'}, origin);
  obj = arg;
  if (strcmp (arg.objective, 'handle'))
    solvers = pgdqa_shared.solver_functions ();
    rules = [{'fun', 'function', '[v, gx, gy] = fun (x, y)'
              'hvp?', 'function', '[hx, hy] = hvp (x, y, vx, vy)'}
             [strcat(solvers(:, 1), '?'), repmat({'function'}, size (solvers, 1), 1), solvers(:, 2)]];
    pgdqa_shared.check_fields (caller, name, arg, rules, origin);
    given = {};
    for option = [{'hvp'; 'HVP'}, [solvers(:, 1)'; solvers(:, 1)']]
      if (isfield (arg, option{1}) && ~ isempty (arg.(option{1})))
        given = [given, option(2), {arg.(option{1})}]; %#ok<AGROW>
      end
    end
    obj = pgdqa_objective (arg.fun, given{:});
    obj.level = name;
    for field = {'untraced', 'products', 'weight'}
      if (isfield (arg, field{1}))
        obj.(field{1}) = arg.(field{1});
      end
    end
    if (isfield (obj, 'HessianYY'))
      obj.factorise = @pgdqa_shared.factor_yy;
    end
  elseif (strcmp (arg.objective, 'tape') && isfield (arg, 'fun') && ~ isfield (arg, 'store'))
    obj.level = name;
    store = containers.Map ({'objective', 'failure', 'bounds'}, {arg, '', struct()}, 'UniformValues', false);
    obj.store = store;
    obj.again = @(x, y, forgiving) pgdqa_shared.trace_again (store, x, y, forgiving);
  end
end
