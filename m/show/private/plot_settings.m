% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [options, runs] = plot_settings (output, pairs)
  % [options, runs] = plot_settings (output, pairs)   the arguments of pgdqa_plot, checked; runs is a cell array of outputs
  [table, axes] = plot_quantities ({});
  rules = {'What', {}, 'words', table(:, 1)'
           'X', 'k', 'word', axes(:, 1)'
           'LogX', false, 'switch', ''
           'Labels', {}, 'texts', ''
           'Parent', [], 'handle', 'axes'
           'Figure', [], 'handle', 'figure'
           'Visible', '', 'word', {'', 'on', 'off'}
           'File', '', 'file', {'png', 'pdf', 'svg'}};
  options = pgdqa_shared.named_options ('pgdqa_plot', rules, pairs);
  by_default = isempty (options.What);
  if (by_default)
    options.What = {'f', 'stationarity', 'lower_opt', 'lambda'};
  end
  if (~ isempty (options.Parent) && numel (options.What) ~= 1)
    error ('pgdqa:option', 'pgdqa_plot: What has %d quantities, expected one with Parent', numel (options.What));
  end
  runs = check_runs (output, [options.What, {options.X, 'phase'}]);
  if (by_default)
    options.What = with_numbers (options.What, runs);
  end
  options.Labels = run_labels ('pgdqa_plot', options.Labels, default_labels (runs));
end

function names = with_numbers (names, runs)
  % Those of which some run has numbers; all where none has.
  shown = cellfun (@(name) has_numbers (runs, name), names);
  if (any (shown))
    names = names(shown);
  end
end

function yes = has_numbers (runs, name)
  yes = any (cellfun (@(r) any (isfinite (r.history.(name))), runs));
end

function runs = check_runs (output, columns)
  % A cell array of outputs of which each has the columns, of one length.
  runs = output_list ('pgdqa_plot', output);
  for i = 1:numel (runs)
    pgdqa_shared.check_output ('pgdqa_plot', runs, i, [strcat('history.', columns), {'method?', 'regime?', 'schedule?'}]);
    lengths = cellfun (@(c) numel (runs{i}.history.(c)), columns);
    if (any (lengths ~= lengths(1)))
      error ('pgdqa:size', 'pgdqa_plot: the history of run %d has columns of %d to %d rows, expected equal lengths', ...
             i, min (lengths), max (lengths));
    end
  end
end

function labels = default_labels (runs)
  labels = cell (1, numel (runs));
  for i = 1:numel (runs)
    parts = {'method', 'regime', 'schedule'};
    parts = parts(isfield (runs{i}, parts));
    labels{i} = strjoin (cellfun (@(p) runs{i}.(p), parts, 'UniformOutput', false), ', ');
  end
  if (numel (unique (labels)) < numel (labels))
    labels = arrayfun (@(i) sprintf ('%d: %s', i, labels{i}), 1:numel (labels), 'UniformOutput', false);
  end
end
