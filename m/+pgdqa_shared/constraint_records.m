% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function records = constraint_records (problem, options)
  % records = constraint_records (problem, options)   the constraint functions among OPTIONS, tried and recorded at the start of PROBLEM
  %
  % records.UpperCon, .LowerCon   [], or a struct:
  %   call        [r, J] = call (x, y), counted in tally
  %   count       [numel(c), numel(ceq)]
  %   linear      which of its rows are A * [x; y] - b, as far as their values at a few points tell
  %   size        of the other rows, about the norm of their Jacobian
  %   lagrangian  u' * (r(~ linear) ./ size) as an objective of x and [y; u]; []: all are linear
  %   tally       a map: 'calls', evaluations so far, without and with J
  in_force = pgdqa_shared.core ('options', options);
  may_trace = ~ any (strcmp (in_force.Derivatives, {'difference', 'complex-step'}));
  for name = {'UpperCon', 'LowerCon'}
    records.(name{1}) = [];
    if (isfield (options, name{1}) && ~ isempty (options.(name{1})))
      records.(name{1}) = record (options.(name{1}), name{1}, problem, may_trace);
    end
  end
end

function r = record (con, name, problem, may_trace)
  tally = containers.Map ({'calls'}, {[0, 0]});
  [call, count, gives_J] = pgdqa_shared.constraint_function (@(x, y) counted (con, tally, x, y), name, problem.x0, problem.y0);
  k = sum (count);
  if (k == 0)
    r = [];
    return;
  end
  L = lagrangian_of (call, (1:k)', ones (k, 1), gives_J, tally, problem, name, may_trace);
  [A, b, linear, J] = linear_part (L, k, tally, problem);
  curved = find (~ linear);
  size_of = pgdqa_shared.row_sizes (J(curved, :));
  r = struct ('call', call, 'count', count, 'A', A, 'b', b, 'linear', linear, 'size', size_of, 'lagrangian', [], 'tally', tally);
  if (~ isempty (curved))
    r.lagrangian = lagrangian_of (call, curved, size_of, gives_J, tally, problem, name, may_trace);
  end
end

function varargout = counted (con, tally, x, y)
  [varargout{1:max (nargout, 1)}] = con (x, y);
  tally('calls') = tally('calls') + [nargout <= 2, nargout > 2]; %#ok<NASGU>  a map is shared
end

function L = lagrangian_of (call, rows, size_of, gives_J, tally, problem, name, may_trace)
  % u' * (r(rows) ./ size_of), traced where that can be done: calls of that are none of the TALLY
  sizes = [numel(problem.x0), numel(problem.y0)];
  L = pgdqa_shared.constraint_lagrangian (call, rows, size_of, gives_J, sizes, name);
  if (~ may_trace)
    return;
  end
  before = tally('calls');
  try
    traced = pgdqa_trace (@(x, yu) weighted (call, rows, size_of, x, yu, sizes(2)), problem.x0, [problem.y0; ones(numel (rows), 1)]);
    L = pgdqa_shared.as_objective ('pgdqa_solve', traced, name);
  catch err
    if (~ strcmp (err.identifier, 'pgdqa:trace'))
      rethrow (err);
    end
  end
  tally('calls') = before; %#ok<NASGU>  a map is shared
end

function v = weighted (call, rows, size_of, x, yu, m)
  r = call (x, yu(1:m));
  v = (yu(m+1:end) ./ size_of)' * r(rows);
end

function [A, b, linear, J] = linear_part (L, k, tally, problem)
  % r = A * [x; y] - b for the rows that are LINEAR, as far as their values at a few points tell; J: the Jacobian at the start
  [x, y] = deal (problem.x0, problem.y0);
  rows = struct ('A', zeros (k, numel (x) + numel (y)), 'b', zeros (k, 1), 'curved', k, 'lagrangian', L, 'tally', tally);
  [r, J] = pgdqa_shared.constraint_residual (rows, x, y);
  A = J;
  tolerance = 1e-11;
  if (~ pgdqa_shared.is_tape (L))   % A may come from differences
    tolerance = 1e-8;
    A(abs (A) <= 1e-9 * repmat (max (abs (A), [], 2), 1, size (A, 2))) = 0;
  end
  b = A * [x; y] - r;
  linear = isfinite (b) & all (isfinite (A), 2);
  d = pgdqa_shared.seeded_normal (numel (x) + numel (y), 6, 1);
  for j = 1:6
    z = [x; y] + d(:, j) .* (1 + abs ([x; y])) * 10 ^ (j / 2 - 2);
    r = pgdqa_shared.constraint_residual (rows, z(1:numel (x)), z(numel (x)+1:end));
    linear = linear & abs (r - A * z + b) <= tolerance * (abs (A) * abs (z) + abs (b) + abs (r));
  end
end
