% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = seconds_an_iteration (f, g, x, y, K, varargin)
  % s = seconds_an_iteration (f, g, x, y, K, options...)   of pgdqa_solve, without its start and its end: time from the history
  [~, ~, ~, ~, out] = pgdqa_solve (f, g, x, y, 'Schedule', 'diminishing', 'MaxIter', K, 'TolKKT', 0, varargin{:});
  main = out.history.phase == 0;
  t = out.history.time(main);
  k = out.history.k(main);
  s = median (diff (t) ./ diff (k));
end
