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
    pixels = [max(560, 460 * across), 60 + 340 * down];
  end
  drawn = struct ('figure', options.Figure, 'axes', zeros (1, count), 'lines', {cell(1, count)}, 'legend', []);
  if (isempty (drawn.figure))
    drawn.figure = new_figure (caller, options.Visible, pixels);
  else
    clf (drawn.figure);
  end
  silence = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (silence));
  head = 0;
  if (~ isempty (options.Title))
    head = 32 / pixels(2);
    write_title (drawn.figure, options.Title, head);
  end
  foot = legend_height (panels) / pixels(2);
  for i = 1:count
    drawn.axes(i) = axes ('parent', drawn.figure, 'position', place (i, across, down, pixels, head, foot));
    drawn.lines{i} = draw_panel (drawn.axes(i), panels(i));
  end
  drawn.legend = name_curves (drawn, panels, foot);
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

function write_title (parent, text_shown, head)
  where = axes ('parent', parent, 'position', [0, 1 - head, 1, head], 'visible', 'off', 'xlim', [0, 1], 'ylim', [0, 1]);
  text (0.5, 0.4, strrep (text_shown, '"', ''''), 'parent', where, 'horizontalalignment', 'center', 'fontweight', 'bold', 'fontsize', 12, ...
        'interpreter', 'none');
end

function pixels = legend_height (panels)
  names = legend_names (panels);
  pixels = 0;
  if (~ isempty (names))
    pixels = 12 + 18 * ceil (numel (names) / 3);
  end
end

function [names, looks] = legend_names (panels)
  % Each label once, with the look of its first curve.
  curves = [panels.curves];
  labels = {curves.label};
  looks = [curves.look];
  named = ~ cellfun (@isempty, labels);
  labels = labels(named);
  looks = looks(named);
  [~, first] = unique (labels, 'first');
  first = sort (first);
  names = labels(first);
  looks = looks(first);
end

function handles = name_curves (drawn, panels, foot)
  % Below the panels, three to a row, drawn by hand: toolkits place legends differently, and gnuplot stumbles over
  % double quotes.
  [names, looks] = legend_names (panels);
  handles = [];
  if (isempty (names))
    return;
  end
  rows = ceil (numel (names) / 3);
  handles = axes ('parent', drawn.figure, 'position', [0, 0, 1, foot], 'visible', 'off', 'xlim', [0, 3], 'ylim', [0, rows + 0.3]);
  for k = 1:numel (names)
    left = 0.15 + mod (k - 1, 3);
    height = rows - ceil (k / 3) + 0.7;
    [color, style] = line_look (looks(k));
    line (left + [0, 0.15], [height, height], 'parent', handles, 'color', color, 'linestyle', style, 'linewidth', 2);
    text (left + 0.19, height, strrep (names{k}, '"', ''''), 'parent', handles, 'interpreter', 'none', 'fontsize', 11);
  end
end
