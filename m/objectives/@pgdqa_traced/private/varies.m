% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = varies (a)
  % yes = varies (a)   is A traced, and no constant?
  yes = isobject (a) && a.node ~= 0;
end
