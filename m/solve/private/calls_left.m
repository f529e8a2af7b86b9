% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function k = calls_left (run)
  % k = calls_left (run)   calls until MaxCalls, without what is kept for the report of the run and of the answer
  curved = (run.rows.curved > 0) + (run.con.upper.curved > 0);
  k = run.wanted.MaxCalls - run.calls.total - (7 + 10 * curved);
end
