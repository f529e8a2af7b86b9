% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function lipschitz = diagnose_lipschitz (oracle, point, seed)
  % lipschitz = diagnose_lipschitz (oracle, point, seed)   how fast the gradients change at a point, by power iterations
  %
  % lipschitz   f_x = ||D2_xx f||, f_y = ||D2_yy f|| (4 products each), g_xy = ||D2_yx g|| (4 products), all from below;
  %             NaN: not measured.  ||D2_yy g|| comes from diagnose_local.
  lipschitz = struct ('f_x', NaN, 'f_y', NaN, 'g_xy', NaN);
  steps = 4;
  f = oracle.f;
  if (diagnose_affordable (oracle, steps * 2 * f.cost * f.hvp_cost))
    lipschitz.f_x = power (f, point, 'x', steps, seed);
    lipschitz.f_y = power (f, point, 'y', steps, seed);
  end
  g = oracle.g;
  if (diagnose_affordable (oracle, steps * g.cost * g.hvp_cost))
    lipschitz.g_xy = cross_power (g, point, steps / 2, seed);
  end
end

function L = power (level, point, block, steps, seed)
  L = 0;
  zero_x = zeros (numel (point.x), 1);
  zero_y = zeros (numel (point.y), 1);
  q = pgdqa_shared.seeded_normal (numel (point.(block)), 1, 100 * seed + 80);
  for k = 1:steps
    q = q / norm (q);
    try
      if (block == 'x')
        [q, ~] = level.hvp (point.x, point.y, q, zero_y);
      else
        [~, q] = level.hvp (point.x, point.y, zero_x, q);
      end
    catch
      q = NaN;
    end
    if (~ all (isfinite (q)))
      L = NaN;
      return;
    end
    L = max (L, norm (q));
    if (norm (q) == 0)
      return;
    end
  end
end

function L = cross_power (level, point, rounds, seed)
  % q <- D2_yx (D2_xy q)
  L = 0;
  q = pgdqa_shared.seeded_normal (numel (point.y), 1, 100 * seed + 81);
  for k = 1:rounds
    q = q / norm (q);
    try
      [p, ~] = level.hvp (point.x, point.y, zeros (numel (point.x), 1), q);
      L = max (L, norm (p));
      if (norm (p) == 0)
        return;
      end
      [~, q] = level.hvp (point.x, point.y, p / norm (p), zeros (numel (point.y), 1));
      L = max (L, norm (q));
    catch
      L = NaN;
    end
    if (~ all (isfinite ([L; q])) || norm (q) == 0)
      return;
    end
  end
end
