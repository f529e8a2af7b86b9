% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function multistart_table (result)
  % multistart_table (result)   print the solutions of pgdqa_multistart, best first
  fprintf ('%4s  %-16s %8s  %-12s %5s  %-14s %s\n', 'rank', 'f', 'exitflag', 'lower level', 'hits', 'first start', '');
  shown = min (20, numel (result.solutions));
  for i = 1:shown
    s = result.solutions(i);
    note = '';
    if (s.refuted_by > 0)
      note = sprintf ('refuted by start %d', s.refuted_by);
    end
    fprintf ('%4d  %-16.8g %8d  %-12s %5d  %-14d %s\n', i, s.f, s.exitflag, s.kind, s.hits, min (s.starts), note);
  end
  if (shown < numel (result.solutions))
    fprintf ('      and %d more\n', numel (result.solutions) - shown);
  end
  fprintf ('%s; %d calls\n', result.message, result.calls.total);
end
