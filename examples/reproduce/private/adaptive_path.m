% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = adaptive_path (f, g, x0, y0, options)
  % run = adaptive_path (f, g, x0, y0, options)   the package's default from the same start, measured (help run_path, measure_path)
  %
  % options  struct of further options (bounds, MaxCalls), may be left out
  if (nargin < 5)
    options = struct ();
  end
  options.Schedule = 'adaptive';
  run = run_path ('adaptive (default)', f, g, x0, y0, options, []);
  run = thinned (run, unique (round (linspace (1, numel (run.k), 60))));
  run = measure_path (run);
end
