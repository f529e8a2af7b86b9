% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = augmented_handle (objective, rows)
  % out = augmented_handle (objective, rows)   an objective of augmented as handles that give D2_yy, too, to be factorised; as it is where
  % D2_yy of its base, or a row, is not known as a matrix
  %
  % D2_yy = D2_yy base + AY' * diag (psi'') * AY is sparse where these are, and ill-conditioned: a factor costs less than products do.
  out = objective;
  if (~ strcmp (objective.objective, 'augmented'))
    return;
  end
  base_yy = hessian_of (objective.BASE);
  if (isempty (base_yy) || rows.curved > 0)
    return;
  end
  compiled = pgdqa_shared.core ();
  fun = @(x, y) evaluated (compiled, objective, x, y);
  hvp = @(x, y, vx, vy) compiled ('hvp', objective, x, y, vx, vy);
  yy = @(x, y) base_yy (x, y) + objective.AY' * (spdiags (curvature (objective, x, y), 0, numel (rows.b), numel (rows.b)) * objective.AY);
  out = pgdqa_shared.as_objective ('pgdqa_solve', pgdqa_objective (fun, 'HVP', hvp, 'HessianYY', yy), 'g');
  out.order = 1;
end

function [v, gx, gy] = evaluated (compiled, objective, x, y)
  [v, gx, gy] = compiled ('eval', objective, x, y);
end

function yy = hessian_of (base)
  yy = [];
  if (strcmp (base.objective, 'quadratic') && isfield (base, 'Qyy') && ~ isempty (base.Qyy))
    A = sparse (base.Qyy);
    yy = @(x, y) A;
  elseif (strcmp (base.objective, 'handle') && isfield (base, 'HessianYY') && ~ isempty (base.HessianYY))
    yy = base.HessianYY;
  end
end

function c = curvature (o, x, y)
  [~, c] = augmented_slope (o.AX * x + o.AY * y - o.B, o.LAMBDA, o.RHO(1), o.HOW, o.T);
end
