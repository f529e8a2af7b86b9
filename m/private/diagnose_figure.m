% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function parent = diagnose_figure (report, parent)
  % parent = diagnose_figure (report)           four panels of a report of pgdqa_diagnose
  % parent = diagnose_figure (report, parent)   in that figure
  %
  % Without a screen gnuplot draws an invisible figure.
  if (nargin < 2)
    parent = new_figure ('pgdqa_diagnose', '', [1000, 700]);
  end
  corners = [0.09, 0.59; 0.58, 0.59; 0.09, 0.1; 0.58, 0.1];
  panels = zeros (1, 4);
  for i = 1:4
    panels(i) = axes ('parent', parent, 'position', [corners(i, :), 0.38, 0.34], 'nextplot', 'add', 'box', 'on', ...
                      'xgrid', 'on', 'ygrid', 'on');
  end
  if (~ isempty (report.structure))
    ratio_panel (panels(1), report);
    model_panel (panels(2), report);
  end
  if (~ isempty (report.cost))
    decay_panel (panels(3), report.cost);
    starts_panel (panels(4), report);
  end
  titles = {'gradient-PL ratio', 'error of the linearised lower condition', 'decay and fitted rate', 'f of all runs'};
  for i = 1:4
    set (panels(i), 'nextplot', 'replacechildren');
    title (panels(i), titles{i});
  end
end

function c = color (i)
  % Okabe and Ito (2008)
  colors = [0.00, 0.45, 0.70; 0.84, 0.37, 0.00; 0.00, 0.62, 0.45; 0.80, 0.47, 0.65];
  c = colors(i, :);
end

function ratio_panel (panel, report)
  pl = report.pl;
  shown = find (pl.path > 0);
  names = {};
  handles = [];
  if (~ isempty (shown))
    handles(end + 1) = line (shown - 1, pl.path(shown), 'parent', panel, 'color', color (1), 'linewidth', 1.5, 'marker', '.', 'markersize', 12);
    names{end + 1} = 'path';
  end
  near = pl.around(pl.around > 0);
  if (~ isempty (near))
    place = numel (pl.path) - 1;
    handles(end + 1) = line (place + 0 * near, near, 'parent', panel, 'color', color (2), 'linestyle', 'none', 'marker', 'o', 'markersize', 5);
    names{end + 1} = 'around the end';
  end
  xlabel (panel, 'sampled point of the path');
  ylabel (panel, '||\nablah||^2 / h');
  set (panel, 'xlim', [-0.3, numel(pl.path) - 0.7]);
  log_axis (panel, 'y', with_room ([pl.path(shown), near]));
  if (isempty (handles))
    no_data (panel, 'grad_y g = 0: no ratio');
  else
    legend (panel, handles, names, 'location', 'southwest');
  end
end

function model_panel (panel, report)
  a = report.approximation;
  handles = [];
  names = {};
  for i = 1:2
    shown = a.error(:, i) > 0 & isfinite (a.error(:, i));
    if (sum (shown) < 2)
      continue;
    end
    handles(end + 1) = line (a.t(shown), a.error(shown, i), 'parent', panel, 'color', color (i), 'linewidth', 1.5, 'marker', '.', 'markersize', 12); %#ok<AGROW>
    slope = sprintf ('slope %.1f', a.slope(i));
    if (~ isfinite (a.slope(i)))
      slope = 'rounding';
    end
    names{end + 1} = plot_text (sprintf ('%s, %s', a.names{i}, slope), 40); %#ok<AGROW>
  end
  xlabel (panel, 'step t, in paths');
  ylabel (panel, 'relative error');
  limits = diagnose_limits ();
  shown = a.error(a.error > 0 & isfinite (a.error));
  log_axis (panel, 'x', [min(a.t), 1]);
  log_axis (panel, 'y', with_room ([shown; limits.model]));
  if (isempty (handles))
    no_data (panel, 'the lower condition is linear: no error');
  else
    line ([min(a.t), 1], limits.model * [1, 1], 'parent', panel, 'color', [0.4, 0.4, 0.4], 'linestyle', '--');
    legend (panel, handles, names, 'location', 'southeast', 'interpreter', 'none');
  end
end

function decay_panel (panel, cost)
  xlabel (panel, 'oracle calls');
  ylabel (panel, 'stationarity / largest');
  if (isempty (cost.calls))
    no_data (panel, 'no history');
    return;
  end
  handles = line (cost.calls, cost.residual, 'parent', panel, 'color', color (1), 'linewidth', 1.5);
  names = {'pilot'};
  values = cost.residual;
  if (~ strcmp (cost.law, 'none'))
    u = linspace (cost.first, cost.calls(end), 50);
    fitted = exp (cost.line(1) * u + cost.line(2));
    names{2} = sprintf ('linear: %.3g calls a digit', cost.digit);
    if (strcmp (cost.law, 'power'))
      fitted = exp (cost.line(1) * log (u) + cost.line(2));
      names{2} = sprintf ('power law: calls^{%.1f}', cost.slope);
    end
    handles(2) = line (u, fitted, 'parent', panel, 'color', color (2), 'linestyle', '--', 'linewidth', 1.5);
    values = [values; fitted'];
  end
  line ([0, max(cost.calls)], cost.tolerance * [1, 1], 'parent', panel, 'color', [0.4, 0.4, 0.4], 'linestyle', ':');
  set (panel, 'xlim', [0, max(cost.calls)]);
  log_axis (panel, 'y', with_room ([values; cost.tolerance]));
  legend (panel, handles, names, 'location', 'southwest');
end

function starts_panel (panel, report)
  kinds = {'pilot', 'perturbed', 'moved'};
  f = [report.pilot.f, report.starts.f];
  kind = [kinds(1), {report.starts.kind}];
  ended = [report.pilot.exitflag, report.starts.exitflag] > 0;
  for i = 1:numel (f)
    fill = 'none';
    if (ended(i))
      fill = color (find (strcmp (kind{i}, kinds)));
    end
    line (i, f(i), 'parent', panel, 'color', color (find (strcmp (kind{i}, kinds))), 'linestyle', 'none', ...
          'marker', 'o', 'markersize', 8, 'markerfacecolor', fill);
  end
  set (panel, 'xlim', [0.5, numel(f) + 0.5], 'xtick', 1:numel (f), 'xticklabel', kind);
  finite = f(isfinite (f));
  if (~ isempty (finite))
    margin = 0.15 * (max (finite) - min (finite));
    margin = max (margin, 0.05 * max (abs (finite)) + realmin);
    set (panel, 'ylim', [min(finite) - margin, max(finite) + margin]);
  end
  ylabel (panel, 'f');
  xlabel (panel, 'filled: an answer (exitflag > 0);  open: none');
end

function no_data (panel, text_shown)
  set (panel, 'xscale', 'linear', 'yscale', 'linear', 'xlim', [0, 1], 'ylim', [0, 1], 'xtick', [], 'ytick', []);
  text (0.5, 0.5, text_shown, 'parent', panel, 'horizontalalignment', 'center', 'interpreter', 'none');
end

function values = with_room (values)
  % A third of the height more below, for the legend.
  values = values(isfinite (values) & values > 0);
  if (~ isempty (values))
    low = log10 (min (values(:)));
    decades = max (1, log10 (max (values(:))) - low);
    values = [values(:); 10 ^ (low - 0.35 * decades)];
  end
end

function log_axis (panel, axis_name, values)
  % Whole decades, at most seven ticks.
  values = values(isfinite (values) & values > 0);
  if (isempty (values))
    return;
  end
  low = floor (log10 (min (values(:))));
  high = max (low + 1, ceil (log10 (max (values(:)))));
  ticks = low:ceil ((high - low) / 6):high;
  names = arrayfun (@(t) sprintf ('10^{%d}', t), ticks, 'UniformOutput', false);
  set (panel, [axis_name, 'scale'], 'log', [axis_name, 'lim'], 10 .^ [low, high], [axis_name, 'tick'], 10 .^ ticks, ...
       [axis_name, 'ticklabel'], names, [axis_name, 'minorgrid'], 'off', [axis_name, 'minortick'], 'off');
end
