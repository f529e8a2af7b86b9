% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = probe_objective (obj, x, y)
  % obj = probe_objective (obj, x, y)   finds out whether a handle gives derivatives
  %
  % Sets obj.order: 0 value only, 1 value and gradient; and obj.probes = [value calls, gradient calls] made to find out.
  % Value only: nargout (fun) == 1, or outputs 2 and 3 come back unset, or a call with three outputs fails for their number
  % and a call with one works.  An error of the function itself is raised as it is.
  if (~ strcmp (obj.objective, 'handle') || ~ isfield (obj, 'fun') || ~ isa (obj.fun, 'function_handle'))
    return; % the gateway says what is wrong
  end
  obj.order = 0;
  obj.probes = [0, 0];
  outputs = declared_outputs (obj.fun);
  if (outputs == 1)
    return;
  elseif (outputs == 2)
    error ('pgdqa:oracle', 'pgdqa: %s gives 2 outputs, expected 1 (the value) or 3 (value, gradient in x, gradient in y)', func2str (obj.fun));
  end
  try
    [v, gx, gy] = obj.fun (x, y); %#ok<ASGLU>
    obj.order = 1;
    obj.probes = [0, 1];
  catch err
    if (~ lacks_outputs (err))
      rethrow (err);
    end
    v = obj.fun (x, y); %#ok<NASGU>
    obj.probes = [1 + was_entered(err), 0];
  end
end

function k = declared_outputs (fun)
  k = -1;
  try
    k = nargout (fun);
  catch
  end
end

function yes = lacks_outputs (err)
  % The error must come from the function itself (or a handle around it), not from one that its body calls.
  names = {err.stack.name};
  inside = names(1:find (strcmp (names, 'probe_objective'), 1) - 1);
  inside = inside(cellfun (@(s) isempty (strfind (s, 'anonymous')), inside));
  words = {'too many output', 'number of output arguments', 'undefined in return list', 'some elements undefined', 'not assigned during call'};
  yes = numel (inside) <= 1 && (any (cellfun (@(s) ~ isempty (strfind (err.message, s)), words)) || is_unset_output (err));
end

function yes = was_entered (err)
  yes = isempty (regexp (err.message, '[Tt]oo many output', 'once'));
end

function yes = is_unset_output (err)
  % An output left unset is reported as an undefined variable at its declaration, which lies before the place where the
  % function stopped; a variable missing in its body is reported after the start of the statement that needs it.
  yes = false;
  at = regexp (err.message, 'undefined near line (\d+), column (\d+)', 'tokens', 'once');
  if (~ isempty (at) && ~ isempty (err.stack))
    at = str2double (at);
    top = err.stack(1);
    yes = at(1) < top.line || (at(1) == top.line && at(2) < top.column);
  end
end
