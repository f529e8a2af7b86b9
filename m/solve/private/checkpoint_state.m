% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = checkpoint_state (in)
  % bytes = checkpoint_state (state)   a struct as 1 x k uint8, by way of a temporary file
  % state = checkpoint_state (bytes)
  file = tempname ();
  remove = onCleanup (@() delete (file));
  if (isstruct (in))
    save ('-binary', file, '-struct', 'in');
    id = fopen (file, 'r');
    out = fread (id, [1, Inf], '*uint8');
  else
    id = fopen (file, 'w');
    fwrite (id, in, 'uint8');
    out = [];
  end
  fclose (id);
  if (isempty (out))
    out = load ('-binary', file);
  end
end
