% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, q] = search_flat (s, a, b)
  % [s, q] = search_flat (s, a, b)   where g is flat between the lower-level solutions a and b at (nearly) one x
  %
  % q   the point with the least f that is a lower-level solution to the tolerance; [] if g is not flat or nothing is gained
  q = [];
  tolerance = search_tolerance (s);
  if (search_apart (a.y, b.y, s.width_y) < s.same)
    return;                                          % one solution
  end
  [s, height] = search_hill (s, a, b);
  if (~ (height <= tolerance))
    return;
  end
  [s, x, least] = nearest_tie (s, a, b);
  level = least + tolerance;
  [s, lowest] = search_minimum (s, 'f', x, (a.y + b.y) / 2);
  if (isempty (lowest))
    return;
  end
  for start = {(a.y + b.y) / 2, a.y, b.y}
    [s, y, g] = farthest (s, x, start{1}, lowest, level);
    [s, f] = search_value (s, 'f', x, y);
    if (f < min (a.f, b.f) - 1e-8 * abs (a.f) && (isempty (q) || f < q.f))
      q = struct ('x', x, 'y', y, 'f', f, 'g', g, 'exitflag', 0, 'output', [], 'origin', 'flat');
    end
  end
end

function [s, x, least] = nearest_tie (s, a, b)
  % of the x of a and b that at which g differs less between their y; the least g of the two there
  [s, b_at_a] = search_value (s, 'g', a.x, b.y);
  [s, a_at_b] = search_value (s, 'g', b.x, a.y);
  x = a.x;
  least = min (a.g, b_at_a);
  if (abs (b.g - a_at_b) < abs (a.g - b_at_a))
    x = b.x;
    least = min (b.g, a_at_b);
  end
end

function [s, y, g] = farthest (s, x, from, to, level)
  % on the way from `from` to `to`, as far as g stays below the level
  good = 0;
  bad = 2;
  y = from;
  [s, g] = search_value (s, 'g', x, y);
  while (bad - good > 1e-6 && good < 1)
    t = min (1, (good + bad) / 2);
    z = from + t * (to - from);
    [s, v] = search_value (s, 'g', x, z);
    if (v <= level)
      good = t;
      y = z;
      g = v;
    else
      bad = t;
    end
  end
end
