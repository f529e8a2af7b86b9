% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [R, values, order, result, products] = factor_yy (hessian, x, y, order, is_single)
  % [R, values, order, result, products] = factor_yy (hessian, x, y, order, is_single)
  %
  % The Cholesky factor of A = hessian (x, y); src/mex/handle.c calls it.
  %
  % order    [] at first, then what the call before gave: the order is chosen once
  % R        upper triangular, R' * R = A(order,order);   values   its entries, in the class of the run
  % result   1: done; 0: A is not positive definite or not finite; -1: to factorise it does not pay (factor_order)
  % products 0: A came from a function of the user (factor_tape)
  [A, asymmetry] = pgdqa_shared.hessian_yy (hessian, x, y);
  if (asymmetry > 1e-6)
    error ('pgdqa:oracle', 'lower-level result of HessianYY is not symmetric, ||A - A''|| = %.2g ||A||, expected 0', asymmetry);
  end
  pays = true;
  if (isempty (order))
    [order, pays] = pgdqa_shared.factor_order (A);
    if (is_single)
      order = single (order);
    end
  end
  R = [];
  values = [];
  products = 0;
  result = -1;
  if (~ pays)
    return;
  end
  failed = 1;
  if (all (isfinite (nonzeros (A))))
    [R, failed] = chol (A(order, order));
  end
  result = double (failed == 0);
  values = R;
  if (issparse (R))
    values = nonzeros (R);
  end
  if (is_single)
    values = single (full (values));
  end
end
