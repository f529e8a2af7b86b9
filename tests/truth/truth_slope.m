% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [slope, noise, info] = truth_slope (p, x, y)
  % [slope, noise, info] = truth_slope (p, x, y)   at a solution y = y (x)
  %
  % slope   the gradient of F (x) = f (x, y (x)) by the implicit function theorem, f_x + D2_xy g w with A w = -f_y; with p.singular > 0
  %         followed by the part of f_y along the continuum
  % noise   rounding of F: 300 eps of the terms of f, and 10 eps of the terms of grad_y g times w
  % info    as of truth_curvature
  [~, ~, v] = p.g.fun (x, y);
  free = ~ ((y <= p.box.yl & v > 0) | (y >= p.box.yu & v < 0));
  info = truth_curvature (p, x, y, free);
  [F, fx, fy] = p.f.fun (x, y);
  w = zeros (size (y));
  w(free) = -info.solve (fy(free));
  slope = fx + p.g.hvp (x, y, zeros (size (x)), w);
  if (p.singular > 0)
    along = zeros (size (y));
    along(free) = info.null * (info.null' * fy(free));
    slope = [slope; along];
  end
  noise = 300 * eps * max (abs (F), abs (fx)' * abs (x) + abs (fy)' * abs (y)) + 10 * eps * sum (abs (w(free)(:)) .* (abs (info.A) * abs (y(free)(:))));   % 0 if none is free
end
