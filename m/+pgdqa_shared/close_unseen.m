% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function close_unseen (parent, only_for_file)
  % close_unseen (parent, only_for_file)   closes a figure that was made to be written, where nobody sees it
  if (only_for_file && strcmp (get (parent, 'visible'), 'off'))
    close (parent);
  end
end
