% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function group = column_groups (P)
  % group = column_groups (P)   numbers of groups of the columns of a symmetric pattern, m x 1: in no row do two columns of a group have entries
  %
  % Each column gets the first group that its neighbours leave (Curtis, Powell and Reid, 1974).
  m = size (P, 2);
  near = spones (P * P);
  [neighbours, ~] = find (near);
  ends = cumsum (full (sum (near, 1)));
  starts = [0, ends(1:m - 1)] + 1;
  group = zeros (m, 1);
  taken = zeros (1, m + 1);   % taken(g + 1) == j: a neighbour of column j is in group g
  for j = 1:m
    taken(group(neighbours(starts(j):ends(j))) + 1) = j;
    g = 1;
    while (taken(g + 1) == j)
      g = g + 1;
    end
    group(j) = g;
  end
end
