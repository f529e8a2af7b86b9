% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [color, style, marker] = line_look (i)
  % [color, style, marker] = line_look (i)   how the i-th curve of a figure looks
  %
  % Okabe and Ito (2008): colours that the colour blind can tell apart; the dashes differ, too.
  colors = [0.00, 0.45, 0.70; 0.84, 0.37, 0.00; 0.00, 0.62, 0.45; 0.80, 0.47, 0.65; 0.34, 0.71, 0.91; 0.90, 0.62, 0.00];
  styles = {'-', '--', '-.'};
  markers = {'o', 's', 'd', '^', 'v', 'p'};
  color = colors(1 + mod (i - 1, 6), :);
  style = styles{1 + mod (i - 1 + floor ((i - 1) / 6), 3)};
  marker = markers{1 + mod (i - 1, 6)};
end
