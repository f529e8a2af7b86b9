% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function structure = diagnose_structure (oracle, base, points, lengths, seed)
  % structure = diagnose_structure (oracle, base, points, lengths, seed)   what depends on what, in first order
  %
  % structure   upper_x, upper_y: largest ||fx|| Lx and ||fy|| Ly at the start, the end and a point moved by the lengths
  %             lower_y: largest ||grad_y g||, and lower_x: largest change of grad_y g when x moves by Lx, at these points
  %             rounding: part of the largest of a pair below which an effect is none
  % base        struct f, g of {value, gx, gy} at the start;  Cost: 2 gradients of f, 5 of g
  limits = pgdqa_shared.diagnose_limits ();
  structure = struct ('upper_x', norm (base.f{2}) * lengths(1), 'upper_y', norm (base.f{3}) * lengths(2), ...
                      'lower_x', NaN, 'lower_y', norm (base.g{3}), 'rounding', limits.acts);
  if (oracle.f.given < 0 || oracle.g.given < 0)
    structure.rounding = sqrt (limits.acts); % a difference of values knows half of the digits
  end
  if (~ diagnose_affordable (oracle, 2 * oracle.f.cost + 5 * oracle.g.cost))
    return;
  end
  dx = lengths(1) * unit (pgdqa_shared.seeded_normal (numel (points(1).x), 1, 100 * seed + 90));
  dy = lengths(2) * unit (pgdqa_shared.seeded_normal (numel (points(1).y), 1, 100 * seed + 91));
  nothing = {0, zeros(numel (dx), 1), zeros(numel (dy), 1)};
  places = {points(end).x, points(end).y; points(1).x + dx, points(1).y + dy};
  for i = 1:2
    q = evaluate_or_nan (oracle.f.eval, places{i, :}, nothing);
    structure.upper_x = max (structure.upper_x, norm (q{2}) * lengths(1));
    structure.upper_y = max (structure.upper_y, norm (q{3}) * lengths(2));
  end
  places = {points(1).x, points(1).y + dy; points(end).x, points(end).y};
  for i = 1:2
    here = evaluate_or_nan (oracle.g.eval, places{i, :}, nothing);
    there = evaluate_or_nan (oracle.g.eval, places{i, 1} + dx, places{i, 2}, nothing);
    structure.lower_y = max ([structure.lower_y, norm(here{3}), norm(there{3})]);
    structure.lower_x = max (structure.lower_x, norm (there{3} - here{3}));
  end
end

function u = unit (u)
  u = u / norm (u);
end
