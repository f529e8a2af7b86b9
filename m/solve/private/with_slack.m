% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function y = with_slack (run, x, y)
  % y = with_slack (run, x, y)   y and, after it, the slacks of the lower inequalities that have one
  c = pgdqa_shared.constraint_residual (run.rows, x, y);
  y = [y; max(-c(run.slack), 0)];
end
