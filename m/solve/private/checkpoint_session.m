% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function session = checkpoint_session (new)
  % session = checkpoint_session ()   that of the pgdqa_solve at work (checkpoint_begin); [] where it has no checkpoint
  % before = checkpoint_session (new)  sets it, and gives the one before
  persistent present
  session = present;
  if (nargin > 0)
    present = new;
  end
end
