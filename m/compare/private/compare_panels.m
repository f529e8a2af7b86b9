% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function panels = compare_panels (result, quantities, which)
  % panels = compare_panels (result, quantities, which)   a panel for each problem among WHICH and each quantity
  %
  % result   of pgdqa_compare;  quantities   cell array of names;  which   indices of problems
  panels = struct ('title', {}, 'xlabel', {}, 'ylabel', {}, 'xscale', {}, 'yscale', {}, 'ylim', {}, 'curves', {});
  x_labels = struct ('calls', 'oracle calls', 'time', 'time (s)');
  scales = {'linear', 'log'};
  far = result.grid(result.grid > 0);
  logarithmic = numel (far) > 2 && far(2) - far(1) < (far(end) - far(end - 1)) / 2;
  for p = which
    for name = quantities
      curves = struct ('label', {result.methods.label}, 'x', result.grid, 'y', [], 'low', [], 'high', [], 'stairs', true);
      for m = 1:numel (curves)
        band = result.curves(p, m).(name{1});
        curves(m).y = pgdqa_shared.drawn_values (band.mean);
        curves(m).low = pgdqa_shared.drawn_values (band.low);
        curves(m).high = pgdqa_shared.drawn_values (band.high);
      end
      label = quantity_label (name{1}, result.settings.MetricName);
      limits = [];
      if (any (strcmp (name{1}, {'f', 'f_restored'})))
        [limits, cut] = f_range (result.curves(p, :), curves);
        notes = {'', ' (axis cut)'};
        label = [label, notes{1 + cut}];
      end
      panels(end + 1) = struct ('title', heading (result, p), 'xlabel', x_labels.(result.axis), 'ylabel', label, ...
                                'xscale', scales{1 + logarithmic}, 'yscale', scales{1 + is_residual(name{1})}, 'ylim', limits, ...
                                'curves', curves); %#ok<AGROW>
    end
  end
end

function [limits, cut] = f_range (found, curves)
  % As far above the start, and below the best end, as these are apart: a method that diverges does not flatten the others.
  lines = vertcat (curves.y);
  bands = [lines; vertcat(curves.low); vertcat(curves.high)];
  limits = [];
  cut = false;
  last = lines(:, end);
  if (isfield (found, 'f_restored'))
    ends = [found.f_restored];
    ends = vertcat (ends.mean);
    last = ends(:, end);
  end
  start = max (lines(:, 1));
  best = min (last);
  if (~ (best < start) || isinf (start - best))
    return;
  end
  reach = start - best;
  limits = [max(min (bands(:)), best - reach), min(max (bands(:)), start + reach)];
  cut = any (lines(:) < limits(1) | lines(:) > limits(2));
  limits = limits + 0.04 * diff (limits) * [-1, 1];
end

function text = heading (result, p)
  text = result.problems(p).name;
  if (numel (result.seeds) > 1)
    text = sprintf ('%s, mean of %d seeds, 95 %% band', text, numel (result.seeds));
  end
end

function label = quantity_label (name, metric_name)
  labels = struct ('f', 'f on the path', 'lower_opt', '||∇_y g|| on the path', 'kkt', 'KKT residual', 'f_restored', ...
                   'f, lower level restored', 'lower_opt_restored', '||∇_y g|| restored', 'metric', metric_name, ...
                   'metric_restored', [metric_name, ', lower level restored']);
  label = labels.(name);
end
