% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tape = tape_of (T, result)
  % tape = tape_of (T, result)   the matrices of a tape (src/objectives/tape_read.c) from one that was recorded, RESULT its node of the value
  %
  % Nodes that nothing needs are left out, equal ones are made one.
  live = needed (T, result);
  same = merged (T, live);
  kept = find (live & same == 1:T.count);
  number = 0 * same;
  number(kept) = 1:numel (kept);
  number(live) = number(same(live));
  count = T.nodes(4, :) .* T.nodes(5, :);
  nodes = [];
  lists = {};
  numbers = {};
  started = [0, 0];   % of lists, of numbers
  factors = 0;
  elements = 0;
  for k = kept
    row = T.nodes(:, k)';
    own = T.own{k};
    switch (T.names{row(1)})
      case {'constant', 'sparse'}
        row(2) = started(2);
        [own, values] = constant_data (T.names{row(1)}, T.values{k});
        numbers{end + 1} = values; %#ok<AGROW>
        started(2) = started(2) + numel (values);
      case 'assemble'
        own = parts_of (T, own, number);
      otherwise
        row(2:3) = numbers_of (row(2:3), number);
        elements = elements + in_lines (count(k));
    end
    if (strcmp (T.names{row(1)}, 'assemble'))
      elements = elements + in_lines (count(k));
    elseif (strcmp (T.names{row(1)}, 'solve'))
      factors = factors + in_lines (row(4) * (row(4) + 1));
    end
    nodes(end + 1, :) = [row, started(1), numel(own)]; %#ok<AGROW>
    lists{end + 1} = own(:); %#ok<AGROW>
    started(1) = started(1) + numel (own);
  end
  tape = struct ('nodes', nodes, 'own', double (vertcat (lists{:})), 'numbers', vertcat (numbers{:}), ...
                 'guards', unique (number(T.guards), 'rows'), 'elements', max (1, elements), 'largest', max (count(kept)), ...
                 'factors', factors, 'result', number(result));
end

function live = needed (T, result)
  live = false (1, T.count);
  live([result; T.guards(:)]) = true;
  for k = T.count:-1:1
    if (live(k))
      sources = T.nodes(2:3, k);
      if (strcmp (T.names{T.nodes(1, k)}, 'assemble'))
        sources = unique (T.own{k}(1, :));
      end
      live(sources(sources > 0)) = true;
    end
  end
end

function same = merged (T, live)
  % same(k): the first node that is equal to node k
  same = 1:T.count;
  own = list_numbers (T.own, live);
  differs = ~ live | ismember (T.nodes(1, :), [T.codes.constant, T.codes.sparse]);   % from all others
  own(differs) = -find (differs);
  before = 0 * same;
  while (~ isequal (same, before))
    before = same;
    keys = [T.nodes(1, :); numbers_of(T.nodes(2:3, :), same); T.nodes(4:5, :); own];
    [~, first, group] = unique (keys', 'rows', 'first');
    same = reshape (first(group), 1, []);
  end
end

function id = list_numbers (lists, live)
  % Equal numbers for equal lists.
  marks = repmat ([0; 0; 0], 1, numel (lists));
  for k = find (live & ~ cellfun (@isempty, lists))
    list = lists{k}(:);
    marks(:, k) = [numel(list); sum(list); sum(list .* (1:numel (list))')];
  end
  [~, first, group] = unique (marks', 'rows', 'first');
  id = reshape (first(group), 1, []);
  for k = find (live)
    if (~ isequal (lists{k}, lists{id(k)}))
      id(k) = numel (lists) + k;
    end
  end
end

function out = numbers_of (nodes, number)
  out = nodes;
  out(nodes > 0) = number(nodes(nodes > 0));
end

function [own, values] = constant_data (name, value)
  own = [];
  values = full (value(:));
  if (strcmp (name, 'sparse'))
    [i, j, values] = find (value);
    values = values(:);
    own = [0; cumsum(full (sum (value ~= 0, 1))'); i(:) - 1];
  end
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
    if (strcmp (T.names{T.nodes(1, node)}, 'constant'))
      counts = full (T.values{node}(of)) ~= 0;
      to = to(counts);
      of = of(counts);
    end
    if (isempty (to))
      continue;
    end
    runs = all (diff (to) == 1) && all (diff (of) == 1) && numel (to) > 1;
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
