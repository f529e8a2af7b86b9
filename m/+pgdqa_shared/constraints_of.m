% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function levels = constraints_of (problem, options)
  % levels = constraints_of (problem, options)   the constraints of a run, checked; [] where there are none
  %
  % levels.upper, .lower   structs of rows r_i <= 0 or r_i = 0, r = A * [x; y] - b + [0; c (x, y)]:
  %   A, b         k x (n + m), k x 1; the rows of c are 0
  %   equal        k x 1 logical: an equation
  %   curved       how many of the last rows are not linear
  %   lagrangian   objective of x and [y; u] with the value u' * c (x, y), [] where curved is 0
  %   size         k x 1: r is the user's row over this, about the norm of its Jacobian row
  %   user         k x 2: which of the user's rows, as a kind (1 ineqlin, 2 eqlin, 3 ineqnonlin, 4 eqnonlin) and an index
  %   count        1 x 4: of the user's rows of each kind
  %   bounds       rows that became bounds: [kind, index, variable of its level, its coefficient, its bound]
  %   call         [r, J] = call (x, y), the user's own function: [c; ceq]; [] without
  % levels.options   options without constraints, with rows of one variable made bounds
  [n, m] = deal (numel (problem.x0), numel (problem.y0));
  names = pgdqa_shared.constraint_names ();
  given = names(isfield (options, names));
  given = given(~ cellfun (@(name) isempty (options.(name)), given));
  levels = [];
  if (isempty (given))
    return;
  end
  in_force = pgdqa_shared.core ('options', options);
  if (~ (strcmp (in_force.Method, 'pgdqa') && strcmp (in_force.Schedule, 'adaptive')))
    error ('pgdqa:needs', 'pgdqa_solve: Method ''%s'', Schedule ''%s'' takes no constraints (%s), expected Method ''pgdqa'' with Schedule ''adaptive''', ...
           in_force.Method, in_force.Schedule, strjoin (given, ', '));
  end
  levels.options = rmfield (options, [names(isfield (options, names)), reshape(intersect ({'TolCon'}, fieldnames (options)), 1, [])]);
  may_trace = ~ any (strcmp (in_force.Derivatives, {'difference', 'complex-step'}));
  for level = {'Upper', 'Lower'}
    rows = linear_rows (options, level{1}, n, m);
    rows = with_function (rows, options, [level{1}, 'Con'], problem, may_trace);
    [levels.(lower (level{1})), levels.options] = without_bounds (rows, levels.options, level{1}, n, m);
  end
end

function rows = linear_rows (options, level, n, m)
  rows = struct ('A', sparse (0, n + m), 'b', zeros (0, 1), 'equal', false (0, 1), 'curved', 0, 'lagrangian', [], 'size', zeros (0, 1), 'user', zeros (0, 2), ...
                 'count', zeros (1, 4), 'bounds', zeros (0, 5), 'call', []);
  suffix = {'A', 'B'; 'Aeq', 'Beq'};
  for kind = 1:2
    names = strcat (level, suffix(kind, :));
    A = value_of (options, names{1});
    b = value_of (options, names{2});
    if (isempty (A) && isempty (b))
      continue;
    end
    check_matrix (names{1}, A, [size(b, 1), n + m], sprintf ('as many rows as %s, n + m columns', names{2}), false);
    check_matrix (names{2}, b, [size(A, 1), 1], sprintf ('as many rows as %s', names{1}), kind == 1);
    k = size (A, 1);
    kept = find (isfinite (b));   % a right-hand side Inf constrains nothing
    rows = with_linear (rows, sparse (double (A(kept, :))), double (full (b(kept))));
    rows.equal = [rows.equal; repmat(kind == 2, numel (kept), 1)];
    rows.user = [rows.user; repmat(kind, numel (kept), 1), kept(:)];
    rows.count(kind) = k;
  end
end

function rows = with_linear (rows, A, b)
  % more rows, each of length 1
  size_of = row_sizes (A);
  rows.A = [rows.A; spdiags(1 ./ size_of, 0, numel (b), numel (b)) * A];
  rows.b = [rows.b; b ./ size_of];
  rows.size = [rows.size; size_of];
end

function s = row_sizes (J)
  s = sqrt (full (sum (J .^ 2, 2)));
  s(~ (s > 0 & isfinite (s))) = 1;
end

function value = value_of (options, name)
  value = [];
  if (isfield (options, name))
    value = options.(name);
  end
end

function check_matrix (name, A, expected, words, may_be_inf)
  if (~ isfloat (A) || ~ isreal (A))
    kind = {'', 'complex '};
    error ('pgdqa:class', 'pgdqa_solve: %s is a %s %s%s, expected a real matrix', name, pgdqa_shared.size_text (A), kind{1 + ~ isreal(A)}, class (A));
  elseif (~ isequal (size (A), expected))
    error ('pgdqa:size', 'pgdqa_solve: %s has size %s, expected %dx%d (%s)', name, pgdqa_shared.size_text (A), expected, words);
  end
  values = nonzeros (A);
  allowed = {'finite numbers', 'finite numbers or Inf'};
  if (~ all (isfinite (values) | (may_be_inf & values == Inf)))
    error ('pgdqa:value', 'pgdqa_solve: %s contains NaN or an infinite number, expected %s', name, allowed{1 + may_be_inf});
  end
end

function rows = with_function (rows, options, name, problem, may_trace)
  % The rows of a function of the user's: those that turn out to be linear, and the others.
  con = value_of (options, name);
  if (isempty (con))
    return;
  end
  [call, count, gives_J] = pgdqa_shared.constraint_function (con, name, problem.x0, problem.y0);
  k = sum (count);
  if (k == 0)
    return;
  end
  is_equation = (1:k)' > count(1);
  user = [3 + is_equation, (1:k)' - count(1) * is_equation];
  L = lagrangian_of (call, (1:k)', ones (k, 1), gives_J, problem, name, may_trace);
  [A, b, linear, J] = linear_part (L, k, problem);
  curved = find (~ linear);
  rows = with_linear (rows, sparse (A(linear, :)), b(linear));
  rows.A = [rows.A; sparse(numel (curved), size (A, 2))];
  rows.b = [rows.b; zeros(numel (curved), 1)];
  rows.size = [rows.size; row_sizes(J(curved, :))];
  order = [find(linear); curved];
  rows.equal = [rows.equal; is_equation(order)];
  rows.user = [rows.user; user(order, :)];
  rows.count(3:4) = count;
  rows.curved = numel (curved);
  rows.call = call;
  if (rows.curved > 0)
    rows.lagrangian = lagrangian_of (call, curved, row_sizes (J(curved, :)), gives_J, problem, name, may_trace);
  end
end

function L = lagrangian_of (call, rows, size_of, gives_J, problem, name, may_trace)
  % u' * (r(rows) ./ size_of), traced where that can be done
  sizes = [numel(problem.x0), numel(problem.y0)];
  L = pgdqa_shared.constraint_lagrangian (call, rows, size_of, gives_J, sizes, name);
  if (~ may_trace)
    return;
  end
  try
    traced = pgdqa_trace (@(x, yu) weighted (call, rows, size_of, x, yu, sizes(2)), problem.x0, [problem.y0; ones(numel (rows), 1)]);
    L = pgdqa_shared.as_objective ('pgdqa_solve', traced, name);
  catch err
    if (~ strcmp (err.identifier, 'pgdqa:trace'))
      rethrow (err);
    end
  end
end

function v = weighted (call, rows, size_of, x, yu, m)
  r = call (x, yu(1:m));
  v = (yu(m+1:end) ./ size_of)' * r(rows);
end

function [A, b, linear, J] = linear_part (L, k, problem)
  % r = A * [x; y] - b for the rows that are LINEAR, as far as their values at a few points tell; J: the Jacobian at the start
  [x, y] = deal (problem.x0, problem.y0);
  rows = struct ('A', zeros (k, numel (x) + numel (y)), 'b', zeros (k, 1), 'curved', k, 'lagrangian', L);
  [r, J] = pgdqa_shared.constraint_residual (rows, x, y);
  A = J;
  tolerance = 1e-11;
  if (~ strcmp (L.objective, 'tape'))   % A may come from differences
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

function [rows, options] = without_bounds (rows, options, level, n, m)
  % Linear rows of one variable of their own level become its bounds.
  own = 1:n;
  names = {'XMin', 'XMax'};
  if (strcmp (level, 'Lower'))
    own = n + (1:m);
    names = {'YMin', 'YMax'};
  end
  k = numel (rows.b);
  is_bound = full (sum (rows.A ~= 0, 2)) == 1 & full (any (rows.A(:, own) ~= 0, 2)) & (1:k)' <= k - rows.curved;
  if (~ any (is_bound))
    return;
  end
  low = pgdqa_shared.bound_of (options, names{1}, zeros (numel (own), 1));
  high = pgdqa_shared.bound_of (options, names{2}, zeros (numel (own), 1));
  for i = find (is_bound)'
    j = find (rows.A(i, own));
    a = full (rows.A(i, own(j)));
    at = rows.b(i) / a;
    if (a > 0 || rows.equal(i))
      high(j) = min (high(j), at);
    end
    if (a < 0 || rows.equal(i))
      low(j) = max (low(j), at);
    end
    rows.bounds(end+1, :) = [rows.user(i, :), j, a * rows.size(i), at];
  end
  crossed = find (low > high, 1);
  if (~ isempty (crossed))
    error ('pgdqa:value', 'pgdqa_solve: the %s-level constraints and bounds on %s(%d) alone ask for at least %g and at most %g, expected a value between', ...
           lower (level), lower (names{1}(1)), crossed, low(crossed), high(crossed));
  end
  options.(names{1}) = low;
  options.(names{2}) = high;
  for name = {'A', 'b', 'equal', 'user', 'size'}
    rows.(name{1}) = rows.(name{1})(~ is_bound, :);
  end
end
