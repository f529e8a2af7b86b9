% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [slope, curvature] = augmented_slope (r, multiplier, rho, how, t)
  % [slope, curvature] = augmented_slope (r, multiplier, rho, how, t)   psi' (r) and psi'' (r) of src/objectives/augmented.c
  %
  % r, multiplier, how   k x 1;   rho, t   scalars
  c = r + multiplier / rho;
  slope = rho * c;
  curvature = repmat (rho, size (r));
  idle = how == 1 & c <= 0;
  [slope(idle), curvature(idle)] = deal (0);
  smooth = how == 2;
  root = sqrt (c .^ 2 + 4 * t / rho);
  up = rho * (root + c) / 2;
  up(c < 0) = 2 * t ./ (root(c < 0) - c(c < 0));
  slope(smooth) = up(smooth);
  curvature(smooth) = up(smooth) ./ root(smooth);
end
