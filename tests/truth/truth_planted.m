% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function wrong = truth_planted (p, x, y, f, verdict)
  % wrong = truth_planted (p, x, y, f, verdict)   wrong answers, made from a right one that VERDICT of truth_judge accepted; a struct array:
  % x, y, f, and what: 'x' moved, y (x) and f with it, until F has risen by 1e-4 R; 'y' moved, f with it, until g has risen by 1e-4 G;
  % 'y hidden': the same y, f left as it was; 'maximum': y at a lower-level maximum, where there is one
  wrong = struct ('what', {}, 'x', {}, 'y', {}, 'f', {});
  n = numel (x);
  states = randn ('twister');
  randn ('twister', p.seed);
  d = randn (n, 1);
  e = randn (numel (y), 1);
  randn ('twister', states);
  if (verdict.R > 1e5 * verdict.noise)
    z = risen (@(t) moved (x, t * p.unit_x * d / norm (d), p.box.xl, p.box.xu), @(z) truth_map (p, z, y), f + 1e-4 * verdict.R);
    if (~ isempty (z))
      [F, u] = truth_map (p, z, y);
      wrong(end+1) = struct ('what', 'x', 'x', z, 'y', u, 'f', F);
    end
  end
  z = risen (@(t) moved (y, t * p.unit_y * e / norm (e), p.box.yl, p.box.yu), @(z) p.g.fun (x, z), p.g.fun (x, y) + 1e-4 * verdict.G);
  if (~ isempty (z))
    wrong(end+1) = struct ('what', 'y', 'x', x, 'y', z, 'f', p.f.fun (x, z));
    wrong(end+1) = struct ('what', 'y hidden', 'x', x, 'y', z, 'f', f);
  end
  if (strcmp (p.name, 'periodic'))
    z = maximum (p, x, y);
    wrong(end+1) = struct ('what', 'maximum', 'x', x, 'y', z, 'f', p.f.fun (x, z));
  end
end

function z = moved (z, d, low, high)
  z = max (low, min (high, z + d));
end

function z = risen (along, fun, level)
  % the point on either ray where FUN passes LEVEL, by bisection; [] if it does not within a length of 1
  z = [];
  for side = [1, -1]
    ends = [0, 1e-8];
    while (ends(2) < 1 && ~ (fun (along (side * ends(2))) >= level))
      ends = [ends(2), 2 * ends(2)];
    end
    if (fun (along (side * ends(2))) >= level)
      for k = 1:30
        t = mean (ends);
        ends(1 + (fun (along (side * t)) >= level)) = t;
      end
      z = along (side * ends(2));
      return;
    end
  end
end

function z = maximum (p, x, y)
  % Newton's method on grad_y g from half a period away: a maximum or a saddle
  z = y + pi;
  for k = 1:50
    [~, ~, v] = p.g.fun (x, z);
    A = zeros (numel (y));
    for j = 1:numel (y)
      [~, A(:,j)] = p.g.hvp (x, z, 0 * x, double ((1:numel (y))' == j));
    end
    z = z - A \ v;
  end
end
