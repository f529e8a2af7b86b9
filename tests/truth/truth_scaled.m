% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_scaled (p, sx, sy, sf, sg)
  % p = truth_scaled (p, sx, sy, sf, sg)   the same problem in other units: x by sx, y by sy, f by sf, g by sg
  f = p.f;
  g = p.g;
  p.f.fun = @(x, y) gradients (f.fun, x, y, sx, sy, sf);
  p.g.fun = @(x, y) gradients (g.fun, x, y, sx, sy, sg);
  p.f.hvp = @(x, y, vx, vy) products (f.hvp, x, y, vx, vy, sx, sy, sf);
  p.g.hvp = @(x, y, vx, vy) products (g.hvp, x, y, vx, vy, sx, sy, sg);
  p.x0 = p.x0 * sx;
  p.y0 = p.y0 * sy;
  p.unit_x = p.unit_x * sx;
  p.unit_y = p.unit_y * sy;
  if (~ isempty (p.known))
    p.known.x = p.known.x * sx;
    p.known.y = p.known.y * sy;
  end
  for name = {'XMin', 'XMax'; 'YMin', 'YMax'}
    for k = 1:2
      if (isfield (p.options, name{k}))
        p.options.(name{k}) = p.options.(name{k}) * [sx, sy](1 + (name{k}(1) == 'Y'));
      end
    end
  end
end

function [v, gx, gy] = gradients (fun, x, y, sx, sy, s)
  [v, gx, gy] = fun (x / sx, y / sy);
  v = v * s;
  gx = gx * (s / sx);
  gy = gy * (s / sy);
end

function [hx, hy] = products (hvp, x, y, vx, vy, sx, sy, s)
  [hx, hy] = hvp (x / sx, y / sy, vx / sx, vy / sy);
  hx = hx * (s / sx);
  hy = hy * (s / sy);
end
