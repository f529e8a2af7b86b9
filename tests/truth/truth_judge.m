% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function verdict = truth_judge (p, x, y, f, mode)
  % verdict = truth_judge (p, x, y, f)         does y solve the lower level at x, is f = f (x, y), and does no x nearby give less?
  % verdict = truth_judge (p, x, y, f, mode)   of a run in this mode of truth_solve
  %
  % verdict.false  true if one of these is refuted, and verdict.why says which: 'lower', 'upper', 'value' ('' else)
  % lower   g (x, .) is lower by more than 1e-5 G at a perturbed y, or where Newton's method leads from y (with many wells: also from
  %         perturbed y).  G: truth_range of the median over the axes (many: random directions) of |g (x, y + l d) - g (x, y)|,
  %         l = 1e-3 .. 1 p.unit_y.
  % upper   F (x) = f (x, y (x)), y (x) followed from y, is lower than f and F (x) by more than 1e-5 R: at x itself, at perturbed x (axes, random
  %         directions, the gradient of F, lengths 1e-3 .. 0.3 p.unit_x, and along a continuum of lower-level minimisers), or where 30 steps
  %         of BFGS lead.  R: truth_range of the largest |F (x + l d) - F (x)|, l = 1e-3 .. 0.3 p.unit_x.
  % value   |f - F (x)| > 1e-6 R
  % With p.solutions these are asked instead: y must have the least g (x, .), and f must be no greater than the least f at x, at x perturbed
  % by 1e-4 to 3e-3 p.unit_x, and than p.best.  G and R: from the changes of g at y perturbed by 0.1 to 1 p.unit_y, of F at x by 0.3.
  % Each bar has the rounding added: 300 eps |g|, and that of truth_slope; by values also what central differences show: eps^(2/3) |f|.
  % verdict.drop_g, error_f, drop_f: what was found; G, R, noise; y, F: the solution followed from y; spent: seconds.
  clock = tic ();
  by_differences = eps ^ (2 / 3) * (nargin > 4 && strcmp (mode, 'values'));
  verdict = struct ('false', true, 'why', 'value', 'drop_g', NaN, 'error_f', NaN, 'drop_f', NaN, 'G', NaN, 'R', NaN, 'noise', NaN, 'y', y, 'F', NaN, 'spent', 0);
  states = {rand('twister'), randn('twister')};
  warning ('off', 'Octave:nearly-singular-matrix', 'local');
  warning ('off', 'Octave:singular-matrix', 'local');
  rand ('twister', 1);
  randn ('twister', 1);
  unwind_protect
    if (isempty (p.solutions))
      verdict = judged (p, x, y, f, verdict, by_differences * abs (f));
    else
      verdict = by_force (p, x, y, f, verdict, by_differences);
    end
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
  verdict.spent = toc (clock);
end

function v = judged (p, x, y, f, v, noise)
  b = p.box;
  inside = all (x >= b.xl & x <= b.xu) && all (y >= b.yl & y <= b.yu);
  if (~ inside || ~ isfinite (f) || ~ all (isfinite ([x; y])))
    return;
  end
  [v.drop_g, v.G, noise_g] = lower_gap (p, x, y);
  solved = v.drop_g <= 1e-5 * v.G + noise_g;
  if (~ solved)
    v.why = 'lower';
  end
  [v.F, v.y] = truth_map (p, x, y);
  if (~ isfinite (v.F))
    return;
  end
  [c, v.noise, info] = truth_slope (p, x, v.y);
  [least, v.R] = perturbed (p, x, v.y, v.F, c, info, v.noise);
  v.noise = v.noise + noise;
  bar = 1e-5 * v.R + v.noise;
  assert (isscalar (bar));                           % an empty one would refute nothing
  if (max (f, v.F) - least <= bar)
    [~, ~, F] = truth_descend (p, x, v.y, 30, 0.1 * p.unit_x, 0.01 * bar);
    least = min (least, F);
  end
  v.error_f = abs (f - v.F);
  v.drop_f = max (f, v.F) - least;
  refuted = [~ solved, v.drop_f > bar, v.error_f > 1e-6 * v.R + v.noise];
  v.false = any (refuted);
  v.why = [{'lower', 'upper', 'value'}(refuted), {''}]{1};
end

function v = by_force (p, x, y, f, v, by_differences)
  b = p.box;
  if (~ (all (x >= b.xl & x <= b.xu) && all (y >= b.yl & y <= b.yu) && isfinite (f)))
    return;
  end
  n = numel (x);
  m = numel (y);
  g = p.g.fun (x, y);
  v.F = p.f.fun (x, y);
  v.drop_g = g - p.solutions (x);
  v.G = 0;
  for d = [eye(m), randn(m, 4)] .* [0.1, 1](randi (2, 1, m + 4))
    z = max (b.yl, min (b.yu, y + p.unit_y * d));
    v.G = max (v.G, abs (p.g.fun (x, z) - g));
  end
  moves = [eye(n), -eye(n), randn(n, 6)];
  moves = moves ./ sqrt (sumsq (moves, 1));
  at = @(d) least_f (p, max (b.xl, min (b.xu, x + p.unit_x * d)));
  values = arrayfun (@(k) at (0.3 * moves(:,k)), 1:columns (moves));
  v.R = max (abs (values - v.F));
  least = least_f (p, x);
  for length = [1e-4, 1e-3, 3e-3]
    least = min ([least, arrayfun(@(k) at (length * moves(:,k)), 1:columns (moves))]);
  end
  v.noise = (300 * eps + by_differences) * max (abs (v.F), abs (g));
  v.error_f = abs (f - v.F);
  v.drop_f = v.F - min ([least, p.best]);
  refuted = [v.drop_g > 1e-5 * v.G + v.noise, v.drop_f > 1e-5 * v.R + v.noise, v.error_f > 1e-6 * v.R + v.noise];
  v.false = any (refuted);
  v.why = [{'lower', 'upper', 'value'}(refuted), {''}]{1};
end

function f = least_f (p, x)
  [~, f] = p.solutions (x);
end

function [drop, G, noise] = lower_gap (p, x, y)
  m = numel (y);
  directions = eye (m);
  if (m > 10)
    directions = randn (m, 10);
    directions = directions ./ sqrt (sum (directions .^ 2));
  end
  lengths = p.unit_y * [1e-3, 1e-2, 0.1, 0.3, 1];
  changes = zeros (size (directions, 2), numel (lengths));
  g = p.g.fun (x, y);
  least = g;
  for k = 1:numel (lengths)
    for j = 1:size (directions, 2)
      for side = [-1, 1]
        z = max (p.box.yl, min (p.box.yu, y + side * lengths(k) * directions(:,j)));
        change = p.g.fun (x, z) - g;
        least = min (least, g + change);
        changes(j,k) = max (changes(j,k), abs (change));
      end
    end
  end
  noise = 300 * eps * abs (g);
  G = truth_range (median (changes, 1), lengths, noise);
  starts = y;
  if (p.many_wells)
    starts = [y, y + p.unit_y * [randn(m, 6), 3 * randn(m, 6)]];
  end
  for k = 1:size (starts, 2)
    z = truth_lower (p, x, starts(:,k));
    least = min (least, p.g.fun (x, z));
  end
  drop = g - least;
end

function [least, R] = perturbed (p, x, y, F, c, info, noise)
  n = numel (x);
  moves = [eye(n)(:,randperm (n, min (n, 4))), randn(n, 3)];
  moves = [moves, -moves, -c(1:n)];
  along = zeros (numel (y), size (moves, 2));
  if (p.singular > 0)                                % together with moves along the continuum, and those alone
    q = zeros (numel (y), 6);
    q(info.free,:) = info.null * randn (size (info.null, 2), 6);
    moves = [moves, randn(n, 6), zeros(n, 13)];
    along = [along, q, q, -q, -c(n+1:end)];
  end
  size_x = max (sqrt (sum (moves .^ 2, 1)), realmin);
  moves(:,any (moves, 1)) = (moves ./ size_x)(:,any (moves, 1));
  size_y = max (sqrt (sum (along .^ 2, 1)), realmin);
  along(:,any (along, 1)) = (along ./ size_y)(:,any (along, 1));
  lengths = [1e-3, 1e-2, 0.1, 0.3];
  changes = zeros (1, numel (lengths));
  least = F;
  for k = 1:numel (lengths)
    for j = 1:size (moves, 2)
      z = max (p.box.xl, min (p.box.xu, x + lengths(k) * p.unit_x * moves(:,j)));
      Fz = truth_map (p, z, y + lengths(k) * p.unit_y * along(:,j), info, x);
      least = min (least, Fz);
      changes(k) = max (changes(k), abs (Fz - F));
    end
  end
  R = truth_range (changes, lengths, noise);
end
