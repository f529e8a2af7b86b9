% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function parent = new_figure (caller, visible)
  % parent = new_figure (caller, visible)   a figure of 1000 x 700, drawn by gnuplot where there is no screen
  %
  % visible   'on', 'off' or '': on where there is a screen and defaultfigurevisible is not off
  screen = true;
  gnuplot = false;
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0)
    available = available_graphics_toolkits ();
    if (isempty (available))
      error ('pgdqa:needs', '%s: no graphics toolkit, expected one of qt, fltk, gnuplot: install gnuplot', caller);
    end
    screen = have_window_system ();
    gnuplot = ~ screen && any (strcmp (available, 'gnuplot'));
  end
  if (isempty (visible))
    states = {'off', 'on'};
    visible = states{1 + (screen && ~ strcmp (get (0, 'defaultfigurevisible'), 'off'))};
  end
  silence = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (silence));
  parent = figure ('visible', visible, 'color', 'white', 'position', [100, 100, 1000, 700]);
  if (gnuplot)
    graphics_toolkit (parent, 'gnuplot');
  end
end
