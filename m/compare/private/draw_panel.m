% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function lines = draw_panel (where, panel, room)
  % lines = draw_panel (where, panel, room)   bands, curves, axes and labels of one panel of panel_list in the axes WHERE
  %
  % room   characters that the title (and the label of the x axis) and the label of the y axis may have
  %
  % On a logarithmic axis values of 0 and below are drawn at its floor; a linear y axis that a few extreme values would
  % stretch is cut, and the label says so.
  set (where, 'nextplot', 'add', 'box', 'on', 'xgrid', 'on', 'ygrid', 'on', 'layer', 'bottom');
  [y_limits, note] = y_range (panel);
  x_limits = x_range (panel);
  curves = panel.curves;
  for j = 1:numel (curves)
    draw_band (where, curves(j), x_limits, y_limits);
  end
  lines = zeros (1, numel (curves));
  for j = 1:numel (curves)
    lines(j) = draw_curve (where, curves(j), x_limits, y_limits, strcmp (panel.yscale, 'log'));
  end
  set_axis (where, 'x', panel.xscale, x_limits);
  set_axis (where, 'y', panel.yscale, y_limits);
  set (where, 'nextplot', 'replace');
  title (where, pgdqa_shared.plot_text (panel.title, room(1)), 'interpreter', 'none');
  xlabel (where, pgdqa_shared.plot_text (panel.xlabel, room(1)), 'interpreter', 'none');
  ylabel (where, [pgdqa_shared.plot_text(panel.ylabel, room(2)), note], 'interpreter', 'none');
end

function limits = x_range (panel)
  limits = panel.xlim;
  if (isempty (limits))
    limits = span (vertcat (panel.curves.x), panel.xscale);
  end
end

function [limits, note] = y_range (panel)
  note = '';
  limits = panel.ylim;
  if (~ isempty (limits))
    return;
  end
  lines = vertcat (panel.curves.y);
  bands = [vertcat(panel.curves.low); vertcat(panel.curves.high)];
  if (strcmp (panel.yscale, 'log'))
    limits = span (lines, 'log');
    wide = span ([lines; bands], 'log');
    limits = [max(wide(1), limits(1) / 10), min(wide(2), 10 * limits(2))];
    limits = [10 ^ floor(log10 (limits(1))), 10 ^ ceil(log10 (limits(2)))];
    return;
  end
  limits = span (lines, 'linear');
  middle = quantile_range (lines);
  reach = 2 * (middle(2) - middle(1));
  cut = [max(limits(1), middle(1) - reach), min(limits(2), middle(2) + reach)];
  if (reach > 0 && any (cut ~= limits))
    note = ' (axis cut)';
    limits = cut;
  end
  wide = span ([lines; bands], 'linear');
  width = limits(2) - limits(1);
  limits = [max(limits(1) - width / 2, wide(1)), min(limits(2) + width / 2, wide(2))];
  limits = limits + 0.04 * max (width, eps (max (abs (limits)))) * [-1, 1];
end

function limits = span (values, scale)
  values = values(isfinite (values));
  if (strcmp (scale, 'log'))
    values = values(values > 0);
  end
  if (isempty (values))
    values = 1;
  end
  limits = [min(values), max(values)];
  if (limits(1) == limits(2))
    if (strcmp (scale, 'log'))
      limits = limits .* [0.5, 2];
    else
      limits = limits + max (abs (limits(1)), 1) * [-0.5, 0.5];
    end
  end
end

function middle = quantile_range (values)
  % From the 5 % to the 95 % quantile.
  values = sort (values(isfinite (values)));
  middle = [0, 0];
  if (~ isempty (values))
    middle = values(max (1, round (numel (values) * [0.05, 0.95])))';
  end
end

function draw_band (where, curve, x_limits, y_limits)
  % A patch for each stretch without gaps.
  [x, low] = corners (curve.x, curve.low, curve.stairs);
  [~, high] = corners (curve.x, curve.high, curve.stairs);
  [color, ~] = pgdqa_shared.line_look (curve.look);
  shown = [false; isfinite(low) & isfinite(high) & x >= x_limits(1) & x <= x_limits(2); false];
  from = find (diff (shown) == 1);
  to = find (diff (shown) == -1) - 1;
  for i = 1:numel (from)
    at = from(i):to(i);
    if (numel (at) > 1)
      edge = min (max ([low(at); flipud(high(at))], y_limits(1)), y_limits(2));
      patch ('parent', where, 'xdata', [x(at); flipud(x(at))], 'ydata', edge, 'facecolor', color, 'facealpha', 0.18, ...
             'edgecolor', 'none');
    end
  end
end

function handle = draw_curve (where, curve, x_limits, y_limits, logarithmic)
  [x, y] = corners (curve.x, curve.y, curve.stairs);
  [color, style] = pgdqa_shared.line_look (curve.look);
  if (logarithmic)
    y(y <= 0) = y_limits(1);
  end
  y(y > y_limits(2) & isfinite (y)) = y_limits(2);
  y(y < y_limits(1)) = y_limits(1);
  x(x < x_limits(1) | x > x_limits(2)) = NaN;
  handle = line (x, y, 'parent', where, 'color', color, 'linestyle', style, 'linewidth', 1.8, 'marker', curve.marker, ...
                 'markersize', 4, 'markerfacecolor', color);
end

function [x, y] = corners (x, y, stairs)
  if (stairs && numel (x) > 1)
    x = [x(1); reshape([x(2:end), x(2:end)]', [], 1)];
    y = [reshape([y(1:end - 1), y(1:end - 1)]', [], 1); y(end)];
  end
end

function set_axis (where, name, scale, limits)
  % A logarithmic axis has at most seven ticks, at decades; if it spans fewer than two, at 1, 2, 5 times them.
  set (where, [name, 'scale'], scale, [name, 'lim'], limits);
  if (~ strcmp (scale, 'log'))
    return;
  end
  low = ceil (log10 (limits(1)) - 1e-9);
  high = floor (log10 (limits(2)) + 1e-9);
  if (log10 (limits(2) / limits(1)) < 2)
    ticks = reshape ([1; 2; 5] * 10 .^ (low - 1:high), 1, []);
    ticks = ticks(ticks >= limits(1) * (1 - 1e-9) & ticks <= limits(2) * (1 + 1e-9));
    names = arrayfun (@(t) sprintf ('%g', t), ticks, 'UniformOutput', false);
  else
    ticks = low:ceil ((high - low) / 6):high;
    names = arrayfun (@(t) sprintf ('10^{%d}', t), ticks, 'UniformOutput', false);
    ticks = 10 .^ ticks;
  end
  set (where, [name, 'minorgrid'], 'off', [name, 'minortick'], 'off');
  if (~ isempty (ticks))
    set (where, [name, 'tick'], ticks, [name, 'ticklabel'], names);
  end
end
