% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = can_draw ()
  % yes = can_draw ()   is there a graphics toolkit?
  yes = exist ('OCTAVE_VERSION', 'builtin') == 0 || ~ isempty (available_graphics_toolkits ());
end
