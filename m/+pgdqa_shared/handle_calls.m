% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function count = handle_calls (new)
  % count = handle_calls ()   calls of functions of the user that traces, and their checks, have made
  % handle_calls (new)        sets it
  persistent made
  if (nargin > 0)
    made = new;
  elseif (isempty (made))
    made = 0;
  end
  count = made;
end
