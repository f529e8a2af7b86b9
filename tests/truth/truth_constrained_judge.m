% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function verdict = truth_constrained_judge (p, x, y, f)
  % verdict = truth_constrained_judge (p, x, y, f)   is (x, y) with this f a local answer of an instance of truth_constrained?
  %
  % verdict.false  true if one of these is refuted, and verdict.why says which ('' else)
  % 'constraints'  a row is violated by more than 1e-5 max (1, norm of its slope)
  % 'lower'        g (x, y) is above the least by more than 1e-5 G, G: how g changes over distances of 1
  % 'value'        f is not f (x, y), or below the true f (x, y (x)) by more than 1e-4 R
  % 'upper'        f is above the least f (x, y (x)) around x by more than 1e-5 R: along the axes and random directions, 1e-4 to 0.01 long, and
  %                where steps of halved length lead from the best.  R: how f (x, y (x)) changes over distances of 0.3
  % verdict.worst, drop_g, drop_f, R, G: what was found.
  states = {rand('twister'), randn('twister')};
  rand ('twister', 1);
  randn ('twister', 1);
  unwind_protect
    verdict = judged (p, x, y, f);
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
end

function v = judged (p, x, y, f)
  v = struct ('false', true, 'why', 'constraints', 'worst', NaN, 'drop_g', NaN, 'drop_f', NaN, 'G', NaN, 'R', NaN);
  v.worst = max ([0; violations(p, x, y, 'Lower'); violations(p, x, y, 'Upper'); p.options.XMin - x; x - p.options.XMax]);
  if (! (v.worst <= 1e-5))
    return;
  end
  Y = p.response (x);
  v.why = 'lower';
  if (isempty (Y))                                  % within the tolerance of infeasible
    v.false = false;
    return;
  end
  g = p.problem.g;
  v.drop_g = g (x, y) - g (x, Y(:,1));
  v.G = max (arrayfun (@(k) abs (g (x, y + along (numel (y))) - g (x, y)), 1:10));
  if (! (v.drop_g <= 1e-5 * v.G))
    return;
  end
  [F, v.R, least] = around (p, x);
  v.why = 'value';
  if (! (abs (f - p.problem.f (x, y)) <= 1e-9 * (1 + abs (f)) && f >= F - 1e-4 * v.R))
    return;
  end
  v.why = 'upper';
  v.drop_f = f - least;
  v.false = ! (v.drop_f <= 1e-5 * v.R);
  v.why = {'', 'upper'}{1 + v.false};
end

function d = along (k)
  d = randn (k, 1);
  d = d / norm (d);
end

function v = violations (p, x, y, level)
  % of each row over max (1, norm of its slope), by differences
  z = [x; y];
  n = numel (x);
  rows = @(z) raw_rows (p.problem, z(1:n), z(n+1:end), level);
  [r, equal] = rows (z);
  J = zeros (numel (r), numel (z));
  for j = 1:numel (z)
    e = 1e-6 * ((1:numel (z))' == j);
    J(:,j) = (rows (z + e) - rows (z - e)) / 2e-6;
  end
  r(equal) = abs (r(equal));
  v = max (r, 0) ./ max (1, sqrt (sumsq (J, 2)));
end

function [r, equal] = raw_rows (q, x, y, level)
  [r, equal] = deal (zeros (0, 1), false (0, 1));
  z = [x; y];
  for kind = {'A', 'B', false; 'Aeq', 'Beq', true}'
    if (isfield (q, [level, kind{1}]))
      more = q.([level, kind{1}]) * z - q.([level, kind{2}]);
      [r, equal] = deal ([r; more], [equal; repmat(kind{3}, size (more))]);
    end
  end
  if (isfield (q, [level, 'Con']))
    [c, ceq] = q.([level, 'Con']) (x, y);
    r = [r; c; ceq];
    equal = [equal; false(size (c)); true(size (ceq))];
  end
end

function F = true_f (p, x)
  % the least f of the lower-level solutions at x that meet the upper rows to 1e-9; Inf: there is none
  F = Inf;
  if (any (x < p.options.XMin | x > p.options.XMax))
    return;
  end
  for y = p.response (x)
    [r, equal] = raw_rows (p.problem, x, y, 'Upper');
    r(equal) = abs (r(equal));
    if (all (r <= 1e-9))
      F = min (F, p.problem.f (x, y));
    end
  end
end

function x = moved (p, x, held)
  % onto the upper rows HELD, by steps in x with the slopes at the first point
  J = [];
  for k = 1:12
    r = held_rows (p, x, held);
    if (isempty (r) || norm (r) < 1e-10)
      return;
    end
    for j = 1:numel (x) * isempty (J)
      e = 1e-6 * ((1:numel (x))' == j);
      slope(:,j) = (held_rows (p, x + e, held) - held_rows (p, x - e, held)) / 2e-6; %#ok<AGROW>
    end
    J = slope;
    x = x - pinv (J) * r;
  end
end

function r = held_rows (p, x, held)
  Y = p.response (x);
  r = zeros (0, 1);
  if (any (held) && ! isempty (Y))
    r = raw_rows (p.problem, x, Y(:,1), 'Upper')(held);
  end
end

function [F, R, least] = around (p, x)
  % f (x, y (x)), how it changes, and the least close by, with the equations of the upper level held, and with its active rows
  n = numel (x);
  F = free_f (p, x);
  moves = [eye(n), -eye(n)];
  for k = 1:8
    moves = [moves, along(n)];
  end
  far = arrayfun (@(k) free_f (p, x + 0.3 * moves(:,k)), 1:columns (moves));
  R = max (abs (far(isfinite (far)) - F));
  [r, equal] = raw_rows (p.problem, x, p.response (x)(:,1), 'Upper');
  kinds = unique ([equal, equal | r > -1e-4]', 'rows')';
  [least, from, best] = deal (Inf, x, 1);
  for kind = 1:columns (kinds)
    for length = [1e-4, 1e-3, 1e-2]
      for k = 1:columns (moves)
        z = moved (p, x + length * moves(:,k), kinds(:,kind));
        value = true_f (p, z);
        if (value < least)
          [least, from, best] = deal (value, z, kind);
        end
      end
    end
  end
  step = 3e-3;                                      % a walk from the best, that stays close
  while (step > 1e-5)
    better = false;
    for k = 1:columns (moves)
      z = moved (p, from + step * moves(:,k), kinds(:,best));
      value = true_f (p, z);
      if (value < least - 1e-12 && norm (z - x) < 0.03)
        [least, from, better] = deal (value, z, true);
        break;
      end
    end
    if (! better)
      step = step / 4;
    end
  end
end

function F = free_f (p, x)
  % f (x, y (x)) whatever the upper rows say
  Y = p.response (x);
  F = Inf;
  for y = Y
    F = min (F, p.problem.f (x, y));
  end
end
