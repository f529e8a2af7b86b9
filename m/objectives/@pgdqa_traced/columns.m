% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = columns (a)
  % columns (a)   of a traced value
  r = size (a.value, 2);
end
