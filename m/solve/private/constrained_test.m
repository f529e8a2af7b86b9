% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_test (run)
  % run = constrained_test (run)   does another y that meets the lower constraints have a lower g?  run.refuted, run.better
  %
  % A y with the same g and a lower f is better, too, but refutes nothing.
  % Values at random y, and descents from the best of them.
  [rows, m] = deal (run.rows, run.m);
  run.refuted = false;
  run.better = [];
  if (isempty (rows.b) || run.wanted.Starts == 0)
    return;
  end
  y = run.y(1:m);
  count = ceil (min (2 * m, 50) * run.wanted.Starts);
  if (calls_left (run) < 2 * count * (1 + (run.rows.curved > 0)))
    run.settled = false;
    return;
  end
  Y = lower_samples (run, count);
  [merit, values] = merits (run, Y);
  halfway = merits (run, (Y + repmat (y, 1, count)) / 2);
  [here, g] = merits (run, y);
  run = constrained_count (run, struct ());
  known = [values(isfinite (values)), g];
  margin = 1e-6 * max (abs (g), min (max (known) - min (known), 1 + abs (g)));
  parted = halfway > max (merit, here);   % a hill lies between: another well
  [~, order] = sortrows ([~ parted(:), merit(:)]);
  tries = min ([count, 1 + min(sum (parted), 4)]);
  for k = order(1:tries)'
    run = descended (run, Y(:, k), g, margin);
    if (~ isempty (run.better))
      break;
    end
  end
end

function [merit, values] = merits (run, Y)
  % g at the columns of Y, and that with a penalty for the lower constraints
  rows = run.rows;
  [merit, values] = deal (zeros (1, size (Y, 2)));
  for k = 1:size (Y, 2)
    broken = pgdqa_shared.broken_rows (pgdqa_shared.constraint_residual (rows, run.x, Y(:, k)), rows.equal);
    values(k) = constrained_eval (run, 'g', run.x, Y(:, k));
    merit(k) = values(k) + run.rho.g / 2 * (broken' * broken);
  end
end

function Y = lower_samples (run, count)
  % Half between the bounds of y, or where rows bound it along an axis, with the ends there; the others, and where nothing does, at 0.2 to 4 times its length.
  m = run.m;
  y = run.y(1:m);
  [low, high] = deal (run.low, run.high);
  [from, to] = along_axes (run, low, high);
  seed = run.wanted.Seed;
  U = reshape (pgdqa_shared.seeded_uniform (m * count, seed + 1), m, count);
  reach = run.wanted.Perturbation * (1 + norm (y) / sqrt (m)) * logspace (log10 (0.2), log10 (4), count);
  Y = repmat (y, 1, count) + repmat (reach, m, 1) .* pgdqa_shared.seeded_normal (m, count, seed + 2);
  both = isfinite (from) & isfinite (to);
  spread = repmat (from, 1, count) + repmat (to - from, 1, count) .* U;
  far = mod (1:count, 2) == 0;
  Y(both, far) = spread(both, far);
  Y = min (max (Y, repmat (low, 1, count)), repmat (high, 1, count));
  for j = 1:min (m, floor (count / 4))   % and the ends along the axes
    ends = [from(j), to(j)];
    for side = find (isfinite (ends))
      Y(:, 2 * j - 2 + side) = y;
      Y(j, 2 * j - 2 + side) = ends(side);
    end
  end
end

function [from, to] = along_axes (run, low, high)
  % how far each y can go alone until a linear inequality, or a bound, stops it
  linear = numel (run.rows.b) - run.rows.curved;
  inequalities = find (~ run.rows.equal(1:linear));
  A = run.rows.A(inequalities, run.n+1:end);
  y = run.y(1:run.m);
  room = max (0, run.rows.b(inequalities) - run.rows.A(inequalities, :) * [run.x; y]);
  [from, to] = deal (low, high);
  for j = 1:run.m
    [i, ~, a] = find (A(:, j));
    up = a > 0;
    to(j) = min ([to(j); y(j) + room(i(up)) ./ a(up)]);
    from(j) = max ([from(j); y(j) + room(i(~ up)) ./ a(~ up)]);
  end
end

function run = descended (run, y, here, margin)
  % the lower level solved from y at x; a better solution becomes the start of the next run
  [run, y] = constrained_lower (run, run.x, y, 1);
  y = feasible_part (run, y(1:run.m));
  g = constrained_eval (run, 'g', run.x, y);
  if (~ (g <= here + margin))
    return;
  end
  f = [constrained_eval(run, 'f', run.x, run.y(1:run.m)), constrained_eval(run, 'f', run.x, y)];
  run.refuted = g < here - margin;
  other = norm (y - run.y(1:run.m)) > 1e-3 * max (norm (y), norm (run.y(1:run.m)));   % else its rows are met a little less
  if (run.refuted || (other && f(2) < f(1) - 1e-6 * (1 + abs (f(1)))))
    run.better = with_slack (run, run.x, y);
  end
end

function y = feasible_part (run, y)
  % the nearest point to y, on the way to the run's, that meets the lower constraints as well as that does: a descent with other multipliers ends
  % beside them
  own = run.y(1:run.m);
  [good, bad] = deal (1, 0);
  allowed = max (violation (run, own), 1e-3 * run.wanted.TolCon);
  if (violation (run, y) <= allowed)
    return;
  end
  for k = 1:40
    t = (good + bad) / 2;
    if (violation (run, y + t * (own - y)) <= allowed)
      good = t;
    else
      bad = t;
    end
  end
  y = y + good * (own - y);
end

function v = violation (run, y)
  [c, J] = pgdqa_shared.constraint_residual (run.rows, run.x, y);
  v = max ([0; relative_violation(c, J, run.rows.equal, run.rows.size)]);
end
