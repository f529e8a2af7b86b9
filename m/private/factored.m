% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function g = factored (g, problem, options)
  % g = factored (g, problem, options)   a quadratic lower level g with a Cholesky factor of A = Qyy where that pays, else g as it is
  %
  % Adds the fields R (upper triangular) and ORDER (m x 1) with R' * R = Qyy(ORDER,ORDER), which src/objectives/quadratic.c reads.
  % The rule: Schedule "adaptive", no bounds on y, A positive definite and not too ill-conditioned (most_condition), and
  %   dense    m <= 2000 (m^3 / 3 operations, less than 1000 products of 2 m^2 each)
  %   sparse   m <= 1e6, the operations of the factorisation, counted from the columns of R, at most those of 2000 products of
  %            2 nnz (A) each, and at most 5e7 numbers in R
  if (~ strcmp (g.objective, 'quadratic') || ~ isfield (g, 'Qyy') || isempty (g.Qyy) || isfield (g, 'R') || ~ reads_factor (options))
    return;
  end
  A = double (g.Qyy);
  [order, pays] = ordering (A);
  if (~ pays)
    return;
  end
  A = A(order, order);
  [R, failed] = chol (A);
  if (failed == 0 && condition (A, R) <= most_condition (has_single (problem)))
    g.R = R;
    g.ORDER = order;
  end
end

function yes = reads_factor (options)
  o = pgdqa_mex ('options', options);
  yes = strcmp (o.Method, 'pgdqa') && strcmp (o.Schedule, 'adaptive') && ~ any (isfinite ([o.YMin(:); o.YMax(:)]));
end

function [order, pays] = ordering (A)
  m = size (A, 1);
  order = (1:m)';
  if (size (A, 2) ~= m)
    pays = false;                                    % the gateway says what is wrong
  elseif (~ issparse (A))
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

function c = condition (A, R)
  % norm (A, 1) times the 1-norm that a few inverse iterations find: at most the condition number, and mostly near it
  v = ones (size (A, 1), 1) / size (A, 1);
  for k = 1:4
    u = R \ (R' \ v);
    length = norm (u, 1);
    v = u / length;
  end
  c = norm (A, 1) * length;
end

function c = most_condition (is_single)
  % Beyond it the rounding of grad_y g moves y so far that f shows too little to end a run (measured: -4 from ten times this on).
  c = 1e7;
  if (is_single)
    c = 3e4;
  end
end

function yes = has_single (value)
  if (isstruct (value))
    value = struct2cell (value);
  end
  yes = isa (value, 'single') || (iscell (value) && any (cellfun (@has_single, value(:))));
end
