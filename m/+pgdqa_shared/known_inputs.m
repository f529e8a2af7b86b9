% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function count = known_inputs (handle)
  % count = known_inputs (handle)   number of arguments, -1 where it varies or the host cannot tell (built-in functions)
  try
    count = nargin (handle);
  catch
    count = -1;
  end
end
