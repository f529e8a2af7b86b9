% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [R, values, order, result, products] = factor_tape (hessian, x, y, order, is_single)
  % [R, values, order, result, products] = factor_tape (hessian, x, y, order, is_single)   factor_yy, where [A, products] = hessian (x, y)
  [A, products] = hessian (x, y);
  [R, values, order, result] = pgdqa_shared.factor_yy (@(x, y) A, x, y, order, is_single);
end
