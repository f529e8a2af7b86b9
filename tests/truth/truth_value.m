% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function F = truth_value (p, x, y)
  % F = truth_value (p, x, y)   f with the lower level solved at x: by p.solutions if there are these, else followed from y
  if (isempty (p.solutions))
    F = truth_map (p, x, y);
  else
    [~, F] = p.solutions (x);
  end
end
