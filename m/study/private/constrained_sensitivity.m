% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [dydx, info] = constrained_sensitivity (output, p, level, df, dg, dx)
  % [dydx, info] = constrained_sensitivity (output, p, level, df, dg, dx)   pgdqa_sensitivity where the lower level has constraints
  %
  % The lower constraints that are active, with multipliers mu, hold as equations along y (x):
  %   A dy + Jy' dmu = -C dx,   Jy dy = -Jx dx,   A = D2_yy L, C = D2_yx L, L = g + mu' * r, on the y that no bound holds.
  [n, m] = deal (numel (p.x), numel (p.y));
  con = pgdqa_shared.constraints_of (p, output.options);
  rows = con.lower;
  [r, J] = pgdqa_shared.constraint_residual (rows, p.x, p.y);
  mu = multipliers_of (rows, output.multipliers.lower);
  near = 1e-6 * (1 + norm ([p.x; p.y], Inf)) * max (1, sqrt (full (sum (J .^ 2, 2))));
  active = rows.equal | r >= -near;
  [fx, fy] = df.gradient ();
  [~, gy] = dg.gradient ();
  slope = gy + J(:, n+1:end)' * mu;
  bounds = [pgdqa_shared.bound_of(con.options, 'YMin', p.y), pgdqa_shared.bound_of(con.options, 'YMax', p.y)];
  small = 1e-6 * (1 + norm (p.y, Inf));
  free = ~ (p.y <= bounds(:, 1) + small | p.y >= bounds(:, 2) - small);
  J = full (J(active, :));
  Jy = J(:, n + find (free));
  if (rank (Jy) < size (Jy, 1))
    error ('pgdqa:needs', ['pgdqa_sensitivity: the gradients in y of the %d active lower constraints are dependent (rank %d), ' ...
                           'so that their multipliers are not unique and dy/dx may not exist'], size (Jy, 1), rank (Jy));
  end
  [A, C] = lagrangian_hessian (dg, rows, mu, p, find (free));
  Z = null (Jy);
  least = min ([eig((Z' * A * Z + Z' * A' * Z) / 2); Inf]);
  scale = max (norm (A), realmin);
  if (~ (least > 1e-7 * scale))
    error ('pgdqa:needs', ['pgdqa_sensitivity: D2_yy of the Lagrangian of g is singular or indefinite along the active constraints (least eigenvalue ' ...
                           '%.2g, size %.2g), so that y is no function of x'], least, scale);
  end
  k = size (Jy, 1);
  K = [A, Jy'; Jy, zeros(k)];
  solution = -K \ [C; J(:, 1:n)];
  whole = zeros (m, n);
  whole(free, :) = solution(1:end - k, :);
  dydx = whole * dx;
  hypergradient = double (fx) + whole' * double (fy);
  count = sum (free);
  calls = struct ('f_value', 0, 'f_grad', 1, 'g_value', 0, 'g_grad', 1, 'hvp', count, 'total', 2 + count);
  info = struct ('eig_min', least, 'eig_max', scale, 'condition', scale / least, ...
                 'residual', norm (K * solution + [C; J(:, 1:n)], 'fro') / max (norm ([C; J(:, 1:n)], 'fro'), realmin), ...
                 'lower_step', norm (slope(free)) / scale / max (norm (p.y), 1), 'hypergradient', hypergradient, 'hypergradient_difference', NaN, ...
                 'free', free, 'weak', weak_rows (rows, active, mu), 'solver', 'kkt', 'calls', calls);
end

function mu = multipliers_of (rows, given)
  [~, kinds] = pgdqa_shared.constraint_names ();
  mu = zeros (size (rows.b));
  for i = 1:numel (mu)
    values = given.(kinds{rows.user(i, 1)});
    mu(i) = values(rows.user(i, 2)) * rows.size(i);
  end
end

function weak = weak_rows (rows, active, mu)
  % user's numbers [kind, index] of active inequalities with a multiplier of about 0: dy/dx is right only to one side there
  weak = rows.user(active & ~ rows.equal & mu <= 1e-6 * max (1, norm (mu, Inf)), :);
end

function [A, C] = lagrangian_hessian (dg, rows, mu, p, places)
  % A = D2_yy L and C = D2_yx L on the y in PLACES
  [n, m] = deal (numel (p.x), numel (p.y));
  [A, C] = deal (zeros (numel (places)), zeros (numel (places), n));
  compiled = pgdqa_shared.core ();
  u = mu(end - rows.curved + 1:end);
  for j = 1:numel (places)
    e = zeros (m, 1);
    e(places(j)) = 1;
    [hx, hy] = dg.product (zeros (n, 1), e);
    if (rows.curved > 0)
      [cx, cy] = compiled ('hvp', rows.lagrangian, p.x, [p.y; u], zeros (n, 1), [e; 0 * u]);
      [hx, hy] = deal (hx + cx, hy + cy(1:m));
    end
    A(:, j) = hy(places);
    C(j, :) = hx';
  end
end
