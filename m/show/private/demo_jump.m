% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function demo_jump (reaction)
  % demo_jump (reaction)   draws the lower-level solution y (x) with its jump, and beside it f (x, y (x))
  %
  % reaction   from demo_reaction
  c = reaction.curves;
  handles = panel ([0.09, 0.13, 0.39, 0.78], c.x, c.y, c.other_y, reaction, 'y');
  ylabel ('y', 'fontsize', 13);
  title ('The lower level: y (x) jumps', 'fontsize', 13);
  legend (handles(1:3), {'y (x), the solution', 'local minimum, no solution', 'tie of two solutions'}, ...
          'location', 'north', 'fontsize', 12);
  legend ('boxoff');
  handles = panel ([0.57, 0.13, 0.4, 0.78], c.x, c.f, c.other_f, reaction, 'f');
  ylabel ('f', 'fontsize', 13);
  title ('The upper level: f (x, y (x))', 'fontsize', 13);
  legend (handles(4:5), {sprintf('end of the first run, f = %.3f', reaction.first.f), ...
                         sprintf('answer, f = %.3f', reaction.f)}, 'location', 'north', 'fontsize', 12);
  legend ('boxoff');
end

function handles = panel (position, x, curve, other, reaction, field)
  axes ('position', position);
  jump = abs (diff (curve)) > 0.5;             % no line across it
  curve(jump) = NaN;
  other(jump) = NaN;
  handles = plot (x, curve, '-', 'color', pgdqa_shared.line_look (1), 'linewidth', 2.5);
  hold on;
  handles(2) = plot (x, other, '--', 'color', [0.4, 0.4, 0.4], 'linewidth', 1.5);
  handles(3) = plot (reaction.x * [1, 1], [reaction.(field), reaction.tied.(field)], ':s', 'color', pgdqa_shared.line_look (4), ...
                     'markerfacecolor', pgdqa_shared.line_look (4), 'markersize', 8, 'linewidth', 2);
  handles(4) = plot (reaction.first.x, reaction.first.(field), '^', 'color', pgdqa_shared.line_look (2), ...
                    'markerfacecolor', pgdqa_shared.line_look (2), 'markersize', 10);
  handles(5) = plot (reaction.x, reaction.(field), 'd', 'color', [0, 0, 0], 'markerfacecolor', pgdqa_shared.line_look (3), 'markersize', 12);
  hold off;
  low = min ([curve, other]);
  high = max ([curve, other]);
  axis ([min(x), max(x), low - 0.1 * (high - low), high + 0.45 * (high - low)]);  % room for the legend
  set (gca, 'fontsize', 12, 'box', 'on');
  xlabel ('x', 'fontsize', 13);
end
