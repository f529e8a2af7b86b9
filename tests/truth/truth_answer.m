% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, f, verdict] = truth_answer (p)
  % [x, y, f, verdict] = truth_answer (p)   a right answer without the solver: by formula, or by the judge's own descent; VERDICT is the judge's
  x = max (p.box.xl, min (p.box.xu, 0.3 * p.unit_x * cos ((1:numel (p.x0))')));
  y = 0 * p.y0;
  if (~ isempty (p.known))
    x = p.known.x;
    y = truth_lower (p, x, p.known.y);
  else
    if (p.many_wells)
      y = deepest (p, x, y);
    end
    for k = 1:3
      [x, y] = truth_descend (p, x, y, 40, p.unit_x, 0);
      if (p.many_wells)
        y = deepest (p, x, y);
      end
    end
  end
  f = p.f.fun (x, y);
  verdict = truth_judge (p, x, y, f);
end

function best = deepest (p, x, y)
  % the deepest of the wells where Newton's method leads from y and from a fixed set of points
  best = truth_lower (p, x, y);
  for k = 1:12
    z = truth_lower (p, x, p.unit_y * 2 * sin (k * (1:numel (y))' + k ^ 2));
    if (p.g.fun (x, z) < p.g.fun (x, best) - 1e-12 * abs (p.g.fun (x, best)))
      best = z;
    end
  end
end
