% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function values = at_axis (runs, name, place)
  % values = at_axis (runs, name, place)   row of a measured quantity of each run where its axis is nearest to place
  values = zeros (1, numel (runs));
  for i = 1:numel (runs)
    [~, k] = min (abs (runs{i}.axis - place));
    values(i) = runs{i}.(name)(k);
  end
end
