
function varargout = oracle_call (objective, names, shapes, fun, varargin)
  % [v, gx, gy] = oracle_call (objective, {'value', 'gradient gx', 'gradient gy'}, {1, x, y}, fun, x, y)
  % [hx, hy] = oracle_call (objective, {'product hx', 'product hy'}, {x, y}, hvp, x, y, vx, vy)
  %
  % A function of the user, whose outputs are refused (pgdqa:oracle) unless they are full floating-point arrays of the sizes of SHAPES.
  % They may be complex or not finite.  An error of the function itself is raised as it is.
  count = max (1, nargout);
  try
    [varargout{1:count}] = fun (varargin{:});
  catch err
    refuse_missing (err, count, objective, names, @() fun (varargin{:}));
    rethrow (err);
  end
  for i = 1:count
    v = varargout{i};
    if (~ isfloat (v) || issparse (v) || ndims (v) > 2 || any (size (v) ~= size (shapes{i})))
      refuse (v, names{i}, shapes{i}, objective);
    end
  end
end

function refuse_missing (err, count, objective, names, call)
  % A function that fails in the way of one that lacks outputs, and does not fail when asked for another number of them.
  ids = {'', 'Octave:invalid-fun-call', 'Octave:undefined-function', 'MATLAB:maxlhs', 'MATLAB:TooManyOutputs', 'MATLAB:unassignedOutputs'};
  if (~ any (strcmp (err.identifier, ids)))
    return;
  end
  for given = [count - 1:-1:1, count + 1]
    try
      [outputs{1:given}] = call (); %#ok<NASGU>
    catch
      continue;
    end
    error ('pgdqa:oracle', 'pgdqa: the function for %s%s gives %d outputs, expected %d', strjoin (names(1:count), ', '), ...
           of_level (objective), given, count);
  end
end

function refuse (value, name, shape, objective)
  kinds = {'', 'sparse '};
  if (~ isfloat (value) || issparse (value))
    error ('pgdqa:oracle', 'pgdqa: %s%s is a %s%s, expected full double or single', name, of_level (objective), ...
           kinds{1 + issparse(value)}, class (value));
  end
  symbols = struct ('e', '', 'x', sprintf (' (n = %d)', numel (shape)), 'y', sprintf (' (m = %d)', numel (shape)));
  error ('pgdqa:oracle', 'pgdqa: %s%s has size %s, expected %s%s', name, of_level (objective), ...
         pgdqa_shared.size_text (value), pgdqa_shared.size_text (shape), symbols.(name(end)));
end

function text = of_level (objective)
  text = '';
  if (isfield (objective, 'level'))
    text = [' of ', objective.level];
  end
end
