% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function data = demo_data (settings)
  % data = demo_data (settings)   training, validation and test rows for hyper-data cleaning
  %
  % settings.Data    folder of the MNIST test set in IDX files, or '' for generated digits
  % settings.Splits  folder of order.csv and train_labels_pXX.csv, or '' for a split made from settings.Seed
  % settings.Noise   fraction of the training labels made wrong;  settings.Quick   fewer generated digits
  %
  % data.train (N x D), data.given (N x 1: the training labels, some wrong), data.truth (N x 1),
  % data.validation, data.validation_labels, data.test, data.test_labels, data.pixels (rows, columns), data.source
  if (isempty (settings.Data))
    parts = [1200, 300, 900];
    if (settings.Quick)
      parts = [300, 100, 100];
    end
    data.pixels = [16, 16];
    [images, labels] = demo_digits (sum (parts), settings.Seed);
    data.source = sprintf ('generated digits, seed %d', settings.Seed);
  else
    [images, labels, data.pixels] = demo_read_idx (settings.Data);
    parts = floor (numel (labels) * [1/2, 1/4, 1/4]);
    data.source = 'MNIST test set';
  end
  order = row_order (settings, numel (labels));
  trained = parts(1);
  validated = parts(2);
  data.train = images(order(1:trained), :);
  data.truth = labels(order(1:trained));
  data.validation = images(order(trained+1:trained+validated), :);
  data.validation_labels = labels(order(trained+1:trained+validated));
  data.test = images(order(trained+validated+1:sum (parts)), :);
  data.test_labels = labels(order(trained+validated+1:sum (parts)));
  data.given = noisy_labels (settings, data.truth);
end

function order = row_order (settings, count)
  if (isempty (settings.Splits))
    [~, order] = sort (seeded_uniform (count, 10 * settings.Seed + 3));
  else
    order = read_column (settings.Splits, 'order.csv', count);
    if (~ isequal (sort (order), (1:count)'))
      error ('pgdqa:value', 'pgdqa_demo: order.csv in %s is not an order of 1 to %d', short_text (settings.Splits), count);
    end
  end
end

function given = noisy_labels (settings, truth)
  if (isempty (settings.Splits))
    count = numel (truth);
    [~, order] = sort (seeded_uniform (count, 10 * settings.Seed + 4));
    wrong = order(1:round (settings.Noise * count));
    shift = 1 + floor (9 * seeded_uniform (numel (wrong), 10 * settings.Seed + 5));
    given = truth;
    given(wrong) = mod (truth(wrong) + shift, 10);
  else
    name = sprintf ('train_labels_p%d.csv', round (100 * settings.Noise));
    given = read_column (settings.Splits, name, numel (truth));
    if (~ all (ismember (given, 0:9)))
      error ('pgdqa:value', 'pgdqa_demo: %s in %s holds a label that is not 0 to 9', name, short_text (settings.Splits));
    end
  end
end

function column = read_column (folder, name, count)
  path = fullfile (folder, name);
  if (exist (path, 'file') ~= 2)
    error ('pgdqa:value', 'pgdqa_demo: %s is not in folder %s', name, short_text (folder));
  end
  column = dlmread (path);
  if (~ isequal (size (column), [count, 1]))
    error ('pgdqa:size', 'pgdqa_demo: %s has size %dx%d, expected %dx1', short_text (path), size (column), count);
  end
end
