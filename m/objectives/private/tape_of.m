% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tape = tape_of (T, result)
  % tape = tape_of (T, result)   the matrices of a tape (src/objectives/tape_read.c) from one that was recorded, RESULT its node of the value
  %
  % Nodes that nothing needs are left out, equal ones are made one.
  [T, result] = from_one (T, result);
  live = needed (T, result);
  same = merged (T, live);
  kept = find (live & same == 1:T.count);
  number = zeros (1, T.count);
  number(kept) = 1:numel (kept);
  number(live) = number(same(live));
  kind = T.nodes(1, kept);
  arguments = numbers_of (T.nodes(2:3, kept), number);
  own = T.own(kept);
  numbers = {};
  started = 0;
  for i = find (kind == T.codes.constant | kind == T.codes.sparse)
    [own{i}, numbers{end + 1}] = constant_data (T.values{kept(i)}, kind(i) == T.codes.sparse); %#ok<AGROW>
    arguments(1, i) = started;
    started = started + numel (numbers{end});
  end
  for i = find (kind == T.codes.assemble)
    own{i} = parts_of (T, own{i}, number);
  end
  owns = cellfun (@numel, own);
  shape = T.nodes(4:5, kept);
  count = shape(1, :) .* shape(2, :);
  in_place = ismember_code (kind, T.codes, {'constant', 'sparse', 'view'});
  solved = shape(1, kind == T.codes.solve);
  split = shape(1, kind == T.codes.eigenvalues);
  tape = struct ('nodes', [kind; arguments; shape; cumsum([0, owns(1:end - 1)]); owns]', 'own', double (in_column (own)), ...
                 'numbers', in_column (numbers), 'guards', different_rows (number(T.guards)), ...
                 'elements', max (1, sum (in_lines (count(~ in_place)))), 'largest', max (count), ...
                 'factors', sum (in_lines ([solved .* (solved + 1), split .* (split + 4)])), 'result', number(result));
end

function [T, result] = from_one (T, result)
  % Its nodes numbered from 1.
  sources = T.nodes(2:3, :);
  T.nodes(2:3, :) = sources - T.before * (sources > 0);
  T.guards = T.guards - T.before;
  for k = find (T.nodes(1, :) == T.codes.assemble)
    T.own{k}(1, :) = T.own{k}(1, :) - T.before;
  end
  result = result - T.before;
end

function pairs = different_rows (pairs)
  if (size (pairs, 1) > 1)   % as for most it is not, and unique takes longer than all else here
    pairs = unique (pairs, 'rows');
  end
end

function live = needed (T, result)
  live = false (1, T.count);
  live([result; T.guards(:)]) = true;
  sources = T.nodes(2:3, :);
  is_assemble = T.nodes(1, :) == T.codes.assemble;
  for k = T.count:-1:1
    if (~ live(k))
      continue;
    elseif (is_assemble(k))
      live(T.own{k}(1, :)) = true;
    else
      from = sources(:, k);
      live(from(from > 0)) = true;
    end
  end
end

function same = merged (T, live)
  % same(k): the first node that is equal to node k
  own = list_numbers (T.own, live);
  differs = ~ live | ismember_code (T.nodes(1, :), T.codes, {'constant', 'sparse'});   % from all others
  own(differs) = -find (differs);
  same = 1:T.count;
  before = [];
  while (~ isequal (same, before))
    before = same;
    same = first_equal ([T.nodes(1, :); numbers_of(T.nodes(2:3, :), same); T.nodes(4:5, :); own]);
  end
end

function id = list_numbers (lists, live)
  % Equal numbers for equal lists.
  count = cellfun (@numel, lists) .* live;
  marks = [count; zeros(2, numel (lists))];
  for k = find (count > 0)
    list = lists{k}(:);
    marks(2:3, k) = [list(1); sum(list .* (1:numel (list))')];   % which tell all of up to two
  end
  id = first_equal (marks);
  for k = find (count > 2 & id < 1:numel (id))
    if (~ isequal (lists{k}, lists{id(k)}))
      id(k) = numel (lists) + k;
    end
  end
end

function first = first_equal (keys)
  % first(k): the first column that is equal to column k, or another equal one before it; by a sum that few others share.
  weights = sqrt ([2, 3, 5, 7, 11, 13]);
  [~, order] = sort (weights(1:size (keys, 1)) * keys);
  starts = [true, any(diff (keys(:, order), 1, 2) ~= 0, 1)];
  heads = order(starts);
  first = zeros (1, size (keys, 2));
  first(order) = heads(cumsum (starts));
end

function yes = ismember_code (kind, codes, names)
  yes = false (size (kind));
  for name = names
    yes = yes | kind == codes.(name{1});
  end
end

function out = numbers_of (nodes, number)
  out = nodes;
  out(nodes > 0) = number(nodes(nodes > 0));
end

function [own, values] = constant_data (value, is_sparse)
  own = [];
  values = full (value(:));
  if (is_sparse)
    [i, j, values] = find (value);
    values = values(:);
    own = [0; cumsum(full (sum (value ~= 0, 1))'); i(:) - 1];
  end
end

function column = in_column (lists)
  for i = find (cellfun (@isempty, lists))
    lists{i} = zeros (0, 1);
  end
  for i = 1:numel (lists)
    lists{i} = lists{i}(:);
  end
  column = vertcat (lists{:});
end

function own = parts_of (T, map, number)
  % The parts of an assembled array, without those that are 0.
  [nodes, order] = sort (map(1, :));
  starts = [1, 1 + find(diff (nodes) > 0), numel(nodes) + 1];
  lists = {};
  for p = 1:numel (starts) - 1
    node = nodes(starts(p));
    to = order(starts(p):starts(p + 1) - 1);
    of = map(2, to);
    if (T.nodes(1, node) == T.codes.constant)
      counts = full (T.values{node}(of)) ~= 0;
      to = to(reshape (counts, 1, []));
      of = of(reshape (counts, 1, []));
    end
    if (isempty (to))
      continue;
    end
    runs = numel (to) > 1 && all (diff (to) == 1) && all (diff (of) == 1);
    if (runs)
      lists{end + 1} = [number(node), numel(to), 1, to(1), of(1)]; %#ok<AGROW>
    else
      lists{end + 1} = [number(node), numel(to), 0, to, of]; %#ok<AGROW>
    end
  end
  own = [numel(lists), horzcat(lists{:})];
end

function n = in_lines (count)
  n = 16 * ceil (count / 16);   % the most that a cache line holds
end
