% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = smd_problem (k)
  % p = smd_problem (k)   SMD1 to SMD8 (Sinha, Malo and Deb 2014), minimised; the least f of a bilevel solution is 0
  %
  % x = (u, w), y = (v, z), u and v in R^3, w and z in R^2.  p.f, p.g, p.low, p.high: bounds of [x; y]
  q = 3;
  U = @(x) x(1:q);
  W = @(x) x(q+1:end);
  rosen = @(v) sum ((v(2:end) - v(1:end-1) .^ 2) .^ 2) + sum ((v(1:end-1) - 1) .^ 2);
  wave = @(v) q + sum (v .^ 2 - cos (2 * pi * v));
  square = @(v) sum (v .^ 2);
  own = {@(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), ...
         @(u) 1 + square (u) / 400 - prod (cos (u ./ sqrt ((1:q)'))), ...
         @(u) 20 + e - 20 * exp (-0.2 * sqrt (square (u) / q)) - exp (sum (cos (2 * pi * u)) / q)}{k};
  lower_own = {@(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), @(u) square (u), @(u) sum (u .^ 3), @(u) sum (abs (u))}{k};
  upper_v = {square, @(v) -square (v), square, @(v) -square (v), @(v) -rosen (v), @(v) -v(1) ^ 2 + square (v(2:3)), @(v) -square (v), @(v) -rosen (v)}{k};
  lower_v = {square, square, wave, wave, rosen, @(v) v(1) ^ 2 + (v(3) - v(2)) ^ 2, square, rosen}{k};
  link = {@(w, z) w - tan(z), @(w, z) w - log(z), @(w, z) w .^ 2 - tan(z), @(w, z) abs(w) - log(1 + z), @(w, z) abs(w) - z .^ 2, @(w, z) w - z, @(w, z) w - log(z), ...
          @(w, z) w - z .^ 3}{k};
  sign_of_link = 1 - 2 * (k ~= 1 && k ~= 3);
  p.f = @(x, y) own (U (x)) + upper_v (y(1:q)) + square (W (x)) + sign_of_link * square (link (W (x), y(q+1:end)));
  p.g = @(x, y) lower_own (U (x)) + lower_v (y(1:q)) + square (link (W (x), y(q+1:end)));
  w_high = [10, 1, 10, 1, 10, 10, 1, 10](k);
  w_low = [-5, -5, -5, -1, -5, -5, -5, -5](k);
  edge = 1e-6;
  z_low = [-pi / 2 + edge, edge, -pi / 2 + edge, 0, -5, -5, edge, -5](k);
  z_high = [pi / 2 - edge, e, pi / 2 - edge, e, 10, 10, e, 10](k);
  p.low = [-5 * ones(q, 1); w_low; w_low; -5 * ones(q, 1); z_low; z_low];
  p.high = [10 * ones(q, 1); w_high; w_high; 10 * ones(q, 1); z_high; z_high];
end
