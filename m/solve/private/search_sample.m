% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, Y] = search_sample (s, x, count, seed)
  % [s, Y] = search_sample (s, x, count, seed)   COUNT times m points y of a Latin hypercube in the box of the search, lowest g (x, .) first
  m = numel (s.low_y);
  Y = cast (s.low_y + (s.high_y - s.low_y) .* latin_hypercube (m, count * m, seed), class (s.low_y));
  g = zeros (1, count * m);
  for k = 1:numel (g)
    [s, g(k)] = search_value (s, 'g', x, Y(:,k));
  end
  [~, order] = sort (g);
  Y = Y(:,order);
end
