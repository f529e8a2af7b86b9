% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = put (a, s, b)
  % r = put (a, s, b)   subsasgn: A with B at these places
  if (numel (s) > 1 || ~ strcmp (s.type, '()'))
    refuse ('assignment', 'is to cells or structs', 'assign to x(i), as numbers');
  end
  if (builtin ('numel', a) == 0)   % not even one object: there was no variable before
    a = pgdqa_traced ([]);
  end
  subs = plain_subscripts (s.subs);
  v = plain_of (a);
  if (numel (subs) == 1 && is_place (subs{1}, numel (v)) && isscalar (plain_of (b)))   % as loops do, quickly
    v(subs{1}) = plain_of (b);
    map = map_of (a);
    map(:, subs{1}) = map_of (b);
    r = from_map (v, map);
    return;
  end
  places = numbering (a);
  if (isempty (plain_of (b)) && isnumeric (b))   % deletes
    places(subs{:}) = [];
    r = elements_at (a, places);
    return;
  end
  replacement = -numbering (b);
  places(subs{:}) = replacement;
  v(subs{:}) = plain_of (b);
  v = full (v);
  if (isempty (v))
    r = a;
    return;
  end
  old = map_of (a);
  new = map_of (b);
  map = repmat ([tape_command('constant', 0); 1], 1, numel (v));   % where the array has grown
  map(:, places(:) > 0) = old(:, places(places > 0));
  map(:, places(:) < 0) = new(:, -places(places < 0));
  r = from_map (v, map);
end

function yes = is_place (k, most)
  yes = isnumeric (k) && isscalar (k) && k >= 1 && k <= most && k == fix (k);
end
