% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function path = scratch_name (ending)
  % path = scratch_name (ending)   name of a temporary file that gnuplot and a shell take literally, whatever the name of tempdir
  path = [tempname(), ending];
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && ~ isempty (regexp (path, '["''`$*?[\x01-\x1f]', 'once')))
    path = [tempname(P_tmpdir ()), ending];
  end
end
