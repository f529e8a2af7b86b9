% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function c = truth_centres (m, wells)
  % c = truth_centres (m, wells)   centres of Gaussian wells, in columns: at least 3 apart (2.4 on a line), within 4 of 0
  c = zeros (m, 0);
  gap = 3 - (m == 1) * 0.6;
  while (size (c, 2) < wells)
    y = 8 * rand (m, 1) - 4;
    if (isempty (c) || all (sqrt (sum ((c - y) .^ 2, 1)) >= gap))
      c(:,end+1) = y;
    elseif (rand () < 1e-2)
      c = zeros (m, 0);
    end
  end
end
