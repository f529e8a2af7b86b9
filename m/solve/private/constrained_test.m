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
  core = pgdqa_shared.core ();
  here = core ('eval', run.levels.g, run.x, y);
  count = ceil (min (2 * m, 50) * run.wanted.Starts);
  Y = lower_samples (run, count);
  [merit, values] = deal (Inf (1, count));
  for k = 1:count
    c = pgdqa_shared.constraint_residual (rows, run.x, Y(:, k));
    values(k) = core ('eval', run.levels.g, run.x, Y(:, k));
    broken = abs (c);
    broken(~ rows.equal) = max (c(~ rows.equal), 0);
    merit(k) = values(k) + run.rho.g / 2 * (broken' * broken);
  end
  run = constrained_count (run, struct ('g_value', count, 'total', count));
  known = [values(isfinite (values)), here];
  margin = 1e-6 * max (abs (here), min (max (known) - min (known), 1 + abs (here)));
  [~, order] = sort (merit);
  for k = order(1:min (count, 3))
    run = descended (run, Y(:, k), here, margin);
    if (~ isempty (run.better))
      break;
    end
  end
end

function Y = lower_samples (run, count)
  % between the bounds of y where they are finite, else at 0.2 to 4 times its length
  m = run.m;
  y = run.y(1:m);
  [low, high] = deal (run.low, run.high);
  seed = run.wanted.Seed;
  U = reshape (pgdqa_shared.seeded_uniform (m * count, seed + 1), m, count);
  D = pgdqa_shared.seeded_normal (m, count, seed + 2);
  reach = run.wanted.Perturbation * (1 + norm (y) / sqrt (m)) * logspace (log10 (0.2), log10 (4), count);
  for k = 1:count
    Y(:, k) = y + reach(k) * D(:, k); %#ok<AGROW>
  end
  both = isfinite (low) & isfinite (high);
  spread = low + (high - low) .* U;
  far = mod (1:count, 2) == 0;
  Y(both, far) = spread(both, far);
  Y = min (max (Y, low), high);
end

function run = descended (run, y, here, margin)
  % the lower level solved from y at x; a better solution becomes the start of the next run
  [rows, m] = deal (run.rows, run.m);
  c = pgdqa_shared.constraint_residual (rows, run.x, y);
  o = run.options;
  [o.Search, o.MaxIter, o.Starts, o.Restore, o.Display] = deal ('local', 0, 0, true, 'off');
  o.MaxCalls = 100 * (run.n + numel (run.y));
  o.MaxTime = max (run.wanted.MaxTime - toc (run.clock), 1e-3);
  o = rmfield (o, intersect (fieldnames (o), {'OutputFcn', 'PlotFcn', 'LowerSolve', 'WarmStart'}));
  levels = constrained_levels (run, run.levels);
  [~, y, ~, ~, output] = pgdqa_shared.core ('solve', levels.f, levels.g, run.x, [y; max(-c(run.slack), 0)], o);
  run = constrained_count (run, output.calls);
  [c, J] = pgdqa_shared.constraint_residual (rows, run.x, y(1:m));
  core = pgdqa_shared.core ();
  g = core ('eval', run.levels.g, run.x, y(1:m));
  if (~ (max ([0; relative_violation(c, J, rows.equal, rows.size)]) <= run.wanted.TolCon && g <= here + margin))
    return;
  end
  f = [core('eval', run.levels.f, run.x, run.y(1:m)), core('eval', run.levels.f, run.x, y(1:m))];
  run.refuted = g < here - margin;
  if (run.refuted || f(2) < f(1) - 1e-6 * (1 + abs (f(1))))
    run.better = y;
  end
end
