% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function result = run_sources (problem, methods, K, seeds, points, varargin)
  % result = run_sources (problem, methods, K, seeds, points, 'Name', value, ...)   pgdqa_compare of runs of K source ticks
  %
  % The axis is oracle calls, up to the 3 K of the PGD-QA runs.  The limit of calls lies above, so that no run is cut short.
  grid = unique (round (logspace (log10 (3 * K / 1000), log10 (3 * K), points)));
  grid = grid(grid > 0);
  result = pgdqa_compare (problem, methods, 'MaxCalls', 4 * K + 1000, 'Grid', grid, 'Seeds', seeds, varargin{:});
end
