% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_quadratic ()
  % the fixed schedules on a quadratic with a known answer, as returned and restored
  p = pgdqa_testproblem ('quadratic', 50, 50, 1);
  z = [p.known.x; p.known.y];
  rows = cell (0, 8);
  for regime = {'pl', 'general'; 2, 2; 3, 30}
    for K = [1e4, 1e5, 1e6]
      opt = {'Regime', regime{1}, 'Schedule', 'fixed', 'MaxIter', K, 'AlphaScale', regime{2}, 'StepScale', regime{3}};
      [x, y, f, ~, out] = pgdqa_solve (p, opt{:});
      [~, y2, f2, ~, out2] = pgdqa_solve (p.f, p.g, x, y, 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', true);
      err = @(y) norm ([x; y] - z) / norm (z);
      rows(end+1,:) = {regime{1}, K, err(y), out.history.kkt_residual(end-1), out.lower_opt, f - p.known.f, err(y2), f2 - p.known.f};
    end
  end
  t = struct ('title', 'Fixed schedules on a quadratic', ...
              'note', ['n = m = 50, (c_a, c_g) = (2, 3) pl, (2, 30) general.  With a fixed alpha the iteration tends to a point of its own; ' ...
                       'its bias shrinks as K grows.  f less the optimal value is negative where the point is infeasible.'], ...
              'header', {{'regime', 'K', 'relative error', 'kkt residual', 'lower_opt', 'f - f*', 'error restored', 'f restored - f*'}}, ...
              'rows', {rows});
end
