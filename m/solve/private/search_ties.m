% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_ties (s)
  % s = search_ties (s)   between neighbouring points whose y are on different branches: the points on either side of the tie
  pairs = neighbours (s);
  for k = 1:size (pairs, 2)
    a = s.points(pairs(1,k));
    b = s.points(pairs(2,k));
    [s, ends] = search_tie (s, a, b);
    if (~ isempty (ends))
      s.ties = s.ties + 1;
      s.points = [s.points, ends];
    end
  end
end

function pairs = neighbours (s)
  % index pairs, the lowest f first, of points next to each other whose y differ more than is usual: at most starts / n
  n = numel (s.low_x);
  pairs = zeros (2, 0);
  solved = find ([s.points.exitflag] ~= -3);         % the others are no lower-level solutions
  if (numel (solved) < 2)
    return;
  end
  s.points = s.points(solved);
  for k = 1:numel (s.points)
    earlier = s.points(1:k-1);
    twin = k > 1 && any (search_apart ([earlier.x], s.points(k).x, s.width_x) < 1e-6 ...
                         & search_apart ([earlier.y], s.points(k).y, s.width_y) < s.same);
    if (twin)                                        % a run that did not move
      continue;
    end
    near = search_nearest (s, s.points(k).x, 2 * n);
    if (n == 1)
      near = adjacent ([s.points.x], k);
    end
    pairs = [pairs, sort([repmat(k, 1, numel (near)); near(:)'], 1)]; %#ok<AGROW>
  end
  pairs = unique (pairs', 'rows')';
  if (isempty (pairs))
    return;
  end
  change = search_apart ([s.points(pairs(1,:)).y], [s.points(pairs(2,:)).y], s.width_y);
  apart = search_apart ([s.points(pairs(1,:)).x], [s.points(pairs(2,:)).x], s.width_x);
  rate = change ./ apart;
  pairs = pairs(:, change > s.same & rate > 2 * median (rate));
  [~, order] = sort (min (reshape ([s.points(pairs).f], 2, []), [], 1));
  pairs = solved(pairs(:, order(1:min (ceil (s.starts / n), end))));
  pairs = reshape (pairs, 2, []);
end

function near = adjacent (x, k)
  % the next on the left and on the right of x(k)
  left = find (x < x(k));
  right = find (x > x(k));
  [~, i] = max (x(left));
  [~, j] = min (x(right));
  near = [left(i), right(j)];
end
