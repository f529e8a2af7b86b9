% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, F] = truth_descend (p, x, y, steps, unit, enough)
  % [x, y, F] = truth_descend (p, x, y, steps, unit, enough)   BFGS with Armijo's rule on F (x) = f (x, y (x)), within bounds, y followed from y
  %
  % unit: length of the first step.  With p.singular > 0 the variables are x and a move of y along the continuum.
  % Ends where F no longer falls, or where three steps in a row fell by less than ENOUGH.
  n = numel (x);
  x = max (p.box.xl, min (p.box.xu, x));
  [F, y] = truth_map (p, x, y);
  if (~ isfinite (F))
    return;
  end
  [c, noise, info] = truth_slope (p, x, y);
  B = eye (numel (c)) * max (norm (c) / unit, realmin);
  first = true;
  idle = 0;
  for k = 1:steps
    free = true (size (c));
    free(1:n) = ~ ((x <= p.box.xl & c(1:n) > 0) | (x >= p.box.xu & c(1:n) < 0));
    d = zeros (size (c));
    d(free) = -(B(free,free) \ c(free));
    if (~ all (isfinite (d)) || c' * d >= 0)
      d = -c .* free * unit / max (norm (c(free)), realmin);
    end
    d = d * min (1, 10 * unit / max (max (abs (d)), realmin));
    if (~ any (d))
      return;
    end
    t = 1;
    found = false;
    for j = 1:14
      z = max (p.box.xl, min (p.box.xu, x + t * d(1:n)));
      u = y;
      if (numel (c) > n)
        u = y + t * d(n+1:end);
      end
      [Fz, u] = truth_map (p, z, u, info, x);
      if (Fz < F && Fz <= F + 1e-4 * t * (c' * d))
        found = true;
        break;
      end
      t = t / 4;
    end
    if (~ found)
      if (first)
        return;
      end
      B = eye (numel (c)) * max (norm (c) / unit, realmin);     % start anew
      first = true;
      continue;
    end
    idle = (idle + 1) * (F - Fz <= max (noise, enough));
    s = z - x;
    if (numel (c) > n)
      s = [s; t * d(n+1:end)];
    end
    x = z;
    y = u;
    F = Fz;
    [cz, noise, info] = truth_slope (p, x, y);
    r = cz - c;
    c = cz;
    if (s' * r > 1e-12 * norm (s) * norm (r))
      if (first)
        B = eye (numel (c)) * (r' * r) / (s' * r);
        first = false;
      end
      Bs = B * s;
      B = B - Bs * Bs' / (s' * Bs) + r * r' / (s' * r);
    end
    if (idle >= 3)
      return;
    end
  end
end
