% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [out, a, b, own] = tape_command (command, given, a, b, own, value)
  % [...] = tape_command (command, ...)   changes and tells of the tape that is being recorded
  %
  % 'start'                                an empty one; the codes of operations are those of the compiled part
  % T = 'stop'                             the tape; then none is being recorded
  % k = 'add', name, a, b, own, value      a node; own: whole numbers of its own, of assemble the map of its elements
  % k = 'constant', value                  that of a constant; one alone for equal ones
  % 'guard', node, expected                node is to stay what the node of a constant says
  % [name, a, b, own] = 'made', k          how a node was made
  % value = 'value', k                     at the traced point
  %
  % While none is recorded all nodes are 0: a value that a function has kept in a variable from then on counts as a constant.  No number of a
  % node serves twice: those of a tape begin after those of all tapes before it, so that a value kept from one of these is found out.
  % Arguments by name and variables of their own: what runs at every node is to be quick.
  persistent active names codes nodes owns values count before guards constants
  if (isempty (active))
    [names, codes] = operations ();
    [active, count, before] = deal (false, 0, 0);
  end
  if (~ active && ~ strcmp (command, 'start'))
    [out, a, b, own] = deal (0, 0, 0, []);
    if (strcmp (command, 'made'))
      out = '';
    elseif (strcmp (command, 'value'))
      out = NaN;
    end
    return;
  end
  switch (command)
    case 'add'
      if ((a > 0 && a <= before) || (b > 0 && b <= before) || (strcmp (given, 'assemble') && any (own(1, :) <= before)))
        refuse_kept ();
      end
      count = count + 1;
      if (count > numel (values))
        more = 2 * count + 100;
        nodes(5, more) = 0;
        owns{more} = [];
        values{more} = [];
      end
      nodes(:, count) = [codes.(given); a; b; size(value, 1); size(value, 2)];
      owns{count} = own;
      values{count} = value;
      out = before + count;
    case 'constant'
      given = checked_constant (given);
      mark = mark_of (given);
      out = known_constant (given, mark, constants, values, before);
      if (out == 0)
        name = 'constant';
        if (issparse (given) && nnz (given) > 0)
          name = 'sparse';
        end
        out = tape_command ('add', name, 0, 0, [], given);
        constants(:, end + 1) = [mark; out];
      end
    case 'made'
      k = given - before;
      if (k <= 0)
        refuse_kept ();
      end
      out = names{nodes(1, k)};
      a = nodes(2, k);
      b = nodes(3, k);
      own = owns{k};
    case 'value'
      out = values{given - before};
    case 'guard'
      guards(end + 1, :) = [given, a];
    case 'start'
      out = [];
      before = before + count;
      [nodes, owns, values, count, active] = deal (zeros (5, 0), {}, {}, 0, true);
      guards = zeros (0, 2);
      constants = zeros (5, 0);
    case 'stop'
      out = struct ('names', {names}, 'codes', codes, 'nodes', nodes(:, 1:count), 'own', {owns(1:count)}, ...
                    'values', {values(1:count)}, 'count', count, 'guards', guards, 'before', before);
      [owns, values, active] = deal ({}, {}, false);
  end
end

function [names, codes] = operations ()
  for row = pgdqa_shared.core ('operations')'
    names{row.code} = row.name;
    codes.(row.name) = row.code;
  end
end

function value = checked_constant (value)
  if (~ isa (value, 'double'))
    value = double (value);
  end
  if (~ isreal (value))
    refuse ('a constant', 'is complex', 'write it with real numbers');
  elseif (ndims (value) > 2)
    refuse ('a constant', 'has more than two dimensions', 'write it with matrices');
  end
end

function mark = mark_of (value)
  % Equal for equal constants; of a number it is the number, and its sign where that is 0.
  if (isscalar (value))
    mark = [0; 0; full(value); 1 / full(value)];
  elseif (isempty (value))
    mark = [size(value)'; 0; 0];
  else
    mark = [size(value, 1); size(value, 2) + issparse(value) / 2; full(sum(value(:))); full(value(end))];
  end
end

function k = known_constant (value, mark, constants, values, before)
  % The node of such a constant; 0: there is none
  k = 0;
  for same = find (constants(3, :) == mark(3) & constants(1, :) == mark(1) & constants(2, :) == mark(2) & constants(4, :) == mark(4))
    k = constants(5, same);
    if (isscalar (value) || isequal (values{k - before}, value))
      return;
    end
    k = 0;
  end
end

function refuse_kept ()
  refuse ('a value', 'was kept from an earlier call of the function', 'compute it from x and y at each call');
end
