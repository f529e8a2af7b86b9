% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function data = class_rows (counts, D, noise)
  % data = class_rows (counts, D, noise)   generated rows of ten overlapping classes, part of the training labels wrong
  %
  % counts   [training, validation, test] rows;  D   features;  noise   part of the training labels that is wrong
  % data     struct: A, given, truth, Av, valid, At, test; the same numbers every time
  total = sum (counts);
  spread = 2 / sqrt (D);  % the centres lie about 2 sqrt (2) apart, the rows about 1 from theirs in each direction
  centres = spread * reshape (hashed_normal (10 * D, 1), 10, D);
  labels = 1 + mod ((0:total - 1)', 10);
  A = centres(labels, :) + 0.7 * reshape (hashed_normal (total * D, 2), total, D);
  train = 1:counts(1);
  valid = counts(1) + (1:counts(2));
  test = counts(1) + counts(2) + (1:counts(3));
  given = labels(train);
  [~, order] = sort (hashed_normal (counts(1), 3));
  wrong = order(1:floor (noise * counts(1)));
  shift = mod ((1:numel (wrong))' * 7, 9) + 1;
  given(wrong) = 1 + mod (labels(wrong) - 1 + shift, 10);
  data = struct ('A', A(train, :), 'given', given(:), 'truth', labels(train), 'Av', A(valid, :), 'valid', labels(valid), ...
                 'At', A(test, :), 'test', labels(test), 'source', 'generated rows');
end

function z = hashed_normal (count, seed)
  % Plain, quick and the same everywhere; good enough for data.
  k = (1:count)';
  u = 43758.5453 * sin (12.9898 * k + seed);
  v = 39916.8017 * sin (78.233 * k + 3 * seed + 1);
  u = u - floor (u);
  v = v - floor (v);
  z = sqrt (-2 * log (max (u, 1e-12))) .* cos (2 * pi * v);
end
