% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = slice (a, dimension, places)
  % r = slice (a, dimension, places)   rows (dimension 1) or columns (2) of a traced value
  all = numbering (a);
  if (dimension == 1)
    r = elements_at (a, all(places, :));
  else
    r = elements_at (a, all(:, places));
  end
end
