% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = picked (a, s)
  % r = picked (a, s)   subsref: elements of A
  r = a;
  for k = 1:numel (s)
    if (~ strcmp (s(k).type, '()'))
      if (k > 1 || strcmp (s(k).type, '{}') || ~ any (strcmp (s(k).subs, {'value', 'node', 'map'})))
        refuse (['index ', s(k).type], 'is of cells and structs', 'write a number there');
      end
      r = builtin ('subsref', a, s);
      return;
    end
    r = indexed (r, s(k).subs);
  end
end

function r = indexed (a, subs)
  if (~ isobject (a))
    subs = plain_subscripts (subs);
    r = a(subs{:});
  elseif (numel (subs) == 1 && strcmp (class (subs{1}), 'double') && isscalar (subs{1}) && a.node > 0)   % as loops do, quickly
    r = from_node (a.value(subs{1}), a.node, subs{1});
  else
    subs = plain_subscripts (subs);
    places = numbering (a);
    r = elements_at (a, places(subs{:}));
  end
end
