% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_figure (parent, file, inches)
  % write_figure (parent, file, inches)   print a figure of that width and height to file.png, file.pdf or file.svg
  %
  % At the 72 dots an inch that gnuplot takes, text and lines keep their sizes and places.
  [~, ~, extension] = fileparts (file);
  device = ['-d', extension(2:end)];
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && strcmp (graphics_toolkit (parent), 'gnuplot') ...
      && ~ strcmp (extension, '.svg'))
    device = [device, 'cairo'];
  end
  set (parent, 'paperunits', 'inches', 'papersize', inches, 'paperposition', [0, 0, inches]);
  print (parent, file, device, '-r72');
end
