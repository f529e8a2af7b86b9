% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_figure (parent, file, inches)
  % write_figure (parent, file, inches)   print a figure of that width and height to file.png, file.pdf or file.svg
  %
  % At the 72 dots an inch that gnuplot takes, text and lines keep their sizes and places.
  [id, message] = fopen (file, 'a'); % print says less
  if (id < 0)
    error ('pgdqa:value', 'pgdqa: cannot write %s: %s', file, message);
  end
  fclose (id);
  [~, ~, extension] = fileparts (file);
  device = ['-d', extension(2:end)];
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && strcmp (graphics_toolkit (parent), 'gnuplot'))
    draw_logarithmic_first (parent);
    if (~ strcmp (extension, '.svg'))
      device = [device, 'cairo'];
    end
  end
  set (parent, 'paperunits', 'inches', 'papersize', inches, 'paperposition', [0, 0, inches]);
  print (parent, file, device, '-r72');
end

function draw_logarithmic_first (parent)
  % gnuplot complains of a logarithmic axis after a linear one with negative values; the last child is drawn first.
  children = get (parent, 'children');
  logarithmic = zeros (numel (children), 2);
  for i = 1:numel (children)
    if (strcmp (get (children(i), 'type'), 'axes'))
      logarithmic(i, :) = strcmp ({get(children(i), 'yscale'), get(children(i), 'xscale')}, 'log');
    end
  end
  [~, order] = sortrows (logarithmic);
  set (parent, 'children', children(order));
end
