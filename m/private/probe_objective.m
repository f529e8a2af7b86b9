% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = probe_objective (obj, x, y)
  % obj = probe_objective (obj, x, y)   finds out whether a handle gives derivatives
  %
  % Sets obj.order: 0 value only, 1 value and gradient; and obj.probes = [value calls, gradient calls] made to find out.
  % Value only: nargout (fun) == 1, or a call with three outputs fails because there is one only.  A function that has more than
  % one and does not give three is refused.  An error of the function itself is raised as it is.
  if (~ strcmp (obj.objective, 'handle') || ~ isfield (obj, 'fun') || ~ isa (obj.fun, 'function_handle'))
    return; % the gateway says what is wrong
  end
  obj.order = 0;
  obj.probes = [0, 0];
  outputs = declared_outputs (obj.fun);
  if (outputs == 1)
    return;
  elseif (outputs == 2)
    refuse (obj, 'gives 2 outputs');
  end
  try
    [v, gx, gy] = obj.fun (x, y); %#ok<ASGLU>
    obj.order = 1;
    obj.probes = [0, 1];
  catch err
    inside = entered (err);
    refuse_incomplete (obj, err, inside, x, y);
    if (~ lacks_outputs (err, inside))
      rethrow (err);
    end
    v = obj.fun (x, y); %#ok<NASGU>
    obj.probes = [1 + was_entered(err), 0];
  end
end

function refuse (obj, received)
  level = 'pgdqa: ';
  if (isfield (obj, 'level'))
    level = sprintf ('pgdqa: %s: ', obj.level);
  end
  error ('pgdqa:oracle', '%s%s %s, expected 1 (the value) or 3 (value, gradient in x, gradient in y)', level, short_text (func2str (obj.fun)), received);
end

function refuse_incomplete (obj, err, inside, x, y)
  % Gradients that are declared or could be asked for, and are not there.
  unset = regexp (err.message, '''(\w+)'' undefined', 'tokens', 'once');
  third = ~ isempty (strfind (err.message, 'element number 3 undefined'));
  called = regexp (err.message, '^(\w+): function called with too many outputs', 'tokens', 'once');
  if (numel (inside) > 1)
    return;
  elseif (strcmp (inside, 'deal'))
    refuse (obj, 'deals out another number of outputs');
  elseif (~ isempty (unset) && is_unset_output (err))
    refuse (obj, sprintf ('does not set its output %s', unset{1}));
  elseif (third && ~ is_library (outermost (obj.fun)))
    refuse (obj, 'gives 2 outputs, without the gradient in y');
  elseif (~ isempty (called) && ~ is_library (called{1}) && gives_two (obj.fun, x, y))
    refuse (obj, 'gives 2 outputs');
  end
end

function name = outermost (fun)
  % the function that an anonymous one calls first
  name = regexp (func2str (fun), '^(@\([^)]*\))?\s*(\w+)', 'tokens', 'once');
  name = name{end};
end

function yes = is_library (name)
  % Functions of Octave and its packages have second outputs (max, quadgk) that are no gradients.
  yes = exist (name) == 5 || strncmp (which (name), matlabroot (), numel (matlabroot ())); %#ok<EXIST>
end

function yes = gives_two (fun, x, y)
  try
    [v, gx] = fun (x, y); %#ok<ASGLU>
    yes = true;
  catch
    yes = false;
  end
end

function k = declared_outputs (fun)
  k = -1;
  try
    k = nargout (fun);
  catch
  end
end

function inside = entered (err)
  % the functions with a name in which the error arose, innermost first
  names = {err.stack.name};
  inside = names(1:find (strcmp (names, 'probe_objective'), 1) - 1);
  inside = inside(cellfun (@(s) isempty (strfind (s, 'anonymous')), inside));
end

function yes = lacks_outputs (err, inside)
  % The error must come from the function itself (or a handle around it), not from one that its body calls.
  words = {'too many output', 'number of output arguments', 'undefined in return list', 'some elements undefined', 'not assigned during call'};
  yes = numel (inside) <= 1 && any (cellfun (@(s) ~ isempty (strfind (err.message, s)), words));
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
