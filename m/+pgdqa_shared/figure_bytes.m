% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function bytes = figure_bytes (parent, extension, inches)
  % bytes = figure_bytes (parent, extension, inches)   a figure of that width and height as .png, .pdf or .svg
  %
  % At the 72 dots an inch that gnuplot takes, text and lines keep their sizes and places.  gnuplot, which takes the name of a file
  % for commands if a quote is in it, writes a temporary file.
  device = ['-d', extension(2:end)];
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && strcmp (graphics_toolkit (parent), 'gnuplot'))
    draw_logarithmic_first (parent);
    silence = warning ('off', 'print:nogs'); % it does not need Ghostscript
    restore = onCleanup (@() warning (silence));
    if (~ strcmp (extension, '.svg'))
      device = [device, 'cairo'];
    end
  end
  set (parent, 'paperunits', 'inches', 'papersize', inches, 'paperposition', [0, 0, inches]);
  file = scratch_name (extension);
  cleanup = onCleanup (@() remove (file));
  print (parent, file, device, '-r72');
  bytes = content (file);
  last = struct ('png', ['IEND', char([174, 66, 96, 130])], 'pdf', '%%EOF', 'svg', '</svg>');
  tail = char (bytes(max (1, end - 20):end));
  if (isempty (strfind (tail, last.(extension(2:end)))))
    error ('pgdqa:value', 'pgdqa: the picture was drawn to %d bytes of %s, which lacks its end: the disk may be full', numel (bytes), file);
  end
end

function bytes = content (file)
  % a row; empty if there is no file
  bytes = [];
  id = fopen (file, 'r');
  if (id >= 0)
    bytes = fread (id, Inf, 'uint8')';
    fclose (id);
  end
end

function remove (file)
  if (exist (file, 'file') == 2)
    delete (file);
  end
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

function path = scratch_name (ending)
  % name of a temporary file that gnuplot and a shell take literally, whatever the name of tempdir
  path = [tempname(), ending];
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && ~ isempty (regexp (path, '["''`$*?[\x01-\x1f]', 'once')))
    path = [tempname(P_tmpdir ()), ending];
  end
end
