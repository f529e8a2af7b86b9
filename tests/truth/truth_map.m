% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [F, y, info] = truth_map (p, x, y, info, from)
  % [F, y, info] = truth_map (p, x, y)               F = f (x, y (x)), y (x) followed from y
  % [F, y, info] = truth_map (p, x, y, info, from)   INFO of truth_curvature at (FROM, y): the tangent predicts y, far away only where that lowers g
  if (nargin < 4)
    [y, info] = truth_lower (p, x, y);
  else
    [~, h] = p.g.hvp (from, y, x - from, zeros (size (y)));
    z = y;
    z(info.free) = z(info.free) - info.solve (h(info.free));
    z = max (p.box.yl, min (p.box.yu, z));
    near = norm (x - from) <= 0.5 * p.unit_x && ~ p.many_wells;
    if (near || p.g.fun (x, z) <= p.g.fun (x, y))
      y = z;
    end
    [y, info] = truth_lower (p, x, y, info);
  end
  F = p.f.fun (x, y);
  if (~ isfinite (F) || ~ all (isfinite (y)))
    F = Inf;
  end
end
