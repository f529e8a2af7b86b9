% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, y, v] = search_minimum (s, level, x, y0)
  % [s, y, v] = search_minimum (s, level, x, y0)   local minimum of f (x, .) or g (x, .), level 'f' or 'g', from y0; y = [] where that fails
  %
  % A run whose lower level it is and whose upper level is 0.
  y = [];
  v = NaN;
  nothing = struct ('objective', 'handle', 'fun', @(x, y) 0, 'hvp', [], 'order', 0, 'without_gx', 0, 'probes', [0, 0]);
  alone = s;
  alone.f = nothing;
  alone.g = s.(level);
  [alone, r] = search_run (alone, x, y0, struct ('XMin', x, 'XMax', x, 'Starts', 0, 'TolLower', 1e-5, 'TolKKT', 1e-3, ...
                                                 'OutputFcn', [], 'PlotFcn', [], 'LowerSolve', [], 'MaxIter', [], 'MaxCalls', 1000));
  from = {'g_value', 'g_grad', 'hvp', 'user', 'passes'};     % what the level 0 above cost is not the user's
  to = {[level, '_value'], [level, '_grad'], 'hvp', 'user', 'passes'};
  made = cellfun (@(name) alone.calls.(name) - s.calls.(name), from);
  for k = 1:numel (to)
    s.calls.(to{k}) = s.calls.(to{k}) + made(k);
  end
  s.calls.total = s.calls.total + sum (made(1:3));
  s.left = s.left - sum (made(1:3));
  s.stopped = alone.stopped;
  if (~ isempty (r))
    y = r.y;
    v = r.g;
  end
end
