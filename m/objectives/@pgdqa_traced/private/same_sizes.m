% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = same_sizes (list)
  % r = same_sizes (list)   size_equal of traced and plain values
  r = true;
  for k = 2:numel (list)
    r = r && isequal (size (plain_of (list{k})), size (plain_of (list{1})));
  end
end
