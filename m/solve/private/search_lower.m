% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, q, all] = search_lower (s, x, Y)
  % [s, q, all] = search_lower (s, x, Y)   the lower level at x from every column of Y, by local solves to a moderate accuracy
  %
  % q     the lowest; among ties to the tolerance of the search the one with the least f; [] if all failed
  % all   what each column led to, struct array as s.points (fewer where runs failed)
  all = s.points([]);
  for k = 1:size (Y, 2)
    [s, g0] = search_value (s, 'g', x, Y(:,k));
    [s, y, g] = search_minimum (s, 'g', x, Y(:,k));
    if (~ isempty (y))
      [s, f] = search_value (s, 'f', x, y);
      s.span_g = max (s.span_g, g0 - g);             % max ignores NaN
    end
    if (~ isempty (y) && isfinite (f))
      all(end+1) = struct ('x', x, 'y', y, 'f', f, 'g', g, 'exitflag', 0, 'output', [], 'origin', 'probe'); %#ok<AGROW>
    end
  end
  q = lowest (s, all);
end

function q = lowest (s, points)
  % of points with the same x the lower-level solution: least g, among ties the least f; [] of none
  q = [];
  if (~ isempty (points))
    tied = points([points.g] <= min ([points.g]) + search_tolerance (s));
    [~, k] = min ([tied.f]);
    q = tied(k);
  end
end
