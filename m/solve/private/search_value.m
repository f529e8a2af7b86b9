% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, v] = search_value (s, level, x, y)
  % [s, v] = search_value (s, level, x, y)   a value of f or g, level 'f' or 'g', counted; NaN where the function fails
  v = NaN;
  s = search_notice (s);
  if (s.left < 1)
    s.stopped = true;
    return;
  end
  objective = s.(level);
  kind = [level, '_grad'];
  if (isfield (objective, 'order') && objective.order == 0)
    kind = [level, '_value'];
  end
  v = pgdqa_shared.objective_value (objective, x, y);
  s.calls.(kind) = s.calls.(kind) + 1;
  s.calls.total = s.calls.total + 1;
  s.left = s.left - 1;
end
