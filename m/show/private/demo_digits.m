% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [images, labels] = demo_digits (count, seed)
  % [images, labels] = demo_digits (count, seed)   count digits drawn from a stroke font, 16 x 16 pixels
  %
  % images   count x 256, grey values in [0, 1], a row is image' (:)' (row by row, as in IDX files)
  % labels   count x 1, classes 0 .. 9 in random order, as equally frequent as count allows
  %
  % Each digit is shifted, scaled, slanted, bent, drawn with its own pen, blurred, crossed by a
  % stray stroke and covered with noise. The same seed gives the same images everywhere.
  side = 16;
  [~, order] = sort (pgdqa_shared.seeded_uniform (count, 10 * seed));
  labels = mod (order - 1, 10);
  style = reshape (pgdqa_shared.seeded_uniform (12 * count, 10 * seed + 1), 12, count);
  images = zeros (side ^ 2, count);
  for digit = 0:9
    rows = find (labels == digit);
    images(:, rows) = draw (strokes (digit), style(:, rows), side);
  end
  images = images + 0.18 * pgdqa_shared.seeded_normal (side ^ 2, count, 10 * seed + 2);
  images = min (1, max (0, images))';
end

function ink = draw (points, style, side)
  % ink (side^2 x n): one glyph, points (k x 2, NaN lifts the pen), in n styles (12 x n, uniform).
  between = @(row, low, high) low + (high - low) * style(row, :);
  [x, y] = bend (points, between);
  pen = between (8, 0.55, 1.25);
  blur = between (9, 0.25, 0.6);
  [column, row] = meshgrid (1:side, 1:side);
  column = reshape (column', [], 1);
  row = reshape (row', [], 1);
  distance = Inf (side ^ 2, size (style, 2));
  for k = 2:size (points, 1)
    if (all (isfinite (points(k-1:k, 1))))
      distance = min (distance, segment_distance (column, row, x(k-1:k, :), y(k-1:k, :)));
    end
  end
  stray = stray_stroke (style, side);
  stray_distance = segment_distance (column, row, stray(1:2, :), stray(3:4, :));
  ink = max (pen_mark (distance, pen, blur), 0.8 * pen_mark (stray_distance, 0.5, blur));
end

function [x, y] = bend (points, between)
  % The pixel coordinates (k x n) of the glyph's points in every style.
  x = points(:, 1) - 0.5;
  y = points(:, 2) - 0.5;
  x = x + between (1, -0.08, 0.08) .* sin (3 * y + between (2, 0, 2 * pi));
  y = y + between (3, -0.06, 0.06) .* sin (3 * x + between (2, 0, 2 * pi));
  x = between (4, 6.5, 9.5) .* (x - between (5, -0.05, 0.35) .* y) + 8.5 + between (6, -1.2, 1.2);
  y = between (10, 9.5, 12) .* y + 8.5 + between (7, -1, 1);
end

function line = stray_stroke (style, side)
  % [x1; x2; y1; y2] (4 x n): a short stroke at a random place.
  angle = 2 * pi * style(11, :);
  middle = 1 + (side - 1) * [style(12, :); mod(7 * style(12, :) + 3 * style(11, :), 1)];
  reach = 2 * [cos(angle); sin(angle)];
  line = [middle(1, :) - reach(1, :); middle(1, :) + reach(1, :); ...
          middle(2, :) - reach(2, :); middle(2, :) + reach(2, :)];
end

function mark = pen_mark (distance, pen, blur)
  mark = 1 ./ (1 + exp ((distance - pen) ./ blur));
end

function d = segment_distance (px, py, x, y)
  % Distances (pixels x n) of the pixels (px, py) to the segments from (x(1,:), y(1,:)) to (x(2,:), y(2,:)).
  dx = x(2, :) - x(1, :);
  dy = y(2, :) - y(1, :);
  t = ((px - x(1, :)) .* dx + (py - y(1, :)) .* dy) ./ max (dx .^ 2 + dy .^ 2, eps);
  t = min (1, max (0, t));
  d = sqrt ((px - x(1, :) - t .* dx) .^ 2 + (py - y(1, :) - t .* dy) .^ 2);
end

function points = strokes (digit)
  % The pen's way (k x 2: across, down; in the unit square) for 0 .. 9.
  lift = [NaN, NaN];
  switch (digit)
    case 0
      points = arc (0.5, 0.5, 0.42, 0.5, 0, 360);
    case 1
      points = [0.25, 0.2; 0.55, 0; 0.55, 1];
    case 2
      points = [arc(0.5, 0.28, 0.38, 0.28, 190, 400); 0.1, 1; 0.92, 1];
    case 3
      points = [arc(0.45, 0.26, 0.38, 0.26, 200, 450); arc(0.45, 0.76, 0.42, 0.24, -90, 160)];
    case 4
      points = [0.7, 1; 0.7, 0; 0.08, 0.66; 0.95, 0.66];
    case 5
      points = [0.86, 0; 0.22, 0; 0.18, 0.46; arc(0.46, 0.68, 0.4, 0.32, -110, 150)];
    case 6
      points = [0.72, 0; 0.36, 0.22; 0.16, 0.5; arc(0.5, 0.7, 0.36, 0.3, 180, 540)];
    case 7
      points = [0.1, 0; 0.92, 0; 0.4, 1];
    case 8
      points = [arc(0.5, 0.25, 0.32, 0.25, 0, 360); lift; arc(0.5, 0.75, 0.38, 0.25, 0, 360)];
    case 9
      points = [arc(0.48, 0.3, 0.36, 0.3, 0, 360); 0.8, 0.6; 0.62, 1];
  end
end

function points = arc (cx, cy, rx, ry, from, to)
  % Points on an ellipse, angles in degrees, clockwise from the right.
  angle = linspace (from, to, 2 + ceil ((to - from) / 40))' * pi / 180;
  points = [cx + rx * cos(angle), cy + ry * sin(angle)];
end
