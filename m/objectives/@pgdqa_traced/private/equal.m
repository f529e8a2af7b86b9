% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = equal (a, others)
  % r = equal (a, others)   isequal of traced and plain values
  r = true;
  for other = others
    b = other{1};
    r = r && isnumeric (b) && isequal (size (plain_of (a)), size (plain_of (b)));
    if (r)
      same = compared ('eq', a, b);
      r = all (same(:));
    end
  end
end
