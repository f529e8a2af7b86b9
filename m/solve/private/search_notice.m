% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_notice (s)
  % s = search_notice (s)   warns once where the search has been silent for longer than s.patience
  if (toc (s.clock) > s.patience)
    s.patience = Inf;
    warning ('pgdqa:slow', ['pgdqa_solve: the search goes on, after %d calls of f and g; least f at a lower-level solution so far %.6g; ', ...
             'MaxCalls = %g and MaxTime = %g limit it; Ctrl-C stops it, ''Search'', ''local'' does without it'], ...
             s.calls.total, min ([s.points.f]), s.calls.total + s.left + s.reserve, s.seconds);
  end
end
