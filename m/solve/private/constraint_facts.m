% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function facts = constraint_facts (level, rows, multiplier, x, y, at, bounds, slope)
  % facts = constraint_facts (level, rows, multiplier, x, y, at, bounds, slope)   what a run says of the constraints of a level
  %
  % level       of constraints_of;   rows, multiplier   those of the run, in which rows.user is 0 for bounds
  % x, y        the answer;   at   the level's variables, x or y
  % bounds      [low, high] of these, those of rows included
  % slope       gradient of the level's Lagrangian without bounds, for these
  % facts.multipliers, .active   structs ineqlin, eqlin, ineqnonlin, eqnonlin, and min, max of the bounds
  % facts.violation              struct raw, relative: the largest of the rows, each divided by max (1, norm of its Jacobian row)
  kinds = {'ineqlin', 'eqlin', 'ineqnonlin', 'eqnonlin'};
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
  broken = abs (r);
  broken(~ rows.equal) = max (r(~ rows.equal), 0);
  facts.violation = struct ('raw', max ([0; broken(own) .* rows.size(own)]), 'relative', max ([0; relative_violation(r(own), J(own, :), rows.equal(own), rows.size(own))]));
  active.min = at <= bounds(:, 1) + near;
  active.max = at >= bounds(:, 2) - near;
  multipliers.min = max (slope, 0) .* active.min;
  multipliers.max = max (-slope, 0) .* active.max;
  for row = level.bounds'   % the bound is that of a row of the user's
    [kind, index, j, a] = deal (kinds{row(1)}, row(2), row(3), row(4));
    side = {'min', 'max'};
    side = side{1 + (a > 0)};
    if (abs (at(j) - row(5)) <= near)
      active.(kind)(index) = true;
      if (row(1) == 1 || row(1) == 3)
        share = multipliers.(side)(j);
      else
        share = -slope(j) * sign (a);
      end
      multipliers.(kind)(index) = share / abs (a);
      [multipliers.min(j), multipliers.max(j)] = deal (0);
      [active.min(j), active.max(j)] = deal (false);
    end
  end
  facts.multipliers = multipliers;
  facts.active = active;
end
