% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = from_map (v, map)
  % r = from_map (v, map)   the traced value whose elements, V at the traced point, come from where MAP says
  if (isempty (v))
    r = v;
  elseif (any (map(1, :) ~= map(1)))
    r = pgdqa_traced (v, -1, map);
  else
    r = from_node (v, map(1), map(2, :));
  end
end

function r = from_node (v, node, elements)
  [name, a, ~, own] = pgdqa_traced.tape ('made', node);
  if (strcmp (name, 'view'))
    [node, elements] = deal (a, elements + own - 1);
  elseif (strcmp (name, 'gather'))
    [node, elements] = deal (a, own(elements));
  elseif (strcmp (name, 'constant'))
    r = pgdqa_traced (v);
    return;
  end
  shape = pgdqa_traced.tape ('size', node);
  count = numel (elements);
  runs = all (elements == elements(1) + (0:count - 1));
  if (runs && isequal (shape, size (v)))
    r = pgdqa_traced (v, node);
  elseif (runs)
    r = made (v, 'view', node, 0, elements(1));
  else
    r = made (v, 'gather', node, 0, elements);
  end
end
