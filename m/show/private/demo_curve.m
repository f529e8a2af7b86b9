% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function demo_curve (ridge)
  % demo_curve (ridge)   draws the validation loss over log lambda, the points visited and the answer
  %
  % ridge   from demo_ridge
  axes ('position', [0.1, 0.13, 0.87, 0.78]);
  curve = plot (ridge.grid, ridge.grid_f, '-', 'color', pgdqa_shared.line_look (1), 'linewidth', 2);
  hold on;
  visited = plot (ridge.visited, ridge.visited_f, 'o', 'color', pgdqa_shared.line_look (2), ...
                  'markerfacecolor', pgdqa_shared.line_look (2), 'markersize', 7);
  answer = plot (ridge.x, ridge.f, 'd', 'color', [0, 0, 0], 'markerfacecolor', pgdqa_shared.line_look (3), 'markersize', 12);
  hold off;
  span = max (ridge.grid_f) - min (ridge.grid_f);
  axis ([min(ridge.grid) - 0.3, max(ridge.grid) + 0.3, min(ridge.grid_f) - 0.12 * span, max(ridge.grid_f) + 0.45 * span]);  % room for the legend
  apart = [true, abs(diff (ridge.visited)) > 0.4];  % numbers would cover each other
  for k = find (apart)
    text (ridge.visited(k), ridge.visited_f(k) + 0.1 * span, sprintf ('%d', k), 'horizontalalignment', 'center', 'fontsize', 13);
  end
  legend ([curve, visited, answer], {sprintf('loss with the exact fit, at %d penalties', numel (ridge.grid)), ...
                                     sprintf('the %d x visited, numbered where apart', numel (ridge.visited)), ...
                                     sprintf('the answer, x = %.3f', ridge.x)}, 'location', 'north', 'fontsize', 12);
  legend ('boxoff');
  set (gca, 'fontsize', 12, 'box', 'on');
  xlabel ('x = log lambda (lambda: the ridge penalty)', 'fontsize', 13);
  ylabel ('loss on the validation rows', 'fontsize', 13);
  title ('A ridge penalty chosen by validation', 'fontsize', 13);
end
