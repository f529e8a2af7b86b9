% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [K, seeds, points] = run_size (mode, K, quick_seed)
  % [K, seeds, points] = run_size (mode, K, quick_seed)   budget, seeds and points of a curve: the source's K and seeds in mode
  % 'full', a short run of one seed in mode 'quick'
  seeds = 0:4;
  points = 25;
  if (strcmp (mode, 'quick'))
    K = 330;
    seeds = quick_seed;
    points = 5;
  end
end
