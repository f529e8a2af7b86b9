% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function done = or_warn (action)
  % done = or_warn (action)   run action (); an error in it becomes the warning pgdqa:file
  %
  % For what follows long work (files, figures): the result of the work still reaches the user.
  done = true;
  try
    action ();
  catch failure
    done = false;
    warning ('pgdqa:file', '%s; the result is returned', failure.message);
  end
end
