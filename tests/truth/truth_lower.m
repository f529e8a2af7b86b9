% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [y, info] = truth_lower (p, x, y, info)
  % [y, info] = truth_lower (p, x, y)   a minimiser of g (x, .) within its bounds, by damped Newton from y until grad_y g is at rounding
  % info: A (D2_yy g among the free components, of an earlier y where that sufficed), free, indefinite (a curvature was not positive)
  %
  % A step is kept if g falls or, where g is blind, if v'A^-1 v falls, v = grad_y g.  Given info, its A serves as long as v'A^-1 v falls to
  % a sixteenth a step.  Negative curvature is left along its direction.  p.singular curvatures are taken as zero and not moved along.
  if (nargin < 4)
    info = struct ('A', [], 'free', [], 'indefinite', false, 'solve', []);
  end
  b = p.box;
  y = max (b.yl, min (b.yu, y));
  [g, ~, v] = p.g.fun (x, y);
  fresh = false;
  first = 1;                                         % the first length tried
  for k = 1:100
    if (~ isfinite (g) || ~ all (isfinite (v)))
      y(:) = NaN;
      return;
    end
    free = ~ ((y <= b.yl & v > 0) | (y >= b.yu & v < 0));
    if (isempty (info.solve) || any (free ~= info.free))
      info = truth_curvature (p, x, y, free, info.indefinite);
      fresh = true;
    end
    d = zeros (size (y));
    d(free) = -info.solve (v(free));
    if (fresh && ~ isempty (info.escape) && norm (d) <= 1e-6 * p.unit_y)
      d(free) = d(free) + info.escape * 0.1 * p.unit_y;
    end
    if (~ any (d))
      return;
    end
    [z, gz, vz, kept] = damped (p, x, y, d, g, v, free, info, first, 4 + 36 * fresh);
    if (~ kept)
      if (fresh)
        return;
      end
      info.solve = [];
      first = 1;
      continue;
    end
    before = v(free)' * info.solve (v(free));
    after = vz(free)' * info.solve (vz(free));
    small = norm (z - y) <= 8 * eps * norm (z) || ~ (after > 0);
    first = 1 + 2 * (fresh && abs (after / before - (2 / 3) ^ 6) < 0.01);   % a zero of third order, as of the gradient of r^4
    y = z;
    g = gz;
    v = vz;
    if (small)
      return;
    end
    fresh = abs (after) <= before / 16;              % A of now, or as good
    if (~ fresh)
      info.solve = [];
    end
  end
end

function [z, gz, vz, kept] = damped (p, x, y, d, g, v, free, info, t, trials)
  slope = v' * d;
  before = v(free)' * info.solve (v(free));
  for k = 1:trials
    z = max (p.box.yl, min (p.box.yu, y + t * d));
    [gz, ~, vz] = p.g.fun (x, z);
    kept = gz <= g + 1e-4 * t * slope && gz < g;
    if (~ kept && abs (gz - g) <= 100 * eps * abs (g) && all (isfinite (vz)))
      kept = abs (vz(free)' * info.solve (vz(free))) <= 0.7 * before;
    end
    if (kept)
      return;
    end
    t = t / 3;
    if (t * norm (d) <= eps * norm (y))
      return;
    end
  end
end
