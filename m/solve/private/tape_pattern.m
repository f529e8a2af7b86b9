% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function P = tape_pattern (tape, m, most)
  % P = tape_pattern (tape, m, most)   where D2_yy of a tape can differ from 0: a sparse m x m matrix of zeros and ones
  %
  % []: a column of P has more than MOST entries, or to find out would take too long.
  % on{k}, sparse, m x count: on which y the elements of node k depend; []: on none.  An operation that is not linear adds pairs of columns:
  % P has an entry where left * right' or right * left' of some node has one.
  P = [];
  names = operations ();
  nodes = double (tape.nodes);
  [on, left, right] = deal (cell (size (nodes, 1), 1));
  try
    for k = 1:numel (on)
      n = node_of (tape, nodes, k, names, max (m, 1));
      switch (n.name)
        case 'y'
          on{k} = speye (m);
        case {'constant', 'sparse', 'x', 'lt', 'le', 'eq', 'ne', 'sign', 'floor', 'ceil', 'round', 'fix'}
          on{k} = [];
        case 'assemble'
          on{k} = assembled (n, on, m);
        otherwise
          [on{k}, left{k}, right{k}] = through (n, on_of (on, n.from(1)), on_of (on, n.from(2)), tape, nodes);
      end
      on{k} = spones (on{k});
      if (too_many (left{k}, right{k}, most))
        return;
      end
    end
  catch err
    if (~ strcmp (err.identifier, 'pgdqa:pattern'))
      rethrow (err);
    end
    return;
  end
  P = sparse (m, m);
  if (any (~ cellfun (@isempty, left)))
    P = spones (horzcat (left{:})) * spones (horzcat (right{:}))';
    P = spones (P + P');
  end
  if (any (sum (P, 1) > most))
    P = [];
  end
end

function names = operations ()
  persistent known
  if (isempty (known))
    table = pgdqa_shared.core ('operations');
    known = cell (max ([table.code]), 1);
    known([table.code]) = {table.name};
  end
  names = known;
end

function n = node_of (tape, nodes, k, names, m)
  % most: of entries of on{k}, so that all takes no longer than some hundred evaluations
  row = nodes(k, :);
  count = row(4) * row(5);
  n = struct ('name', names{row(1)}, 'from', row(2:3), 'size', row(4:5), 'count', count, 'own', double (tape.own(row(6) + (1:row(7))))', ...
              'most', 1e4 + 200 * max (m, count));
end

function a = on_of (on, k)
  a = [];
  if (k > 0)
    a = on{k};
  end
end

function yes = too_many (left, right, most)
  % The pairs of one column are a block of P.
  yes = false;
  if (~ isempty (left))
    [a, b] = deal (sum (spones (left), 1), sum (spones (right), 1));
    yes = any ((a > most & b > 0) | (b > most & a > 0));
  end
end

function [on, left, right] = through (n, a, b, tape, nodes)
  % From what the arguments depend on to what node N does, and the pairs that it adds.
  [on, left, right] = deal ([]);
  if (isempty (a) && isempty (b))
    return;
  end
  of = nodes(n.from(1), 4:5);
  switch (n.name)
    case 'view'
      on = picked (a, n.own - 1 + (1:n.count), n);
    case 'gather'
      on = picked (a, n.own, n);
    case 'transpose'
      on = picked (a, reshape (reshape (1:n.count, of)', 1, []), n);
    case {'sum', 'logsumexp'}
      on = a * sums (of, n.own);
    case 'cumsum'
      on = a * cumulated (n);
    case {'norm', 'eigenvalues'}
      on = picked (sum (a, 2), ones (1, n.count), n);
    case {'solve', 'upper'}
      on = solved (n, a, b);
    case 'product'
      [on, left, right] = multiplied (n, a, b, tape, nodes);
    otherwise
      [on, left, right] = elementwise (n, a, b, nodes);
  end
  if (any (strcmp (n.name, {'logsumexp', 'norm', 'eigenvalues'})) || (strcmp (n.name, 'solve') && ~ isempty (a)))
    [left, right] = deal (on);
  end
end

function r = picked (a, index, n)
  % a(:, index)
  r = [];
  if (~ isempty (a))
    entries = sum (spones (a), 1);
    afford (sum (entries(index)), n);
    r = a(:, index);
  end
end

function afford (entries, n)
  if (entries > n.most)
    error ('pgdqa:pattern', 'the elements of %s depend on too many y', n.name);
  end
end

function r = added (a, b)
  r = a;
  if (isempty (a))
    r = b;
  elseif (~ isempty (b))
    r = a + b;
  end
end

function on = assembled (n, on_all, m)
  % Parts as in src/objectives/tape_arrange.c.
  k = 1;
  parts = {};
  places = {};
  for i = 1:n.own(1)
    [from, count, is_run] = deal (n.own(k + 1), n.own(k + 2), n.own(k + 3) == 1);
    k = k + 3;
    if (is_run)
      [to, of] = deal (n.own(k + 1) - 1 + (1:count), n.own(k + 2) - 1 + (1:count));
      k = k + 2;
    else
      [to, of] = deal (n.own(k + (1:count)), n.own(k + count + (1:count)));
      k = k + 2 * count;
    end
    if (~ isempty (on_all{from}))
      parts{end + 1} = picked (on_all{from}, of, n); %#ok<AGROW>
      places{end + 1} = to; %#ok<AGROW>
    end
  end
  on = [];
  if (~ isempty (parts))
    to = [places{:}];
    on = [parts{:}] * sparse (1:numel (to), to, 1, numel (to), n.count);
  end
end

function G = sums (of, dimension)
  % Element i of an array goes into the sum in column j.
  i = 1:prod (of);
  if (dimension == 1)
    G = sparse (i, ceil (i / of(1)), 1, prod (of), of(2));
  else
    G = sparse (i, mod (i - 1, of(1)) + 1, 1, prod (of), of(1));
  end
end

function G = cumulated (n)
  afford (n.count * n.size(n.own), n);
  if (n.own == 1)
    G = kron (speye (n.size(2)), sparse (triu (ones (n.size(1)))));
  else
    G = kron (sparse (triu (ones (n.size(2)))), speye (n.size(1)));
  end
end

function on = solved (n, a, b)
  % Every element of a column depends on all of the matrix and of that column.
  column = ceil ((1:n.count) / n.size(1));
  on = [];
  if (~ isempty (a))
    on = picked (sum (a, 2), ones (1, n.count), n);
  end
  if (~ isempty (b))
    on = added (on, picked (b * sums (n.size, 1), column, n));
  end
end

function [on, left, right] = multiplied (n, a, b, tape, nodes)
  % C = A * B, A = op (a) [r x q], B = op (b) [q x c]:  C(i,j) is the sum of A(i,k) * B(k,j)
  [left, right] = deal ([]);
  [A, at_a] = factor (n, 1, tape, nodes);
  [B, at_b] = factor (n, 2, tape, nodes);
  [r, q] = size (at_a);
  c = size (at_b, 2);
  [from_a, from_b] = deal ([]);
  if (~ isempty (a))
    afford (nnz (B) * r, n);
    from_a = a(:, at_a(:)) * kron (spones (B), speye (r));
  end
  if (~ isempty (b))
    afford (nnz (A) * c, n);
    from_b = b(:, at_b(:)) * kron (speye (c), spones (A)');
  end
  on = added (from_a, from_b);
  if (~ isempty (a) && ~ isempty (b))
    left = a * sparse (at_a(:), kron ((1:q)', ones (r, 1)), 1, r * q, q);
    right = b * sparse (at_b(:), repmat ((1:q)', c, 1), 1, q * c, q);
  end
end

function [values, at] = factor (n, which, tape, nodes)
  % Where a factor of a product can differ from 0, a sparse matrix of its shape there, and the numbers of its elements.
  row = nodes(n.from(which), :);
  [rows, cols] = deal (row(4), row(5));
  at = reshape (1:rows * cols, rows, cols);
  name = operations ();
  switch (name{row(1)})
    case 'constant'
      values = reshape (tape.numbers(row(2) + (1:rows * cols)), rows, cols);
    case 'sparse'
      own = double (tape.own(row(6) + (1:row(7))));
      count = diff (own(1:cols + 1));
      column = zeros (sum (count), 1);
      starts = own(1:cols) + 1;
      starts = starts(count > 0);
      column(starts) = 1;
      number = find (count > 0);
      column = number(cumsum (column));
      values = sparse (own(cols + 2:end) + 1, column(:), 1, rows, cols);
    otherwise
      values = ones (rows, cols);
  end
  values = sparse (double (values ~= 0));
  if (n.own(which) == 1)
    [values, at] = deal (values', at');
  end
end

function [on, left, right] = elementwise (n, a, b, nodes)
  [left, right] = deal ([]);
  a = picked (a, spread (nodes(n.from(1), 4:5), n.size), n);
  if (n.from(2) > 0)
    b = picked (b, spread (nodes(n.from(2), 4:5), n.size), n);
  end
  on = added (a, b);
  switch (n.name)
    case {'plus', 'minus', 'uminus', 'abs', 'max', 'min', 'mod', 'rem'}
    case 'times'
      if (~ isempty (a) && ~ isempty (b))
        [left, right] = deal (a, b);
      end
    case 'rdivide'
      if (~ isempty (b))
        [left, right] = deal (on, b);
      end
    otherwise
      [left, right] = deal (on);
  end
end

function index = spread (of, to)
  % Which elements of an array of size OF broadcasting takes.
  index = reshape (1:prod (of), of);
  index = index(min (1:to(1), of(1)), min (1:to(2), of(2)));
  index = index(:)';
end
