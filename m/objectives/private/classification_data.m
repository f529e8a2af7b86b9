% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [At, labels, Avt, val_labels, C] = classification_data (caller, A, labels, Av, val_labels, C)
  % [At, labels, Avt, val_labels, C] = classification_data (caller, A, labels, Av, val_labels, C)
  %
  % Checks training and validation data, rows being samples, and returns them by columns (the layout the solver reads
  % without copying; mostly zeros: sparse), with labels as columns of class indices and the number of classes C (given: [] for
  % the largest seen).  With several ranks of MPI there may be no rows.
  check_matrix (caller, A, 'the training data');
  check_matrix (caller, Av, 'the validation data');
  if (size (Av, 2) ~= size (A, 2))
    error ('pgdqa:size', '%s: the validation data has %d features, expected %d as in the training data', caller, ...
           size (Av, 2), size (A, 2));
  end
  labels = class_indices (caller, labels, size (A, 1), 'the training labels');
  val_labels = class_indices (caller, val_labels, size (Av, 1), 'the validation labels');
  seen = max ([labels; val_labels]);
  if (isempty (C))
    C = seen;
  elseif (C < seen)
    error ('pgdqa:value', '%s: Classes is %s, expected a whole number of at least %d, the largest label', caller, pgdqa_shared.value_text (C), seen);
  end
  At = by_columns (A);
  Avt = by_columns (Av);
end

function At = by_columns (A)
  At = A';
  % of 5000 x 784, C = 10: twice as fast at a fifth, equal at 0.3; Octave has no sparse single matrices
  if (isa (A, 'double') && ~ issparse (A) && numel (A) > 1 && 4 * nnz (A) <= numel (A))
    At = sparse (At);
  end
end

function check_matrix (caller, A, name)
  if (~ isfloat (A) || ~ isreal (A) || ~ ismatrix (A))
    error ('pgdqa:class', '%s: %s is a %s, expected a real double or single matrix', caller, name, class (A));
  end
  if (isempty (A) && ~ (size (A, 2) > 0 && pgdqa_mpi ('size') > 1))   % a rank may have no rows
    error ('pgdqa:size', '%s: %s has size %s, expected at least one row and column', caller, name, pgdqa_shared.size_text (A));
  end
  if (~ all (isfinite (nonzeros (A))))
    error ('pgdqa:value', '%s: %s contains NaN or Inf, expected finite numbers', caller, name);
  end
end

function index = class_indices (caller, labels, N, name)
  % one index a row, from indices 1 .. C of any numeric class or from one-hot rows
  if (~ (isnumeric (labels) || islogical (labels)) || ~ isreal (labels))
    error ('pgdqa:class', '%s: %s are a %s, expected class indices or one-hot rows', caller, name, class (labels));
  end
  if (isvector (labels) && numel (labels) == N && ~ (N == 1 && numel (labels) > 1))
    index = double (labels(:));
    bad = find (~ (index >= 1 & index == fix (index)), 1);
    if (~ isempty (bad))
      error ('pgdqa:value', '%s: entry %d of %s is %g, expected a class index 1, 2, ... (add 1 to labels from 0)', caller, bad, name, index(bad));
    end
  elseif (size (labels, 1) == N && size (labels, 2) > 1)
    labels = double (labels);
    if (~ all ((labels(:) == 0 | labels(:) == 1)) || ~ all (sum (labels, 2) == 1))
      error ('pgdqa:value', '%s: %s are not one-hot, expected rows of zeros with a single 1', caller, name);
    end
    [~, index] = max (labels, [], 2);
  else
    error ('pgdqa:size', '%s: %s have size %s, expected %dx1 class indices or %d one-hot rows', caller, name, pgdqa_shared.size_text (labels), N, N);
  end
end
