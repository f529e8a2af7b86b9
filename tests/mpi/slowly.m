% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function y = slowly (y)
  % y = slowly (y)   takes 10 ms, and cannot be traced; tells the process's id at call 50
  persistent calls
  calls = sum ([calls, 1]);
  if (calls == 50)
    say ('%d\n', getpid ());
  end
  pause (0.01);
  y = y + 0 * det (eye (2) * y(1));
end
