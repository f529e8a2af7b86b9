% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = probe_objective (obj, x, y)
  % obj = probe_objective (obj, x, y)   finds out whether a handle gives derivatives
  %
  % Sets obj.order: 0 value only, 1 value and gradient; obj.without_gx: 1 where gx is [], else 0; and obj.probes = [value calls, gradient calls] made to find out.
  % Value only: nargout (fun) == 1, or a call with three outputs fails because there is one only.  A function that has more than
  % one and does not give three is refused.  An error of the function itself is raised as it is.  Where an error arose and its id tell
  % these apart, never its words.
  if (~ strcmp (obj.objective, 'handle') || ~ isfield (obj, 'fun') || ~ isa (obj.fun, 'function_handle'))
    return; % the gateway says what is wrong
  end
  obj.order = 0;
  obj.without_gx = 0;
  obj.probes = [0, 0];
  outputs = declared_outputs (obj.fun);
  if (outputs == 1)
    return;
  elseif (outputs == 2)
    refuse (obj, 'gives 2 outputs');
  end
  gx = [];
  try
    [v, gx, gy] = obj.fun (x, y); %#ok<ASGLU>
    obj.order = 1;
    obj.without_gx = double (isequal (gx, []));
    obj.probes = [0, 1];
  catch err
    [inside, returned] = place_of (err);
    if (strcmp (inside, 'deal'))
      refuse (obj, 'deals out another number of outputs');
    elseif (returned) % it ran, and gave fewer outputs; Octave assigns those that it gave
      second = ~ isempty (gx) && ~ is_library (outermost (obj.fun));
    elseif (outputs < 0 && refuses_outputs (err, inside))
      second = ~ is_library (inside{1}) && gives (2, obj.fun, x, y);
    else
      rethrow (err);
    end
    if (second)
      refuse (obj, 'gives 2 outputs');
    end
    v = obj.fun (x, y); %#ok<NASGU>  its own error, if it was another one
    obj.probes = [1 + returned, 0];
  end
end

function refuse (obj, received)
  level = 'pgdqa: ';
  if (isfield (obj, 'level'))
    level = sprintf ('pgdqa: %s: ', obj.level);
  end
  error ('pgdqa:oracle', '%s%s %s, expected 1 (the value) or 3 (value, gradient in x, gradient in y)', ...
         level, pgdqa_shared.short_text (func2str (obj.fun)), received);
end

function [inside, returned] = place_of (err)
  % inside     the functions with a name in which the error arose, innermost first
  % returned   none was running any more: the handle may have given fewer outputs
  names = {err.stack.name};
  above = names(1:find (strcmp (names, 'probe_objective'), 1) - 1);
  inside = above(cellfun (@(s) isempty (strfind (s, 'anonymous')), above));
  returned = isempty (inside) && any (strcmp (err.identifier, {'', 'Octave:undefined-function', 'MATLAB:unassignedOutputs'}));
end

function yes = refuses_outputs (err, inside)
  % A function that the handle calls directly, and that declares fewer than three outputs, was not entered.
  yes = numel (inside) == 1 && any (strcmp (err.identifier, {'Octave:invalid-fun-call', 'MATLAB:TooManyOutputs', 'MATLAB:maxlhs'}));
  if (yes)
    declared = declared_outputs (inside{1});
    yes = declared < 3;
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

function yes = gives (count, fun, x, y)
  try
    [outputs{1:count}] = fun (x, y); %#ok<NASGU>
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
