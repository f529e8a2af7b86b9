% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = can_draw_here ()
  % yes = can_draw_here ()   is there a graphics toolkit?  Without one only the tables are written
  yes = exist ('OCTAVE_VERSION', 'builtin') == 0 || ~ isempty (available_graphics_toolkits ());
end
