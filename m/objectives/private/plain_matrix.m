% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function A = plain_matrix (A, caller, name)
  % A = plain_matrix (A, caller, name)   A as an ordinary or sparse matrix, refused unless real, floating-point and finite
  %
  % Diagonal, permutation and range types become ordinary matrices; sparse stays sparse.
  if (~ isfloat (A))
    error ('pgdqa:class', '%s: %s is a %s, expected a real double or single matrix', caller, name, class (A));
  end
  if (~ isreal (A))
    error ('pgdqa:class', '%s: %s is complex, expected a real double or single matrix', caller, name);
  end
  if (~ issparse (A))
    A = full (A);
  end
  wrong = nnz (~ isfinite (nonzeros (A)));
  if (wrong > 0)
    error ('pgdqa:value', '%s: %s has %d NaN or Inf, expected finite values', caller, name, wrong);
  end
end
