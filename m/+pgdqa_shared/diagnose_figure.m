% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function diagnose_figure (report, parent)
  % diagnose_figure (report, parent)   a panel for each thing that a report of pgdqa_diagnose has measured, at most four, in that figure
  wanted = {'f at the end of each run', ~ isempty(report.cost), @starts_panel
            'stationarity of the pilot', ~ isempty(report.cost) && ~ isempty(report.cost.calls), @decay_panel
            'gradient-PL ratio of the lower level', has_ratios(report), @ratio_panel
            'error of the linearised lower condition', has_model(report), @model_panel};
  wanted = wanted([wanted{:, 2}], :);
  if (isempty (wanted))
    wanted = {'nothing measured: there was no pilot run', true, @no_panel};
  end
  count = size (wanted, 1);
  across = 1 + (count > 1);
  down = ceil (count / across);
  for i = 1:count
    corner = [mod(i - 1, across) / across, 1 - ceil(i / across) / down];
    panel = axes ('parent', parent, 'position', [corner + [0.1, 0.12], [1 / across - 0.12, 1 / down - 0.19]], ...
                  'nextplot', 'add', 'box', 'on', 'xgrid', 'on', 'ygrid', 'on');
    wanted{i, 3} (panel, report);
    set (panel, 'nextplot', 'replacechildren');
    title (panel, wanted{i, 1});
  end
end

function yes = has_ratios (report)
  yes = ~ isempty (report.structure) && any ([report.pl.path(:); report.pl.around(:)] > 0);
end

function yes = has_model (report)
  yes = ~ isempty (report.structure) && any (sum (report.approximation.error > 0 & isfinite (report.approximation.error)) >= 2);
end

function no_panel (panel, report)
  set (panel, 'xlim', [0, 1], 'ylim', [0, 1], 'xtick', [], 'ytick', []);
  lines = pgdqa_shared.wrapped_text (strjoin ({report.reasons.text}, ' '), 100);
  for i = 1:numel (lines)
    text (0.02, 1 - 0.06 * i, pgdqa_shared.plot_text (lines{i}, 120), 'parent', panel, 'interpreter', 'none');
  end
end

function ratio_panel (panel, report)
  pl = report.pl;
  shown = find (pl.path > 0);
  near = pl.around(pl.around > 0);
  last_at = numel (pl.path) - 1;
  curves = {shown - 1, pl.path(shown), 'at points of the path', {'linestyle', '-', 'marker', 'o', 'markersize', 4}
            last_at + 0 * near, near, 'around its end', {'linestyle', 'none', 'marker', 's', 'markersize', 6, 'markerfacecolor', 'none'}};
  xlabel (panel, 'sampled point of the path');
  ylabel (panel, '||\nablah||^2 / h,  h = ||\nabla_y g||^2');
  draw (panel, curves, 'southwest');
  pgdqa_shared.linear_axis (panel, 'x', [0, max(last_at, 1)]);
  pgdqa_shared.decade_axis (panel, 'y', with_room ([reshape(pl.path(shown), [], 1); near(:)], 2));
end

function model_panel (panel, report)
  a = report.approximation;
  limits = pgdqa_shared.diagnose_limits ();
  curves = cell (0, 4);
  for i = 1:2
    shown = a.error(:, i) > 0 & isfinite (a.error(:, i));
    if (sum (shown) < 2)
      continue;
    end
    slope = sprintf ('slope %.1f', a.slope(i));
    if (~ isfinite (a.slope(i)))
      slope = 'rounding';
    end
    curves(end + 1, :) = {a.t(shown), a.error(shown, i), sprintf('%s, %s', a.names{i}, slope), {'marker', 'o', 'markersize', 4}}; %#ok<AGROW>
  end
  curves(end + 1, :) = {[min(a.t), 1], limits.model * [1, 1], sprintf('%g %%, what a step can bear', 100 * limits.model), ...
                        {'color', [0.3, 0.3, 0.3], 'linestyle', ':', 'linewidth', 1.5}};
  xlabel (panel, 'step t, in lengths of the path');
  ylabel (panel, 'relative error');
  draw (panel, curves, 'southeast');
  pgdqa_shared.decade_axis (panel, 'x', a.t);
  pgdqa_shared.decade_axis (panel, 'y', with_room (vertcat (a.error(:), limits.model), size (curves, 1)));
end

function decay_panel (panel, report)
  cost = report.cost;
  u = linspace (cost.first, cost.calls(end), 50)';
  laws = struct ('linear', struct ('at', u, 'name', sprintf ('fitted: %.3g calls a digit', cost.digit)), ...
                 'power', struct ('at', log (u), 'name', sprintf ('fitted: calls^{%.1f}', cost.slope)));
  curves = {cost.calls, cost.residual, 'pilot', {'marker', 'o', 'markersize', 3}};
  if (isfield (laws, cost.law))
    fitted = exp (cost.line(1) * laws.(cost.law).at + cost.line(2));
    inside = fitted >= min (cost.residual) & fitted <= max (cost.residual);
    curves(2, :) = {u(inside), fitted(inside), laws.(cost.law).name, {}};
  end
  curves(end + 1, :) = {[0; cost.calls(end)], cost.tolerance * [1; 1], sprintf('Tol = %g', cost.tolerance), ...
                        {'color', [0.3, 0.3, 0.3], 'linestyle', ':', 'linewidth', 1.5}};
  xlabel (panel, 'oracle calls');
  ylabel (panel, 'stationarity / its largest value');
  draw (panel, curves, 'southwest');
  pgdqa_shared.linear_axis (panel, 'x', [0; cost.calls(end)]);
  pgdqa_shared.decade_axis (panel, 'y', with_room (vertcat (curves{:, 2}), size (curves, 1)));
end

function starts_panel (panel, report)
  kinds = {'pilot', 'perturbed', 'moved'};
  f = [report.pilot.f, report.starts.f];
  kind = [kinds(1), {report.starts.kind}];
  ended = [report.pilot.exitflag, report.starts.exitflag] > 0;
  for i = 1:numel (f)
    [color, ~, marker] = pgdqa_shared.line_look (find (strcmp (kind{i}, kinds)));
    fills = {'none', color};
    line (i, f(i), 'parent', panel, 'color', color, 'linestyle', 'none', 'linewidth', 1.5, 'marker', marker, 'markersize', 8, ...
          'markerfacecolor', fills{1 + ended(i)});
  end
  pgdqa_shared.linear_axis (panel, 'y', f);
  set (panel, 'xlim', [0.5, numel(f) + 0.5], 'xtick', 1:numel (f), 'xticklabel', kind);
  ylabel (panel, 'f');
  xlabel (panel, 'start;  filled: an answer (exitflag > 0), open: none');
end

function draw (panel, curves, corner)
  % rows x, y, name, properties; gnuplot waits for ever for the data of a line that has none
  some = ~ cellfun (@isempty, curves(:, 1)');
  drawn = zeros (size (some));
  for i = find (some)
    [color, style] = pgdqa_shared.line_look (i);
    drawn(i) = line (curves{i, 1}, curves{i, 2}, 'parent', panel, 'color', color, 'linestyle', style, 'linewidth', 1.5, ...
                     'markerfacecolor', color, curves{i, 4}{:});
  end
  legend (panel, drawn(some), curves(some, 3)', 'location', corner);
end

function values = with_room (values, names)
  % Room below for the legend of so many names.
  values = values(isfinite (values) & values > 0);
  low = log10 (min (values));
  decades = max (2, log10 (max (values)) - low);
  values = [values; 10 ^ (low - (0.05 + 0.12 * names) * decades)];
end
