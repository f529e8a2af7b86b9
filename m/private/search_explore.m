% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_explore (s)
  % s = search_explore (s)   the lower level at s.starts other x, from the y of the nearest point known and from a random y;
  % then every point again from those y of the others that are lower there
  n = numel (s.low_x);
  Z = latin_hypercube (n + numel (s.low_y), s.starts, s.seed);
  U = Z(1:n,:);
  U(U < 1 / s.starts) = 0;                           % the first and last of the parts are taken at their bounds
  U(U > 1 - 1 / s.starts) = 1;
  X = cast (s.low_x + (s.high_x - s.low_x) .* U, class (s.low_x));
  Y = cast (s.low_y + (s.high_y - s.low_y) .* Z(n+1:end,:), class (s.low_y));
  for k = 1:s.starts
    near = s.points(search_nearest (s, X(:,k), 1));
    [s, q, both] = search_lower (s, X(:,k), [near.y, Y(:,k)]);
    if (numel (both) == 2 && abs (both(1).g - both(2).g) <= search_tolerance (s))
      [s, flat] = search_flat (s, both(1), both(2));
      q = [flat, q(isempty (flat))];
    end
    s.points = [s.points, q];
  end
  for k = 1:numel (s.points)
    [s, q] = search_challenge (s, s.points(k));
    if (~ isempty (q) && k > 1)
      s.points(k) = q;
    elseif (~ isempty (q))
      s.points(end+1) = q;                           % the run from the start stays what it is
    end
  end
end
