% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = penalty_problem (loss, N, m, groups, seed)
  % p = penalty_problem (loss, N, m, groups, seed)   penalties of groups of coefficients, learnt from validation rows
  %
  % loss: 'ridge', 'logistic', or 'gram', which is ridge with the training rows replaced by the m rows of a factor of A'A.  N training and N / 2
  % validation rows, m standardised features with correlation 0.9 between neighbours.
  %
  %   g (x, y) = mean loss of the training rows + 0.5 sum_j exp (x_group(j)) y_j^2,     f (x, y) = mean loss of the validation rows
  %
  % Fields: f, g: handles as one writes them; terms: both by pgdqa_terms; hessian: handle of D2_yy g, of which `seconds` were spent once; x0, y0,
  % low, high; fit: y = fit (x, y, accuracy) by Newton's method from y, with a Cholesky factor, until half the Newton decrement is that part of g;
  % value: v = value (y), that of f.
  rand ('twister', seed);
  randn ('twister', seed);
  A = features (N, m);
  Av = features (N / 2, m);
  truth = randn (m, 1) .* [1; 0.1; 0](1 + mod (0:m-1, 3)) / sqrt (m);
  b = labels (loss, A * truth);
  bv = labels (loss, Av * truth);
  p.x0 = zeros (groups, 1);
  p.y0 = zeros (m, 1);
  P = sparse (1:m, 1 + floor (groups * (0:m-1) / m), 1, m, groups);   % the group of each coefficient
  h = (P' * mean (A .^ 2)') ./ full (sum (P)');      % mean curvature along a feature, in the place of that of pgdqa_regselection
  p.low = log (1e-8 * h);
  p.high = log (1e4 * h);
  if (strcmp (loss, 'gram'))
    [A, b] = compressed (A, b);
  end
  p.value = @(y) mean (loss_of (loss, Av * y, bv));
  p.f = @(x, y) upper (loss, Av, bv, x, y);
  p.g = pgdqa_objective (@(x, y) lower (loss, A, b, P, x, y), @(x, y, vx, vy) product (loss, A, b, P, x, y, vx, vy));
  p.terms = {pgdqa_terms(term (loss, Av, bv)), ...
             pgdqa_terms(term (loss, A, b), pgdqa_term ('square', [], speye (m), [], {'exp', P, [], 0.5}))};
  clock = tic ();
  p.hessian = hessian_of (loss, A, b, P);
  p.seconds = toc (clock);
  p.fit = @(x, y, accuracy) newton (p.g.fun, p.hessian, x, y, accuracy);
end

function [R, c] = compressed (A, b)
  % mean ((A y - b) .^ 2) and mean ((R y - c) .^ 2) differ by a constant
  [N, m] = size (A);
  R = sqrt (m / N) * chol (A' * A);
  c = m / N * (R' \ (A' * b));
end

function A = features (N, m)
  A = randn (N, m);
  for j = 2:m
    A(:,j) = 0.9 * A(:,j-1) + sqrt (1 - 0.9 ^ 2) * A(:,j);
  end
end

function b = labels (loss, scores)
  if (~ strcmp (loss, 'logistic'))
    b = scores + 2 * std (scores) * randn (size (scores));
  else
    b = sign (1 ./ (1 + exp (-2 * scores / std (scores))) - rand (size (scores)));
  end
end

function [l, d, dd] = loss_of (loss, scores, b)
  % loss of each row, its derivative and its second derivative by the score
  if (~ strcmp (loss, 'logistic'))
    d = scores - b;
    l = d .^ 2 / 2;
    dd = ones (size (b));
  else
    t = b .* scores;
    l = max (-t, 0) + log1p (exp (-abs (t)));
    s = 1 ./ (1 + exp (t));
    d = -b .* s;
    dd = s .* (1 - s);
  end
end

function [v, gx, gy] = upper (loss, A, b, x, y)
  [l, d] = loss_of (loss, A * y, b);
  v = mean (l);
  gx = zeros (size (x));
  gy = A' * d / rows (A);
end

function [v, gx, gy] = lower (loss, A, b, P, x, y)
  [l, d] = loss_of (loss, A * y, b);
  squares = P' * y .^ 2 / 2;
  v = mean (l) + exp (x)' * squares;
  gx = exp (x) .* squares;
  gy = A' * d / rows (A) + (P * exp (x)) .* y;
end

function [hx, hy] = product (loss, A, b, P, x, y, vx, vy)
  weight = 1;
  if (strcmp (loss, 'logistic'))
    [~, ~, weight] = loss_of (loss, A * y, b);
  end
  hx = exp (x) .* (P' * (y .* vy) + vx .* (P' * y .^ 2 / 2));
  hy = A' * (weight .* (A * vy)) / rows (A) + (P * exp (x)) .* vy + (P * (exp (x) .* vx)) .* y;
end

function H = hessian_of (loss, A, b, P)
  % handle of (x, y); the part of ridge regression that does not change is made once
  penalty = @(x) diag (P * exp (x));
  if (~ strcmp (loss, 'logistic'))
    B = A' * A / rows (A);
    H = @(x, y) B + penalty (x);
  else
    H = @(x, y) weighted (A, b, y) + penalty (x);
  end
end

function H = weighted (A, b, y)
  [~, ~, dd] = loss_of ('logistic', A * y, b);
  B = sqrt (dd / rows (A)) .* A;
  H = B' * B;
end

function y = newton (g, hessian, x, y, accuracy)
  [v, ~, d] = g (x, y);
  do
    R = chol (hessian (x, y));
    step = R \ (R' \ d);
    t = 1;
    while (true)
      [next, ~, dnext] = g (x, y - t * step);
      if (next <= v - 1e-4 * t * (d' * step) + 1e-14 * abs (v))
        break;
      end
      t /= 2;
    end
    y -= t * step;
    v = next;
    d = dnext;
  until (sumsq (R' \ d) / 2 <= accuracy * abs (v))
end

function t = term (loss, A, b)
  if (~ strcmp (loss, 'logistic'))
    t = pgdqa_term ('square', [], A, -b, 0.5 / rows (A));
  else
    t = pgdqa_term ('logistic', [], b .* A, [], 1 / rows (A));
  end
end
