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
  %   tally        a map: 'calls', evaluations so far of the rows that are a function, without and with J;   counted   those before the run
  %   call         [r, J] = call (x, y), the user's own function: [c; ceq]; [] without
  % problem.constraint_records, if it is there, holds the functions as constraint_records made it.
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
  handed_over = isfield (problem, 'constraint_records');
  if (handed_over)
    records = problem.constraint_records;
  else
    records = pgdqa_shared.constraint_records (problem, options);
  end
  for level = {'Upper', 'Lower'}
    rows = linear_rows (options, level{1}, n, m);
    rows = with_function (rows, records.([level{1}, 'Con']));
    if (handed_over)
      rows.counted = rows.tally('calls');
    end
    [levels.(lower (level{1})), levels.options] = without_bounds (rows, levels.options, level{1}, n, m);
  end
end

function rows = linear_rows (options, level, n, m)
  rows = struct ('A', sparse (0, n + m), 'b', zeros (0, 1), 'equal', false (0, 1), 'curved', 0, 'lagrangian', [], 'size', zeros (0, 1), 'user', zeros (0, 2), ...
                 'count', zeros (1, 4), 'bounds', zeros (0, 5), 'call', [], 'tally', containers.Map ({'calls'}, {[0, 0]}), 'counted', [0, 0]);
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
  size_of = pgdqa_shared.row_sizes (A);
  rows.A = [rows.A; spdiags(1 ./ size_of, 0, numel (b), numel (b)) * A];
  rows.b = [rows.b; b ./ size_of];
  rows.size = [rows.size; size_of];
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

function rows = with_function (rows, r)
  % The rows of a function of the user's, of its record R: those that turned out to be linear, and the others.
  if (isempty (r))
    return;
  end
  [rows.tally, rows.call] = deal (r.tally, r.call);
  [linear, curved] = deal (find (r.linear), find (~ r.linear));
  is_equation = (1:sum (r.count))' > r.count(1);
  user = [3 + is_equation, (1:sum (r.count))' - r.count(1) * is_equation];
  rows = with_linear (rows, sparse (r.A(linear, :)), r.b(linear));
  rows.A = [rows.A; sparse(numel (curved), size (r.A, 2))];
  rows.b = [rows.b; zeros(numel (curved), 1)];
  rows.size = [rows.size; r.size];
  order = [linear; curved];
  rows.equal = [rows.equal; is_equation(order)];
  rows.user = [rows.user; user(order, :)];
  rows.count(3:4) = r.count;
  rows.curved = numel (curved);
  rows.lagrangian = r.lagrangian;
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
