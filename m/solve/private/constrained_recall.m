% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_recall (run, later)
  % run = constrained_recall (run, later)   a run as it was, with what has been called and noted since: that of LATER
  for name = {'calls', 'runs', 'stopped', 'counted', 'levels', 'history'}
    run.(name{1}) = later.(name{1});
  end
  run.ended = run.ended || run.stopped;
end
