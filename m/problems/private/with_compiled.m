% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = with_compiled (p, compiled)
  % p = with_compiled (p, compiled)   the problem p with objectives evaluated in compiled code
  %
  % compiled   struct with a field f, g, both or none: handle objective = field ()
  for level = fieldnames (compiled)'
    p.(level{1}) = compiled.(level{1}) ();
  end
end
