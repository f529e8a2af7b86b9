% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function failure = expect_failure (action)
  % failure = expect_failure (action)   the error of action ()
  failure = struct ('identifier', 'none', 'message', '');
  try
    action ();
  catch failure
  end
end
