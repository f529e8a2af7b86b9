% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = truth_range (changes, lengths, noise)
  % r = truth_range (changes, lengths, noise)   the largest of CHANGES (one an entry of LENGTHS, which grow) in the region where the function
  % is moderate: from one length to the next, changes may grow with the fourth power of the length (twice that at most), no faster.  Steeper growth, such as
  % that of exp far out, ends the region.
  r = changes(1);
  for k = 2:numel (lengths)
    if (~ (changes(k) <= max (changes(k-1), noise) * 2 * (lengths(k) / lengths(k-1)) ^ 4))
      return;
    end
    r = max (r, changes(k));
  end
end
