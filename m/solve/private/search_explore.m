% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_explore (s)
  % s = search_explore (s)   the lower level at s.starts other x, from the y of the nearest point known and from the lowest of
  % a sample of y; then every point again from those y of the others that are lower there
  U = latin_hypercube (numel (s.low_x), s.starts, s.seed);
  U(U < 1 / s.starts) = 0;                           % the first and last of the parts are taken at their bounds
  U(U > 1 - 1 / s.starts) = 1;
  X = cast (s.low_x + (s.high_x - s.low_x) .* U, class (s.low_x));
  for k = 1:s.starts
    near = s.points(search_nearest (s, X(:,k), 1));
    [s, Y] = search_sample (s, X(:,k), 10, s.seed + k);
    [s, q, both] = search_lower (s, X(:,k), [near.y, Y(:,1)]);
    if (numel (both) == 2 && abs (both(1).g - both(2).g) <= search_tolerance (s))
      [s, flat] = search_flat (s, both(1), both(2));
      q = [flat, q(isempty (flat))];
    end
    s.points = [s.points, q];
    s.tried = s.tried + (~ isempty (q) && ~ s.stopped);
  end
  for k = 1:numel (s.points)
    [s, q] = search_challenge (s, s.points(k));
    if (~ isempty (q) && k > 1)
      s.points(k) = q;
    elseif (~ isempty (q))
      s.points(end+1) = q;                           % the run from the start stays what it is, refuted
      s.points(1).exitflag = -3;
    end
  end
end
