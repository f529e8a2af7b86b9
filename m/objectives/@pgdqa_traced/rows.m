% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = rows (a)
  % rows (a)   of a traced value
  r = size (a.value, 1);
end
