% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function result = check_solvers (result, g, x, y, seed)
  % result = check_solvers (result, g, x, y, seed)   adds to a result of taylor_check how HessianYY, SolveYY and PreconditionerYY of g fit D2_yy g
  %
  % result.hessian_yy, result.solve_yy, result.preconditioner_yy   relative errors, NaN: not given (help pgdqa_check); ok and verdict follow
  result.hessian_yy = NaN;
  result.solve_yy = NaN;
  result.preconditioner_yy = NaN;
  if (isnan (result.slope_y) || ~ any (isfield (g, {'HessianYY', 'SolveYY', 'PreconditionerYY'})))
    return; % without gradients there is nothing to compare with
  end
  m = numel (y);
  u = cast (pgdqa_shared.seeded_normal (m, 1, 10 * seed + 5), class (y));
  v = cast (pgdqa_shared.seeded_normal (m, 1, 10 * seed + 6), class (y));
  [product, tolerance] = product_yy (g, x, y);
  wrong = {};
  if (isfield (g, 'HessianYY'))
    [A, asymmetry] = pgdqa_shared.hessian_yy (g.HessianYY, x, y);
    exact = product (v);
    result.hessian_yy = max (asymmetry, norm (A * v - exact) / max (norm (exact), realmin));
    if (~ (asymmetry <= 1e-6))
      wrong{end+1} = sprintf ('HessianYY wrong: not symmetric, ||A - A''|| is %.1e ||A||', asymmetry);
    elseif (~ (result.hessian_yy <= tolerance))
      wrong{end+1} = sprintf ('HessianYY wrong: A v differs from the product by %.1e of it', result.hessian_yy);
    end
  end
  if (isfield (g, 'SolveYY'))
    result.solve_yy = norm (product (solved (g, 'SolveYY', x, y, v)) - v) / norm (v);
    if (~ (result.solve_yy <= tolerance))
      wrong{end+1} = sprintf ('SolveYY wrong: ||A s - b|| is %.1e ||b||', result.solve_yy);
    end
  end
  if (isfield (g, 'PreconditionerYY'))
    Pu = solved (g, 'PreconditionerYY', x, y, u);
    Pv = solved (g, 'PreconditionerYY', x, y, v);
    result.preconditioner_yy = abs (u' * Pv - v' * Pu) / max (norm (u) * norm (Pv) + norm (v) * norm (Pu), realmin);
    if (~ (result.preconditioner_yy <= tolerance))
      wrong{end+1} = sprintf ('PreconditionerYY wrong: not symmetric, by %.1e', result.preconditioner_yy);
    elseif (~ (u' * Pu > 0 && v' * Pv > 0))
      wrong{end+1} = 'PreconditionerYY wrong: not positive definite';
    end
  end
  if (~ isempty (wrong))
    if (result.ok)
      result.verdict = '';
    else
      result.verdict = [result.verdict, '; '];
    end
    result.ok = false;
    result.verdict = [result.verdict, strjoin(wrong, '; ')];
  end
end

function s = solved (g, name, x, y, b)
  s = pgdqa_shared.oracle_call (g, {[name, ' s']}, {y}, g.(name), x, y, b);
end

function [product, tolerance] = product_yy (g, x, y)
  % v -> D2_yy g v, and what may be wrong with it and with a solve, relative
  [evaluate, hvp] = pgdqa_shared.oracle_of (g);
  tolerance = eps (class (x(1) + y(1))) ^ (1 / 3);
  if (isempty (hvp))
    length = max (norm (y), 1) * tolerance;
    product = @(v) difference (evaluate, x, y, v, length / norm (v));
    tolerance = 100 * tolerance;
  else
    product = @(v) second_of (hvp, x, y, v);
  end
end

function hy = second_of (hvp, x, y, v)
  [~, hy] = hvp (x, y, 0 * x, v);
end

function hy = difference (evaluate, x, y, v, t)
  [~, ~, up] = evaluate (x, y + t * v);
  [~, ~, down] = evaluate (x, y - t * v);
  hy = (up - down) / (2 * t);
end
