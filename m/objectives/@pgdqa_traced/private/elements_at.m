% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = elements_at (a, places)
  % r = elements_at (a, places)   the array of the elements of A at PLACES, in the shape of that; 0 where a place is 0
  v = plain_of (a);
  inside = places > 0;
  if (all (inside(:)))
    values = reshape (v(places), size (places));
  else
    values = 0 * places;
    values(inside) = v(places(inside));
  end
  if (~ varies (a))
    r = pgdqa_traced (values);
    return;
  end
  if (all (inside(:)) && a.node > 0 && ~ isempty (values))
    r = from_node (values, a.node, reshape (places, 1, []));
  elseif (all (inside(:)))
    map = map_of (a);
    r = from_map (values, map(:, places(:)));
  else
    source = map_of (a);
    map = repmat ([tape_command('constant', 0); 1], 1, numel (places));
    map(:, inside(:)) = source(:, places(inside));
    r = from_map (values, map);
  end
end
