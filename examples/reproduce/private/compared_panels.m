% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function panels = compared_panels (result, quantities, groups)
  % panels = compared_panels (result, quantities, groups)   the curves of pgdqa_compare (one problem), for pgdqa_compare_plot
  %
  % A row of panels for each group, a cell array of indices of methods (default: all in one), so that bands do not hide each other.
  if (nargin < 3)
    groups = {1:numel(result.methods)};
  end
  panels = struct ('title', {}, 'xlabel', {}, 'ylabel', {}, 'xscale', {}, 'yscale', {}, 'ylim', {}, 'curves', {});
  for g = 1:numel (groups)
    for name = quantities
      panels(end + 1) = panel_of (result, name{1}, groups{g}); %#ok<AGROW>
    end
  end
end

function panel = panel_of (result, name, which)
  labels = struct ('f', 'f as returned', 'lower_opt', '||∇_y g||', 'kkt', 'KKT residual', 'f_restored', 'f, lower level solved again', ...
                   'metric', result.settings.MetricName, 'metric_restored', [result.settings.MetricName, ', solved again']);
  axes_names = struct ('calls', 'oracle calls', 'time', 'seconds');
  scales = {'linear', 'log'};
  residual = any (strcmp (name, {'lower_opt', 'kkt'}));
  curves = struct ('label', {result.methods(which).label}, 'x', result.grid, 'y', [], 'low', [], 'high', [], 'look', num2cell (which), ...
                   'stairs', true);
  for k = 1:numel (curves)
    band = result.curves(1, which(k)).(name);
    curves(k).y = band.mean;
    curves(k).low = band.low;
    curves(k).high = band.high;
  end
  values = vertcat (curves.y);
  limits = [];
  if (residual)
    floor_of = max (1e-14, min (values(values > 0)));
    limits = 10 .^ [floor(log10 (floor_of)), ceil(log10 (max ([10 * floor_of; min(values(:, 1), 1e3); values(values < 1e3)])))];
  end
  if (strncmp (name, 'metric', 6))
    runs = cell2mat (arrayfun (@(run) run.values.(name), reshape (result.runs(1, which, :), [], 1), 'UniformOutput', false));
    limits = [min(runs(:)), max(runs(:))];
    limits = limits + (0.04 * diff (limits) + 1e-3) * [-1, 1];
  end
  panel = struct ('title', '', 'xlabel', axes_names.(result.axis), 'ylabel', labels.(name), 'xscale', 'log', ...
                  'yscale', scales{1 + residual}, 'ylim', limits, 'curves', curves);
end
