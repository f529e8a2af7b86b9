% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, ends] = search_tie (s, a, b)
  % [s, ends] = search_tie (s, a, b)   the jump of the lower-level solution between the points a and b
  %
  % Bisection on the segment in x, the lower level solved from the y of both ends; where it has both branches, regula falsi
  % on their difference in g (M. Dowell and P. Jarratt 1971).  ends: the two points, at most 1e-9 widths of the box apart, or where
  % g has become flat between them; and if it has, the least f there.  [] where y is continuous (the ends come to less than
  % half as far apart in y as they were), or where f at the tie is not going to be the best known.
  early = 6;                                         % bisections before the latter is judged
  apart = @(p, q) search_apart (p.y, q.y, s.width_y);
  jump = apart (a, b);
  ends = s.points([]);
  best = min ([Inf, s.points([s.points.exitflag] > 0).f]);
  below = NaN;                                       % g on the branch of a minus that of b: at a, at b
  above = NaN;
  [s, first_hill] = search_hill (s, a, b);
  for k = 1:100
    t = 1 / 2;
    if (below < 0 && above > 0)
      t = min (max (below / (below - above), 0.01), 0.99);
    end
    [s, ~, both] = search_lower (s, a.x + t * (b.x - a.x), [a.y, b.y]);
    if (isempty (both))
      return;
    end
    [~, order] = sortrows ([[both.g]', [both.f]']);
    q = both(order(1));
    difference = NaN;
    if (numel (both) == 2 && apart (both(1), both(2)) > jump / 2)
      difference = both(1).g - both(2).g;
    end
    if (apart (q, a) <= apart (q, b))
      gain = abs (a.f - q.f);
      a = q;
      below = difference;
      above = above / 2;
    else
      gain = abs (b.f - q.f);
      b = q;
      above = difference;
      below = below / 2;
    end
    [s, height] = search_hill (s, a, b);
    if (k == 1)
      continue;                                      % one bisection does not tell a jump from a slope
    end
    if (apart (a, b) <= jump / 2 || (k >= early && height > first_hill / 8 && min (a.f, b.f) - 2 * gain > best))
      return;
    end
    if (height <= search_tolerance (s) || search_apart (a.x, b.x, s.width_x) <= 1e-9)
      [a.origin, b.origin] = deal ('tie');
      [a.output, b.output] = deal ([]);
      [a.exitflag, b.exitflag] = deal (0);
      [s, flat] = search_flat (s, a, b);
      ends = [a, b, flat];
      return;
    end
  end
end
