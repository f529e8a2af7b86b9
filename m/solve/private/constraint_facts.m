% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function facts = constraint_facts (level, rows, multiplier, x, y, variable, bounds, slope)
  % facts = constraint_facts (level, rows, multiplier, x, y, variable, bounds, slope)   what a run says of the constraints of a level
  %
  % level       of constraints_of;   rows, multiplier   those of the run, in which rows.user is 0 for bounds
  % x, y        the answer;   variable   'x' or 'y', which of them is the level's
  % bounds      [low, high] of these, those of rows included
  % slope       gradient of the level's Lagrangian without bounds, for these
  % facts.multipliers, .active   structs ineqlin, eqlin, ineqnonlin, eqnonlin, and xmin, xmax or ymin, ymax of the bounds
  % facts.violation              struct raw, relative: the largest of the rows, each divided by max (1, norm of its Jacobian row)
  [~, kinds] = pgdqa_shared.constraint_names ();
  ends = {[variable, 'min'], [variable, 'max']};
  at = x;
  if (variable == 'y')
    at = y;
  end
  for k = 1:4
    multipliers.(kinds{k}) = zeros (level.count(k), 1);
    active.(kinds{k}) = repmat (k == 2 || k == 4, level.count(k), 1);
  end
  [r, J] = pgdqa_shared.constraint_residual (rows, x, y);
  size_of = sqrt (full (sum (J .^ 2, 2)));
  near = 1e-6 * (1 + norm ([x; y], Inf));
  for i = find (rows.user(:, 1) > 0)'
    [kind, index] = deal (kinds{rows.user(i, 1)}, rows.user(i, 2));
    multipliers.(kind)(index) = multiplier(i) / rows.size(i);
    if (~ rows.equal(i))
      multipliers.(kind)(index) = max (multiplier(i) / rows.size(i), 0);
    end
    active.(kind)(index) = rows.equal(i) || r(i) >= -near * max (1, size_of(i));
  end
  own = rows.user(:, 1) > 0;
  broken = pgdqa_shared.broken_rows (r, rows.equal);
  facts.violation = struct ('raw', max ([0; broken(own) .* rows.size(own)]), 'relative', max ([0; relative_violation(r(own), J(own, :), rows.equal(own), rows.size(own))]));
  at_end = {at <= bounds(:, 1) + near, at >= bounds(:, 2) - near};
  for k = 1:2
    active.(ends{k}) = at_end{k};
    multipliers.(ends{k}) = max ((3 - 2 * k) * slope, 0) .* at_end{k};
  end
  for row = level.bounds'   % the bound is that of a row of the user's
    [kind, index, j, a] = deal (kinds{row(1)}, row(2), row(3), row(4));
    if (abs (at(j) - row(5)) > near)
      continue;
    end
    share = -slope(j) * sign (a);
    if (row(1) == 1 || row(1) == 3)
      at_its_end = multipliers.(ends{1 + (a > 0)});
      share = at_its_end(j);
    end
    multipliers.(kind)(index) = share / abs (a);
    active.(kind)(index) = true;
    for k = 1:2
      multipliers.(ends{k})(j) = 0;
      active.(ends{k})(j) = false;
    end
  end
  facts.multipliers = multipliers;
  facts.active = active;
end
