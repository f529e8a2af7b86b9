% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, start] = quadratic_problem (n, m, seed, native)
  % [p, start] = quadratic_problem (n, m, seed, native)   random f and g with one solution
  %
  % f is strictly convex in (x, y) and g in y; g is not convex in x, which must not matter.
  % native    true: objectives of pgdqa_quadratic; false: the same as handles
  shift = 0.1;
  root = pgdqa_shared.seeded_normal (n + m, n + m, 10 * seed) / sqrt (n + m);
  Q = root * root' + shift * eye (n + m);
  c = pgdqa_shared.seeded_normal (n + m, 1, 10 * seed + 1);
  ix = 1:n;
  iy = n + (1:m);
  f = pgdqa_quadratic (Q(ix, ix), Q(ix, iy), Q(iy, iy), c(ix), c(iy), 1);

  root = pgdqa_shared.seeded_normal (m, m, 10 * seed + 2) / sqrt (m);
  Gxx = pgdqa_shared.seeded_normal (n, n, 10 * seed + 3);
  g = pgdqa_quadratic (Gxx + Gxx', pgdqa_shared.seeded_normal (n, m, 10 * seed + 4) / sqrt (m), root * root' + shift * eye (m), ...
                       pgdqa_shared.seeded_normal (n, 1, 10 * seed + 5), pgdqa_shared.seeded_normal (m, 1, 10 * seed + 6), -1);

  [x, y] = exact_solution (Q, c, g, n, m);
  p = struct ('f', f, 'g', g, 'x0', zeros (n, 1), 'y0', zeros (m, 1), 'options', struct (), ...
              'known', known_answers (quadratic_handles (f), {x, y, 'global'}));
  if (~ native)
    p.f = quadratic_handles (f);
    p.g = quadratic_handles (g);
  end
  start = @(seed) deal (pgdqa_shared.seeded_normal (n, 1, 10 * seed + 7), pgdqa_shared.seeded_normal (m, 1, 10 * seed + 8));
end

function [x, y] = exact_solution (Q, c, g, n, m)
  % y = base + slope x solves the lower level; f on that plane is a convex quadratic in x.
  base = -(g.Qyy \ g.cy);
  slope = -(g.Qyy \ g.Qxy');
  plane = [eye(n); slope];
  x = -((plane' * Q * plane) \ (plane' * (Q * [zeros(n, 1); base] + c)));
  y = base + slope * x;
end
