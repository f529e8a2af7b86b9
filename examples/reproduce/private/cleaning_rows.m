% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function data = cleaning_rows (noise, features, quick)
  % data = cleaning_rows (noise, features, quick)   training, validation and test rows of hyper-data cleaning
  %
  % noise     0.25 or 0.40, part of the training labels that is wrong: other classes, uniformly
  % features  'pixels', or 'pca': projected on the principal axes of the training rows, one fewer than reach 90 % of the variance
  % quick     true: few generated rows; false: the MNIST test set (help shared_file), or generated rows
  % data      struct: A, given, truth (N x D, N x 1, N x 1), Av, valid, At, test (rows and labels 1 .. 10), source (words)
  names = {'mnist/t10k-images-idx3-ubyte.gz', 'mnist/t10k-labels-idx1-ubyte.gz', ...
           'hyperclean/order.csv', sprintf('hyperclean/train_labels_p%d.csv', round (100 * noise))};
  files = cellfun (@(name) shared_file (['data/', name]), names, 'UniformOutput', false);
  if (~ quick && ~ any (cellfun (@isempty, files)))
    data = stored_rows (files);
  else
    data = generated_rows (noise, quick);
  end
  if (strcmp (features, 'pca'))
    data = projected (data);
  end
end

function data = stored_rows (files)
  images = reshape (idx_bytes (files{1}, 3), 784, [])' / 255;
  labels = 1 + idx_bytes (files{2}, 1);
  order = dlmread (files{3});
  N = floor (numel (order) / 2);
  Nv = floor (numel (order) / 4);
  train = order(1:N);
  valid = order(N+1:N+Nv);
  test = order(N+Nv+1:end);
  data = struct ('A', images(train, :), 'given', 1 + dlmread (files{4}), 'truth', labels(train), 'Av', images(valid, :), ...
                 'valid', labels(valid), 'At', images(test, :), 'test', labels(test), 'source', 'MNIST test set, stored splits');
end

function values = idx_bytes (path, dimensions)
  scratch = tempname ();
  mkdir (scratch);
  unpacked = gunzip (path, scratch);
  file = fopen (unpacked{1}, 'r', 'ieee-be');
  fread (file, 1 + dimensions, 'uint32');
  values = fread (file, Inf, 'uint8');
  fclose (file);
  delete (unpacked{1});
  rmdir (scratch);
end

function data = generated_rows (noise, quick)
  counts = [2000, 1000, 1000];
  D = 196;
  if (quick)
    counts = [120, 60, 60];
    D = 20;
  end
  data = class_rows (counts, D, noise);
  data.source = 'generated rows (no stored data)';
  if (quick)
    data.source = 'generated rows (quick)';
  end
end

function data = projected (data)
  % Exactly as in the sources: axes of the centred training rows, the other rows moved and turned alike.
  middle = mean (data.A, 1);
  centred = data.A - middle;
  [axes_of, variances] = eig (centred' * centred);
  [variances, order] = sort (diag (variances), 'descend');
  reach = find (cumsum (variances) >= 0.9 * sum (variances), 1);
  axes_of = axes_of(:, order(1:max (1, reach - 1)));
  data.A = centred * axes_of;
  data.Av = (data.Av - middle) * axes_of;
  data.At = (data.At - middle) * axes_of;
end
