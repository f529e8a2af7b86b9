% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, better] = search_challenge (s, q)
  % [s, better] = search_challenge (s, q)   does the y of another point refute q, or tie with it and give a lower f?
  %
  % g at x with every other y costs a call each; from the lowest three that are lower than at q a local solve follows.
  % better: the point where that ends, [] if none is
  others = distinct_columns ([s.points.y], s);
  values = zeros (1, size (others, 2));
  for k = 1:numel (values)
    [s, values(k)] = search_value (s, 'g', q.x, others(:,k));
  end
  better = [];
  [values, order] = sort (values);
  promising = order(values < q.g - search_tolerance (s));
  [s, best] = search_lower (s, q.x, others(:,promising(1:min (3, end))));
  if (isempty (best))
    return;
  end
  tolerance = search_tolerance (s);
  distinct = search_apart (best.y, q.y, s.width_y) >= s.same;
  if (best.g < q.g - tolerance || (distinct && best.g <= q.g + tolerance && best.f < q.f - 1e-6 * abs (q.f)))
    better = best;
  end
end

function Y = distinct_columns (Y, s)
  keep = true (1, size (Y, 2));
  for k = 2:size (Y, 2)
    keep(k) = ~ any (search_apart (Y(:,1:k-1), Y(:,k), s.width_y) < s.same & keep(1:k-1));
  end
  Y = Y(:,keep);
end
