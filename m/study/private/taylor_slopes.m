% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function found = taylor_slopes (evaluate, x, y, dx, dy, steps, base, derivative, reach, units)
  % found = taylor_slopes (evaluate, x, y, dx, dy, steps, base, derivative, reach, units)
  %
  % Slope and error of the derivative along (dx, dy) of each quantity: the value, then gx and gy.
  % Hidden: the derivative is so near zero that the remainder drowns it at every step.
  % base         the quantities at (x, y), a cell array of columns; derivative: what is to be tested
  % steps        row, decreasing; units: eps of the precision
  % reach        size of the change that a relative change of (x, y) by 1 makes in each, for the rounding
  count = numel (base);
  remainder = NaN (numel (steps), count);
  rounding = remainder;
  difference_error = remainder;
  difference_size = remainder;
  for k = 1:numel (steps)
    t = steps(k);
    above = evaluate_or_nan (evaluate, x + t * dx, y + t * dy, base);
    below = evaluate_or_nan (evaluate, x - t * dx, y - t * dy, base);
    for i = 1:count
      up = above{i} - base{i};
      down = below{i} - base{i};
      remainder(k, i) = max (norm (up - t * derivative{i}), norm (down + t * derivative{i}));
      rounding(k, i) = units * (norm (above{i}) + norm (below{i}) + reach(i));
      difference_error(k, i) = norm ((up - down) / 2 - t * derivative{i}) / t;
      difference_size(k, i) = max (norm (up - down) / (2 * t), norm (derivative{i}));
    end
  end
  for i = count:-1:1
    clear_of = rounding_floor (remainder(:, i), rounding(:, i));
    [found(i).slope, last] = tail_slope (steps', remainder(:, i), clear_of);
    found(i).hidden = ~ isempty (last) && steps(last) * norm (derivative{i}) <= remainder(last, i);
    [~, best] = min (difference_error(:, i) + clear_of ./ steps');
    found(i).error = difference_error(best, i) / max (difference_size(best, i), realmin);
  end
end

function level = rounding_floor (remainder, rounding)
  % The smallest steps show rounding alone; where they do not, they cost the fit its smallest decades only.
  % 5: the largest of a few samples of rounding is seldom exceeded by more.
  last = max (3, floor (numel (remainder) / 6));
  seen = max (remainder(end - last + 1:end));
  level = 5 * max (rounding, seen);
end

function [slope, last] = tail_slope (steps, remainder, clear_of)
  % Least-squares slope over the last decade and a half before the remainder meets the rounding, at step
  % number last; Inf and [] where no three steps in a row stand clear of it, NaN where hardly any is finite.
  clear_step = remainder > 3 * clear_of;
  last = 2 + find (clear_step(1:end-2) & clear_step(2:end-1) & clear_step(3:end), 1, 'last');
  if (isempty (last))
    slope = Inf;
    if (sum (isfinite (remainder)) < numel (remainder) / 4)
      slope = NaN;
    end
    return;
  end
  first = last - 2;
  while (first > 1 && clear_step(first - 1) && last - first < 3)
    first = first - 1;
  end
  line = polyfit (log10 (steps(first:last)), log10 (remainder(first:last)), 1);
  slope = line(1);
end
