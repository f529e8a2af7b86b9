% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function multistart_table (result)
  % multistart_table (result)   print the solutions of pgdqa_multistart, best first
  shown = min (20, numel (result.solutions));
  table = cell (shown + 1, 7);
  table(1, :) = {'rank', 'f', 'exitflag', 'lower level', 'hits', 'first start', ''};
  for i = 1:shown
    s = result.solutions(i);
    note = '';
    if (s.refuted_by > 0)
      note = sprintf ('refuted by start %d', s.refuted_by);
    end
    table(i + 1, :) = {sprintf('%d', i), sprintf('%.8g', s.f), sprintf('%d', s.exitflag), s.kind, sprintf('%d', s.hits), ...
                       sprintf('%d', min (s.starts)), note};
  end
  fprintf ('%s', pgdqa_shared.aligned_text (table, 'rrrlrrl'));
  if (shown < numel (result.solutions))
    fprintf ('      and %d more\n', numel (result.solutions) - shown);
  end
  fprintf ('%s\n', pgdqa_shared.hanging_text ('', sprintf ('%s; %d calls', result.message, result.calls.total), 80));
end
