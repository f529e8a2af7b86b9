% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function parent = new_figure (caller, visible, extent)
  % parent = new_figure (caller, visible, extent)   a white figure of extent = [width, height] pixels
  %
  % visible  'on', 'off', or '': visible where there is a screen.  Without a screen gnuplot draws it, whatever the default
  % toolkit, which is not changed, is.  pgdqa:needs if there is no toolkit.
  pgdqa_shared.needs_toolkit (caller);
  screen = true;
  gnuplot = false;
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0)
    screen = have_window_system ();
    gnuplot = ~ screen && any (strcmp (available_graphics_toolkits (), 'gnuplot'));
  end
  if (isempty (visible))
    states = {'off', 'on'};
    visible = states{1 + (screen && ~ strcmp (get (0, 'defaultfigurevisible'), 'off'))};
  end
  silence = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (silence));
  parent = figure ('visible', visible, 'color', 'white', 'position', [100, 100, extent]);
  if (gnuplot)
    graphics_toolkit (parent, 'gnuplot');
  end
end
