% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function g = factored (g, problem, options)
  % g = factored (g, problem, options)   a quadratic lower level g with a Cholesky factor of A = Qyy where that pays, else g as it is
  %
  % Adds the fields R (upper triangular) and ORDER (m x 1) with R' * R = Qyy(ORDER,ORDER), which src/objectives/quadratic.c reads.
  % The rule: Schedule "adaptive", no bounds on y, A positive definite and not too ill-conditioned (most_condition), and what
  % factor_order says.
  if (~ strcmp (g.objective, 'quadratic') || ~ isfield (g, 'Qyy') || diff (size (g.Qyy)) ~= 0 || isempty (g.Qyy) || isfield (g, 'R') ...
      || ~ reads_factor (options))
    return;
  end
  A = double (g.Qyy);
  [order, pays] = factor_order (A);
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
