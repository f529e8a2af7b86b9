% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = augmented (base, rows, how, multiplier, rho, sizes, slack, t)
  % objective = augmented (base, rows, how, multiplier, rho, sizes, slack, t)   the augmented Lagrangian that src/objectives/augmented.c evaluates
  %
  % base        objective of x and y, sizes = [n, m]
  % rows        of a level (constraints_of), whose y are the first ones
  % how         k x 1, of each row: 0 equation, 1 inequality, 2 inequality smoothed by t
  % multiplier  k x 1;   rho   scalar
  % slack       the equations that are inequalities with a slack; these variables follow y
  if (isempty (rows.b))
    objective = base;
    return;
  end
  [n, m] = deal (sizes(1), sizes(2));
  k = numel (rows.b);
  AY = [rows.A(:, n+1:end), zeros(k, m - size (rows.A, 2) + n), sparse(slack, 1:numel (slack), 1, k, numel (slack))];
  objective = struct ('objective', 'augmented', 'AX', rows.A(:, 1:n), 'AY', AY, 'B', rows.b, 'LAMBDA', multiplier, ...
                      'RHO', repmat (rho, k, 1), 'HOW', how, 'T', t, 'COUNTS', [m, rows.curved], 'BASE', base);
  if (rows.curved > 0)
    objective.LAGRANGIAN = rows.lagrangian;
  end
end
