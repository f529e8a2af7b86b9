% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [data, words] = pca_rows (percent, quick)
  % [data, words] = pca_rows (percent, quick)   hyper-data cleaning with 82 principal features, of the code of arXiv:2501.16520
  %
  % percent  25 or 40: whole classes are relabelled;  quick  true: few generated rows
  % data     struct A, given, Av, valid, At, test (labels 1 .. 10)
  % words    '' for the stored rows; else what they are
  file = shared_file (sprintf ('data/paper/hyperclean_pca_p%d.mat', percent));
  words = '';
  if (~ quick && ~ isempty (file))
    s = load (file);
    data = struct ('A', double (s.A_train), 'given', double (s.label_train(:)) + 1, 'Av', double (s.A_val), ...
                   'valid', double (s.label_val(:)) + 1, 'At', double (s.A_test), 'test', double (s.label_test(:)) + 1);
    return;
  end
  words = 'generated rows, not the stored ones: ';
  count = 2000 - 1800 * quick;
  features = 82 - 62 * quick;
  centres = normal (10, features, 1);
  [A, truth] = class_points (centres, count, 2);
  given = truth;
  given(truth > 10 - percent / 10) = 1;        % whole classes
  [Av, valid] = class_points (centres, count / 2, 3);
  [At, test] = class_points (centres, count / 2, 4);
  data = struct ('A', A, 'given', given, 'Av', Av, 'valid', valid, 'At', At, 'test', test);
end

function [A, labels] = class_points (centres, count, seed)
  labels = 1 + mod ((0:count - 1)', 10);
  A = centres(labels, :) + 1.5 * normal (count, size (centres, 2), seed);
end

function z = normal (rows_wanted, columns_wanted, seed)
  z = reshape (torch_normal (seed, max (16, rows_wanted * columns_wanted)), rows_wanted, columns_wanted);
end
