% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [solutions, calls] = multistart_cross (solutions, points, lower, tolerance, budget, meets)
  % [solutions, calls] = multistart_cross (solutions, points, lower, tolerance, budget, meets)   value test of every solution with the y of the others
  %
  % g (x_i, y_j) < g (x_i, y_i) shows that y_i does not solve the lower level at x_i: exitflag becomes -3, refuted_by the start
  % that found y_j.  Only points at which the lower level counts as solved (a positive
  % exitflag, or restored) are tested, the first 20 with each other, while budget calls last; a y_j that is y_i to the tolerance tells
  % nothing.  The drop must stand clear of the rounding and of the tolerance of the lower level:
  % sqrt (eps) (|g| + |g - g at the start|).
  % lower    objective g, probed;   meets   of lower_feasible;   calls   made here
  calls = 0;
  tested = solutions(1:min (20, end));
  solved = [points([tested.run]).solved];
  for i = find ([tested.exitflag] ~= -3 & solved)
    s = tested(i);
    drop = sqrt (eps (class (s.x))) * (abs (s.g) + abs (s.g - points(s.run).g0));
    for j = [1:i-1, i+1:numel(tested)]
      other = tested(j).y;
      if (calls == budget)
        return;
      elseif (norm (other - s.y) <= tolerance * max (norm (other), norm (s.y)) || ~ meets (s.x, other))
        continue;
      end
      calls = calls + 1;
      if (pgdqa_shared.objective_value (lower, s.x, other) < s.g - drop)
        solutions(i).exitflag = -3;
        solutions(i).refuted_by = tested(j).starts(1);
        break;
      end
    end
  end
end
