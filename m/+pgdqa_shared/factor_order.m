% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [order, pays] = factor_order (A)
  % [order, pays] = factor_order (A)   an order in which a Cholesky factor R of A has few entries, and whether to make it
  %
  % dense    m <= 2000 (m^3 / 3 operations, less than 1000 products of 2 m^2 each)
  % sparse   m <= 1e6, the operations of the factorisation, counted from the columns of R, at most those of 2000 products of
  %          2 nnz (A) each, and at most 5e7 numbers in R
  m = size (A, 1);
  order = (1:m)';
  if (~ issparse (A))
    pays = m <= 2000;
  elseif (m > 1e6)
    pays = false;
  else
    order = amd (A);
    order = order(:);
    entries = symbfact (A(order, order));            % in each column of R'
    pays = sum (entries .^ 2) <= 2000 * 2 * nnz (A) && sum (entries) <= 5e7;
  end
end
