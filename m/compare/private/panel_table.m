% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function columns = panel_table (panels)
  % columns = panel_table (panels)   the curves of panel_list as columns for write_csv
  columns = struct ('panel', [], 'curve', {{}}, 'x', [], 'y', [], 'low', [], 'high', []);
  for i = 1:numel (panels)
    for curve = panels(i).curves
      count = numel (curve.x);
      columns.panel = [columns.panel; repmat(i, count, 1)];
      columns.curve = [columns.curve; repmat({curve.label}, count, 1)];
      for name = {'x', 'y', 'low', 'high'}
        columns.(name{1}) = [columns.(name{1}); curve.(name{1})];
      end
    end
  end
end
