% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = from_node (v, node, elements)
  % r = from_node (v, node, elements)   the traced value of these elements of a node, in their order; V at the traced point
  [name, a, ~, own] = tape_command ('made', node);
  switch (name)
    case 'view'
      [node, elements] = deal (a, elements + own - 1);
    case 'gather'
      [node, elements] = deal (a, own(elements));
    case 'constant'
      r = pgdqa_traced (v);
      return;
  end
  count = numel (elements);
  whole = tape_command ('value', node);
  if (count > 1 && any (elements ~= elements(1) + (0:count - 1)))
    r = made (v, 'gather', node, 0, elements);
  elseif (size (whole, 1) == size (v, 1) && size (whole, 2) == size (v, 2))
    r = pgdqa_traced (v, node);
  else
    r = made (v, 'view', node, 0, elements(1));
  end
end
