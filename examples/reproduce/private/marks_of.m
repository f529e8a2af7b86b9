% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function marks = marks_of (K, count)
  % marks = marks_of (K, count)   iterations 0..K to keep: count evenly spaced, and half as many in equal ratios
  marks = unique (round ([0, linspace(0, K, count), logspace(0, log10 (max (K, 1)), ceil (count / 2))]));
  marks = marks(marks <= K);
end
