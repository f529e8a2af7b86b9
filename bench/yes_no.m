% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = yes_no (flag)
  % s = yes_no (flag)   the flag in a word, for tables
  if (flag)
    s = 'yes';
  else
    s = 'no';
  end
end
