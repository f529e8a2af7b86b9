% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function local = diagnose_local (oracle, points, lengths, certificate, seed)
  % local = diagnose_local (oracle, points, lengths, certificate, seed)   the lower level along a path and around its end
  %
  % points       struct array x, y: the first is the start, the last the end;  lengths   [Lx, Ly], how far things move
  % certificate  output.lower of the run (or []), whose eig_min is relative to the largest curvature
  % local.pl     path (4 ||H v||^2 / ||v||^2 at the points, v = grad_y g, H = [D2_xy; D2_yy], NaN where v = 0 or it is
  %              not measured), lower_opt, around, radius, least, largest, ratio
  % local.lower  curvature_max, curvature_min (Ritz values of D2_yy g at the end), relative_min, products, secants
  %              (u'(grad_y g (x, y + rho u) - grad_y g (x, y)) / rho, one for each of around), along (curvature there along the
  %              lower gradient), gradient (grad_y g at the end)
  % local.units  effect_x, effect_y (root mean squares over u of the components of D2_xy u and D2_yy u at the end),
  %              x_over_y (unit of x over unit of y), spread_x, spread_y, left_x, left, left_y (effect_x, its
  %              norm, and that of effect_y, over those at the start)
  % A part that the budget leaves out, or that is not finite, is NaN.
  local = struct ('pl', path_ratios (oracle, points), 'lower', [], 'units', []);
  last = points(end);
  [local.lower, probe] = curvature (oracle, last, seed);
  if (~ isempty (certificate) && isfinite (certificate.eig_min))
    local.lower.relative_min = min ([local.lower.relative_min, certificate.eig_min]);
  end
  [local.pl, local.lower] = around (oracle, last, lengths(2), local.pl, local.lower, seed);
  local.pl = summary (local.pl);
  local.units = units_of (oracle, points(1), last, probe, seed);
end

function [g, v, ok] = lower_gradient (level, x, y)
  % v = grad_y g, NaN where g fails or is not finite
  m = numel (y);
  q = evaluate_or_nan (level.eval, x, y, {0, zeros(numel (x), 1), zeros(m, 1)});
  g = q{1};
  v = q{3};
  ok = all (isfinite (v));
end

function [hx, hy] = product (level, x, y, vx, vy)
  try
    [hx, hy] = level.hvp (x, y, vx, vy);
  catch
    hx = NaN (numel (x), 1);
    hy = NaN (numel (y), 1);
  end
end

function [ratio, along] = pl_ratio (level, x, y, v)
  % along   the curvature of g (x, .) along v, from the same product
  ratio = NaN;
  along = NaN;
  if (norm (v) > 0)
    v = v / norm (v);
    [hx, hy] = product (level, x, y, zeros (numel (x), 1), v);
    ratio = 4 * (norm (hx) ^ 2 + norm (hy) ^ 2);
    along = v' * hy;
  end
end

function pl = path_ratios (oracle, points)
  level = oracle.g;
  count = numel (points);
  pl = struct ('path', NaN (1, count), 'lower_opt', NaN (1, count), 'around', [], 'radius', [], ...
               'least', NaN, 'largest', NaN, 'ratio', NaN);
  for i = 1:count
    if (~ diagnose_affordable (oracle, level.cost * (1 + level.hvp_cost)))
      break;
    end
    [~, v, ok] = lower_gradient (level, points(i).x, points(i).y);
    if (ok)
      pl.lower_opt(i) = norm (v);
      pl.path(i) = pl_ratio (level, points(i).x, points(i).y, v);
    end
  end
  limits = pgdqa_shared.diagnose_limits ();
  pl.path(pl.lower_opt <= limits.noise * max (pl.lower_opt)) = NaN;
end

function pl = summary (pl)
  % Of the path, or where it has no ratio (v = 0 all along) of what is around its end.
  ratios = pl.path(isfinite (pl.path));
  if (isempty (ratios))
    ratios = pl.around(isfinite (pl.around));
  end
  if (~ isempty (ratios))
    pl.least = min (ratios);
    pl.largest = max (ratios);
    pl.ratio = pl.least / max (pl.largest, realmin);
  end
end

function [pl, lower] = around (oracle, last, length_y, pl, lower, seed)
  level = oracle.g;
  lower.secants = [];
  lower.along = [];
  lower.gradient = NaN (numel (last.y), 1);
  radii = [0.1, 1, 4]; % as far as the probes of the certificate
  if (~ diagnose_affordable (oracle, level.cost))
    return;
  end
  [~, v, ok] = lower_gradient (level, last.x, last.y);
  if (~ ok)
    return;
  end
  lower.gradient = v;
  for i = 1:2 * numel (radii)
    if (~ diagnose_affordable (oracle, level.cost * (1 + level.hvp_cost)))
      return;
    end
    radius = radii(ceil (i / 2)) * length_y;
    u = pgdqa_shared.seeded_normal (numel (last.y), 1, 100 * seed + ceil (i / 2));
    u = (-1) ^ i * u / norm (u);
    y = last.y + radius * u;
    [~, w, ok] = lower_gradient (level, last.x, y);
    pl.radius(end + 1) = radius;
    pl.around(end + 1) = NaN;
    lower.secants(end + 1) = NaN;
    lower.along(end + 1) = NaN;
    if (ok)
      lower.secants(end) = u' * (w - v) / radius;
      [pl.around(end), lower.along(end)] = pl_ratio (level, last.x, y, w);
    end
  end
end

function [lower, probe] = curvature (oracle, last, seed)
  % Lanczos with full orthogonalisation, at most 12 products: the extreme Ritz values of D2_yy g.
  % probe   the first product: u, hx = D2_xy u, hy = D2_yy u
  level = oracle.g;
  m = numel (last.y);
  most = min (m, 12);
  lower = struct ('curvature_max', NaN, 'curvature_min', NaN, 'relative_min', NaN, 'products', 0);
  probe = struct ('u', {}, 'hx', {}, 'hy', {});
  zero = zeros (numel (last.x), 1);
  Q = pgdqa_shared.seeded_normal (m, 1, 100 * seed + 50);
  Q = Q / norm (Q);
  T = zeros (0, 0);
  for k = 1:most
    if (~ diagnose_affordable (oracle, level.cost * level.hvp_cost))
      break;
    end
    [hx, hy] = product (level, last.x, last.y, zero, Q(:, k));
    if (~ all (isfinite (hy)))
      break;
    end
    probe(end + 1) = struct ('u', Q(:, k), 'hx', hx, 'hy', hy); %#ok<AGROW>
    T(1:k, k) = Q' * hy;
    T(k, 1:k) = T(1:k, k)';
    lower.products = k;
    r = hy - Q * (Q' * hy);
    r = r - Q * (Q' * r);
    if (norm (r) <= 1e-12 * norm (hy) || norm (r) == 0)
      r = pgdqa_shared.seeded_normal (m, 1, 100 * seed + 50 + k);
      r = r - Q * (Q' * r);
      r = r - Q * (Q' * r);
    end
    if (k < most)
      Q(:, k + 1) = r / norm (r); %#ok<AGROW>
    end
  end
  if (lower.products > 0)
    values = eig ((T + T') / 2);
    lower.curvature_max = max (abs (values));
    lower.curvature_min = min (values);
    lower.relative_min = lower.curvature_min / max (lower.curvature_max, realmin);
  end
end

function units = units_of (oracle, first, last, probe, seed)
  % The unit of x over that of y: squared, n a^2 / ||D2_xy g||_F^2 with a^2 = ||D2_yy g||_F^2 / m, the ratio of the mean
  % diagonals of D2_yy g and of D2_xy (D2_yy g)^-1 D2_yx, both norms estimated from the products of Lanczos.
  level = oracle.g;
  units = struct ('effect_x', NaN, 'effect_y', NaN, 'x_over_y', NaN, 'spread_x', NaN, 'spread_y', NaN, 'left_x', NaN, ...
                  'left', NaN, 'left_y', NaN);
  if (isempty (probe))
    return;
  end
  limits = pgdqa_shared.diagnose_limits ();
  count = min (numel (probe), 6);
  hx = [probe(1:count).hx];
  hy = [probe(1:count).hy];
  units.effect_x = sqrt (mean (hx .^ 2, 2));
  units.effect_y = sqrt (mean (hy .^ 2, 2));
  units.x_over_y = sqrt (numel (last.x) / numel (last.y)) * norm (units.effect_y) / norm (units.effect_x);
  units.spread_x = spread (units.effect_x, limits.acts);
  units.spread_y = spread (units.effect_y, limits.acts);
  most = min (count, 3);
  if (~ diagnose_affordable (oracle, most * level.cost * level.hvp_cost))
    return;
  end
  start_hx = zeros (numel (first.x), most);
  start_hy = zeros (numel (first.y), most);
  for i = 1:most
    [start_hx(:, i), start_hy(:, i)] = product (level, first.x, first.y, zeros (numel (first.x), 1), probe(i).u);
  end
  effect = sqrt (mean (start_hx .^ 2, 2));
  now = sqrt (mean (hx(:, 1:most) .^ 2, 2));
  units.left_x = now ./ effect;
  units.left_x(effect <= limits.acts * max (effect)) = NaN;
  if (norm (effect) > 0)
    units.left = norm (now) / norm (effect);
  end
  if (norm (start_hy, 'fro') > 0)
    units.left_y = norm (hy(:, 1:most), 'fro') / norm (start_hy, 'fro');
  end
end

function s = spread (effect, none)
  % Largest over least of those that act.
  acting = effect(effect > none * max (effect));
  s = NaN;
  if (~ isempty (acting))
    s = max (acting) / min (acting);
  end
end
