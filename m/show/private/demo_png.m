% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function path = demo_png (draw, folder, name, pixels)
  % path = demo_png (draw, folder, name, pixels)   call draw () on a hidden figure, write it as a PNG file
  %
  % draw    draws into the current figure;  pixels   [width, height]
  % path    the file, or '' after the warning pgdqa:file
  path = fullfile (folder, name);
  silence = warning ('off', 'Octave:gnuplot-graphics');
  cleanup = onCleanup (@() warning (silence));
  if (~ pgdqa_shared.or_warn (@() write_png (draw, path, pixels)))
    path = '';
  end
end

function write_png (draw, path, pixels)
  picture = figure ('visible', 'off', 'color', 'white');
  cleanup = onCleanup (@() close (picture));
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && use_gnuplot ())
    graphics_toolkit (picture, 'gnuplot');
  end
  draw ();
  pgdqa_shared.write_file ('pgdqa_demo', 'Output', path, pgdqa_shared.figure_bytes (picture, '.png', pixels / 72));
end

function answer = use_gnuplot ()
  % Only qt with a screen draws hidden figures well; gnuplot needs no screen.
  on_screen = strcmp (graphics_toolkit (), 'qt') && have_window_system ();
  answer = ~ on_screen && any (strcmp (available_graphics_toolkits (), 'gnuplot'));
end
