% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = truth_of (a)
  % r = truth_of (a)   the plain logical a ~= 0; recorded as a guard where A is traced
  if (isobject (a))
    r = compared ('ne', a, 0);
  else
    r = logical (a);
  end
end
