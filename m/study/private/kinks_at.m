% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function kinks = kinks_at (evaluate, x, y, value)
  % kinks = kinks_at (evaluate, x, y, value)   the components of x and of y in which a function has a kink at (x, y)
  %
  % value   of the function there
  % kinks   struct x, y: rows index, lower and upper slope; and names, a cell array of words such as 'y(3)'
  % At a kink the slopes to both sides are consistent, but differ: their difference does not shrink with the step.  Cost: 4 calls a
  % component, of at most 200 of x and 200 of y.
  most = 200;
  z = {x, y};
  letters = 'xy';
  found = {zeros(0, 3), zeros(0, 3)};
  names = {};
  for b = 1:2
    for i = 1:min (numel (z{b}), most)
      slopes = sides (evaluate, z, b, i, value);
      if (~ isempty (slopes))
        found{b} = [found{b}; i, sort(slopes)];
        names{end + 1} = sprintf ('%s(%d)', letters(b), i); %#ok<AGROW>
      end
    end
  end
  kinks = struct ('x', found{1}, 'y', found{2}, 'names', {names});
end

function slopes = sides (evaluate, z, b, i, value)
  % [left, right] at a kink, else []
  units = eps (class (z{1}(1) + z{2}(1)));
  shrinks = 16;                                      % the smaller step is this part of the larger one, and so is the difference of a smooth function
  steps = units ^ (1 / 3) * block_size (z{b}) ./ [1, shrinks];
  slopes = zeros (2, 2);
  for k = 1:2
    for side = 1:2
      moved = z;
      moved{b}(i) = z{b}(i) + (2 * side - 3) * steps(k);
      there = evaluate_or_nan (evaluate, moved{:}, {value});
      slopes(k, side) = double (there{1} - value) / double (moved{b}(i) - z{b}(i));
    end
  end
  jumps = abs (diff (slopes, 1, 2));
  rounding = 20 * units * abs (double (value)) / steps(2);
  same = abs (diff (slopes, 1, 1)) <= 0.1 * jumps(2) + rounding;      % of each side with both steps
  if (jumps(2) > max (1e-3 * max (abs (slopes(2, :))), 10 * rounding) && jumps(2) > jumps(1) / 2 && all (same))
    slopes = slopes(2, :);
  else
    slopes = [];
  end
end
