% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [y, mult, steps] = interior_point (H, c, A, b, Aeq, beq)
  % [y, mult, steps] = interior_point (H, c, A, b, Aeq, beq)   min y' H y / 2 + c' y, A y <= b, Aeq y = beq, to KKT residuals of 1e-8
  %
  % Predictor and corrector of S. Mehrotra (SIAM J. Optim. 2, 1992); all matrices may be sparse.  For comparisons of time.
  [p, m] = size (A);
  k = rows (Aeq);
  [y, s, mult, nu] = deal (zeros (m, 1), ones (p, 1), ones (p, 1), zeros (k, 1));
  s = max (b - A * y, 1);
  unit = 1 + max ([norm(c, Inf), norm(b, Inf)]);
  for steps = 0:100
    dual = H * y + c + A' * mult + Aeq' * nu;
    primal = A * y + s - b;
    equal = Aeq * y - beq;
    gap = (s' * mult) / max (p, 1);
    if (max ([norm(dual, Inf), norm(primal, Inf), norm(equal, Inf), gap]) <= 1e-8 * unit)
      return;
    end
    K = [H + A' * spdiags(mult ./ s, 0, p, p) * A, Aeq'; Aeq, sparse(k, k)];
    [L, U, P, Q] = lu (sparse (K));
    solve = @(r) Q * (U \ (L \ (P * r)));
    [~, ds, dm] = direction (solve, A, s, mult, dual, primal, equal, s .* mult);
    after = ((s + longest (s, ds) * ds)' * (mult + longest (mult, dm) * dm)) / max (p, 1);
    target = (after / gap) ^ 3 * gap;
    [dy, ds, dm, dn] = direction (solve, A, s, mult, dual, primal, equal, s .* mult + ds .* dm - target);
    step = 0.99 * min (longest (s, ds), longest (mult, dm));
    step = min (step, 1);
    y += step * dy;
    s += step * ds;
    mult += step * dm;
    nu += step * dn;
  end
end

function [dy, ds, dm, dn] = direction (solve, A, s, mult, dual, primal, equal, complementary)
  m = numel (dual);
  z = solve ([-dual - A' * ((mult .* primal - complementary) ./ s); -equal]);
  dy = z(1:m);
  dn = z(m+1:end);
  ds = -primal - A * dy;
  dm = -(complementary + mult .* ds) ./ s;
end

function t = longest (v, d)
  t = min ([1; -v(d < 0) ./ d(d < 0)]);
end
