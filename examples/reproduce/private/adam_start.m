% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [y, steps, size_g] = adam_start (g, x, y, small, most)
  % [y, steps, size_g] = adam_start (g, x, y, small, most)   the sources' start of the lower level: Adam, step 1e-3
  %
  % Steps on g (x, .) from y until ||grad_y g|| < small, at most MOST.  size_g is the norm reached.
  rate = 1e-3;
  decay = [0.9, 0.999];
  mean_g = zeros (size (y), class (y));
  mean_square = mean_g;
  size_g = Inf;
  for steps = 0:most
    [~, ~, grad] = pgdqa_mex ('eval', g, x, y);
    size_g = norm (grad);
    if (size_g < small || steps == most)
      return;
    end
    mean_g = decay(1) * mean_g + (1 - decay(1)) * grad;
    mean_square = decay(2) * mean_square + (1 - decay(2)) * grad .^ 2;
    k = steps + 1;
    y = y - rate * (mean_g / (1 - decay(1) ^ k)) ./ (sqrt (mean_square / (1 - decay(2) ^ k)) + 1e-8);
  end
end
