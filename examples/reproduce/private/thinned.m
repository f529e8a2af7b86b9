% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = thinned (run, keep)
  % run = thinned (run, keep)   the points of a path (help run_path) with those indices; before it is measured
  for name = {'k', 'calls', 'time', 'squares', 'stationarity', 'axis'}
    run.(name{1}) = run.(name{1})(keep);
  end
  run.x = run.x(:, keep);
  run.y = run.y(:, keep);
end
