% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [yes, conditions] = truth_regular (p)
  % yes = truth_regular (p)   is the answer finite and, by the judge, right, with D2_yy g and the reduced Hessian positive definite there, among the
  % variables that no bound holds, and with CONDITIONS of at most 1e4?
  yes = false;
  conditions = [Inf, Inf];
  if (p.singular > 0)
    return;
  end
  [x, y, ~, verdict] = truth_answer (p);
  if (verdict.false || norm (x) > 1e3 * p.unit_x * sqrt (numel (x)))
    return;
  end
  [c, ~, info] = truth_slope (p, x, y);
  free = ~ (x <= p.box.xl | x >= p.box.xu);
  H = zeros (nnz (free));
  step = 1e-4 * p.unit_x;
  for j = find (free)'
    e = zeros (size (x));
    e(j) = step;
    ends = {c, c};
    for side = 1:2
      z = x + (-1) ^ side * e;
      [~, u] = truth_map (p, z, y);
      ends{side} = truth_slope (p, z, u);
    end
    H(:,nnz (free(1:j))) = (ends{2}(free) - ends{1}(free)) / (2 * step);
  end
  conditions = [condition(info.A), condition((H + H') / 2)];
  yes = all (conditions <= 1e4);
end

function c = condition (A)
  % Inf where A is not positive definite
  c = 1;
  if (~ isempty (A))
    e = eig (A);
    c = max (e) / min (e);
    if (min (e) <= 0)
      c = Inf;
    end
  end
end
