% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function g = factored (g, problem, options)
  % g = factored (g, problem, options)   the lower level g with what a factor of D2_yy g needs where that pays, else g as it is
  %
  % For Schedule "adaptive" without bounds on y.
  if (strcmp (g.objective, 'quadratic') && isfield (g, 'Qyy') && diff (size (g.Qyy)) == 0 && ~ isempty (g.Qyy) && ~ isfield (g, 'R') ...
      && reads_factor (options))
    g = with_cholesky (g, has_single (problem));
  elseif (strcmp (g.objective, 'terms'))
    g = with_gram (g, options);
  elseif (strcmp (g.objective, 'tape'))
    g = with_formed (g, g, problem, options);
  elseif (isfield (g, 'products') && ~ isfield (g, 'factorise'))
    g = with_formed (g, g.products, problem, options);
  end
end

function g = with_formed (g, tape, problem, options)
  % Lets products of TAPE form D2_yy g, where few do and m is not so small that the products themselves take no longer.
  [least, most] = deal (50, 30);
  m = numel (problem.y0);
  if (m < least || ~ reads_factor (options) || ~ makes_sense (tape, problem))
    return;
  end
  [hessian, products] = tape_hessian (tape, m, min (most, m / 10));
  if (isempty (hessian))
    return;
  elseif (strcmp (g.objective, 'tape'))
    g = struct ('objective', 'factored', 'BASE', g);
  end
  g.HessianYY = hessian;
  g.factorise = @factor_tape;
  g.PRODUCTS = products;
end

function yes = makes_sense (tape, problem)
  % One from a file may hold anything; the run says what is wrong.
  yes = true;
  try
    pgdqa_shared.core ('examine', struct ('objective', 'tape', 'tapes', tape.tapes), problem.x0, problem.y0);
  catch %#ok<CTCH>
    yes = false;
  end
end

function g = with_gram (g, options)
  % Adds to the terms that need it the field G = B' * B, which src/objectives/terms.c reads: where D2_yy g does not depend on y, m <= 2000, and
  % the terms have at least m rows.  N m^2 operations, as many as m / 4 <= 500 products of 4 N m each.
  for i = 1:numel (g.terms)
    t = g.terms(i);
    if (~ any (strcmp (t.phi, {'const', 'linear', 'square', 'half-norm-const', 'half-norm-linear'})))
      return;
    end
    [rows, m] = size (t.B);
    bends = any (strcmp (t.phi, {'square', 'half-norm-linear'})) && rows > 0;
    wants(i) = bends && (~ issparse (t.B) || nnz (t.B) > m ^ 2);
    one_weight = strncmp (t.phi, 'half', 4) || (max (size (t.P, 1), numel (t.p)) <= 1 && numel (t.w) <= 1);
    if (wants(i) && (m > 2000 || rows < m || ~ one_weight))
      return;
    end
  end
  if (~ any (wants) || ~ reads_factor (options))
    return;
  end
  for i = find (wants)
    B = double (g.terms(i).B);
    g.terms(i).G = full (B' * B);
  end
end

function g = with_cholesky (g, is_single)
  % Adds the fields R (upper triangular) and ORDER (m x 1) with R' * R = Qyy(ORDER,ORDER), which src/objectives/quadratic.c reads: where Qyy
  % is positive definite and not too ill-conditioned (most_condition), and as factor_order says.
  A = double (g.Qyy);
  [order, pays] = pgdqa_shared.factor_order (A);
  if (~ pays)
    return;
  end
  A = A(order, order);
  [R, failed] = chol (A);
  if (failed == 0 && condition (A, R) <= most_condition (is_single))
    g.R = R;
    g.ORDER = order;
  end
end

function yes = reads_factor (options)
  o = pgdqa_shared.core ('options', options);
  yes = strcmp (o.Method, 'pgdqa') && strcmp (o.Schedule, 'adaptive') && ~ any (isfinite ([o.YMin(:); o.YMax(:)]));
end

function c = condition (A, R)
  % norm (A, 1) times the 1-norm that a few inverse iterations find: at most the condition number, and mostly near it
  v = ones (size (A, 1), 1) / size (A, 1);
  Rt = R';
  for k = 1:4
    u = R \ (Rt \ v);
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
