% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function drawn = draw_panels (caller, panels, options)
  % drawn = draw_panels (caller, panels, options)   one figure of the panels of panel_list
  %
  % options  struct: Figure ([] or handle), Visible, Size ([] or [width, height] in pixels), Title, Across ([] or panels a row)
  % drawn    struct: figure, axes (1 x panels), lines (cell of rows of handles), legend ([] if nothing has a label)
  count = numel (panels);
  across = options.Across;
  if (isempty (across))
    across = ceil (sqrt (count));
  end
  down = ceil (count / across);
  pixels = options.Size;
  if (isempty (pixels))
    pixels = max (560, 460 * across);
  end
  names = legend_names (panels, pixels(1));
  if (isscalar (pixels))
    pixels(2) = 340 * down + max (60, 12 + names.height);
  end
  drawn = struct ('figure', options.Figure, 'axes', zeros (1, count), 'lines', {cell(1, count)}, 'legend', []);
  if (isempty (drawn.figure))
    drawn.figure = pgdqa_shared.new_figure (caller, options.Visible, pixels);
  else
    clf (drawn.figure);
  end
  silence = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (silence));
  head = 0;
  if (~ isempty (options.Title))
    head = 32 / pixels(2);
    write_title (drawn.figure, options.Title, head, pixels(1));
  end
  foot = names.height / pixels(2);
  room = max (8, floor ([1 / across, (1 - head - foot) / down] .* pixels / letter ()));
  for i = 1:count
    drawn.axes(i) = axes ('parent', drawn.figure, 'position', place (i, across, down, pixels, head, foot));
    drawn.lines{i} = draw_panel (drawn.axes(i), panels(i), room);
  end
  drawn.legend = name_curves (drawn.figure, names, foot);
  drawn.size = pixels;
end

function position = place (i, across, down, pixels, head, foot)
  % Row by row from the top, with room for titles and labels at their size in pixels.
  low = [78, 52] ./ pixels;
  high = [22, 42] ./ pixels;
  extent = [1 / across, (1 - head - foot) / down];
  corner = [0, foot] + extent .* [mod(i - 1, across), down - ceil(i / across)];
  position = [corner + low, extent - low - high];
end

function pixels = letter ()
  % width of a letter
  pixels = 8;
end

function write_title (parent, text_shown, head, width)
  where = axes ('parent', parent, 'position', [0, 1 - head, 1, head], 'visible', 'off', 'xlim', [0, 1], 'ylim', [0, 1]);
  text (0.5, 0.4, pgdqa_shared.plot_text (text_shown, floor (width / letter ())), 'parent', where, 'horizontalalignment', 'center', ...
        'fontweight', 'bold', 'fontsize', 12, 'interpreter', 'none');
end

function names = legend_names (panels, width)
  % Each label once, with the look of its first curve: texts, looks, in how many columns and rows, height in pixels.
  curves = [panels.curves];
  labels = {curves.label};
  looks = [curves.look];
  named = ~ cellfun (@isempty, labels);
  labels = labels(named);
  looks = looks(named);
  [~, first] = unique (labels, 'first');
  first = sort (first);
  most = 60;
  names.texts = cellfun (@(label) pgdqa_shared.plot_text (label, most), labels(first), 'UniformOutput', false);
  names.looks = looks(first);
  longest = max ([0, cellfun(@numel, names.texts)]);
  names.across = max (1, min (3, floor (width / (75 + 6.5 * longest))));
  names.down = ceil (numel (first) / names.across);
  names.height = (names.down > 0) * 12 + 18 * names.down;
end

function handles = name_curves (parent, names, foot)
  % Below the panels, drawn by hand: toolkits place legends differently.
  handles = [];
  if (names.down == 0)
    return;
  end
  handles = axes ('parent', parent, 'position', [0, 0, 1, foot], 'visible', 'off', 'xlim', [0, 1], 'ylim', [0, names.down + 0.3]);
  for k = 1:numel (names.texts)
    left = 0.05 + mod (k - 1, names.across) / names.across;
    height = names.down - ceil (k / names.across) + 0.7;
    [color, style] = pgdqa_shared.line_look (names.looks(k));
    line (left + [0, 0.05], [height, height], 'parent', handles, 'color', color, 'linestyle', style, 'linewidth', 2);
    text (left + 0.063, height, names.texts{k}, 'parent', handles, 'interpreter', 'none', 'fontsize', 11);
  end
end
