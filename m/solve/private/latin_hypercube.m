% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function Z = latin_hypercube (dimensions, count, seed)
  % Z = latin_hypercube (dimensions, count, seed)   count points of the unit cube as columns: in every coordinate one in each of
  % count equal parts (M. D. McKay, R. J. Beckman, W. J. Conover 1979)
  u = reshape (pgdqa_shared.seeded_uniform (2 * dimensions * count, seed), dimensions, 2 * count);
  [~, order] = sort (u(:,1:count), 2);
  Z = (order - 1 + u(:,count+1:end)) / count;
end
