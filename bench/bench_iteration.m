% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_iteration ()
  % microseconds an iteration: native, with handles, and as a plain Octave loop
  K = 5000;
  repeats = 5;
  rows = cell (0, 6);
  for kind = {'quadratic', 'quadratic', 'convex'; {20, 20, 1}, {200, 200, 1}, {20, 1}}
    native = pgdqa_testproblem (kind{1}, kind{2}{:});
    handles = pgdqa_testproblem (kind{1}, kind{2}{:}, 'handles');
    solve = @(p) pgdqa_solve (p, 'Schedule', 'fixed', 'MaxIter', K, 'TolKKT', 0, 'AlphaScale', 1, 'StepScale', 0.1);
    loop = @() plain_loop (handles.f.fun, handles.g.fun, handles.g.hvp, handles.x0, handles.y0, K, 'general', 1, 0.1);
    time = [seconds(@() solve (native), repeats), seconds(@() solve (handles), repeats), seconds(loop, repeats)] / K * 1e6;
    rows(end+1,:) = {kind{1}, kind{2}{1}, time(1), time(2), time(3), time(3) / time(1)};
  end
  t = struct ('title', 'Cost of an iteration', ...
              'note', sprintf (['Test problems with n = m, general regime, K = %d, median of %d; microseconds an ' ...
                                'iteration.  Natively, convex is a sum of terms.'], K, repeats), ...
              'header', {{'problem', 'n', 'native', 'handles', 'plain Octave loop', 'loop / native'}}, 'rows', {rows});
end
