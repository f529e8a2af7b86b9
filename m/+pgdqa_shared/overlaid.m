% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function a = overlaid (a, b)
  % a = overlaid (a, b)   the struct a with the fields of b in place of its own
  for name = fieldnames (b)'
    a.(name{1}) = b.(name{1});
  end
end
