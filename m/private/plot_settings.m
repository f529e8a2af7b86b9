% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [options, runs] = plot_settings (output, options)
  % [options, runs] = plot_settings (output, options)   the arguments of pgdqa_plot, checked; runs is a cell array of outputs
  by_default = isempty (options.What);
  if (by_default)
    options.What = {'stationarity', 'lower_opt', 'kkt_residual', 'f', 'lambda'};
  end
  options = check_options (options);
  runs = check_runs (output, [options.What, {options.X, 'phase'}]);
  if (by_default)
    options.What = options.What(cellfun (@(name) has_numbers (runs, name), options.What));
  end
  options.Labels = run_labels ('pgdqa_plot', options.Labels, default_labels (runs));
end

function yes = has_numbers (runs, name)
  yes = any (cellfun (@(r) any (isfinite (r.history.(name))), runs));
end

function options = check_options (options)
  if (ischar (options.What))
    options.What = {options.What};
  end
  table = plot_quantities ({});
  if (~ iscellstr (options.What) || ~ all (ismember (options.What, table(:, 1))))
    error ('pgdqa:option', 'pgdqa_plot: What is %s, expected one or several of: %s', what_text (options.What, table(:, 1)), ...
           strjoin (table(:, 1)', ', '));
  end
  options.What = reshape (options.What, 1, []);
  one_of (options.X, 'X', {'k', 'calls', 'time'});
  one_of (options.Visible, 'Visible', {'', 'on', 'off'});
  if (~ isscalar (options.LogX) || ~ (islogical (options.LogX) || isnumeric (options.LogX)))
    error ('pgdqa:option', 'pgdqa_plot: LogX is %s, expected true or false', value_text (options.LogX));
  end
  if (~ isempty (options.File) && ~ names_figure (options.File))
    error ('pgdqa:option', 'pgdqa_plot: File is %s, expected a name ending in .png, .pdf or .svg', value_text (options.File));
  end
  if (~ isempty (options.Parent))
    check_handle (options.Parent, 'Parent', 'axes');
    if (numel (options.What) ~= 1)
      error ('pgdqa:option', 'pgdqa_plot: What has %d quantities, expected one with Parent', numel (options.What));
    end
  end
  if (~ isempty (options.Figure))
    check_handle (options.Figure, 'Figure', 'figure');
  end
end

function text = what_text (names, known)
  % the first name that is not known
  text = value_text (names);
  if (iscellstr (names))
    text = value_text (names{find (~ ismember (names, known), 1)});
  end
end

function one_of (value, name, allowed)
  if (~ ischar (value) || ~ any (strcmp (value, allowed)))
    error ('pgdqa:option', 'pgdqa_plot: %s is %s, expected one of: %s', name, value_text (value), ...
           strjoin (allowed(~ cellfun (@isempty, allowed)), ', '));
  end
end

function check_handle (handle, name, type)
  if (~ isscalar (handle) || ~ ishghandle (handle) || ~ strcmp (get (handle, 'type'), type))
    error ('pgdqa:option', 'pgdqa_plot: %s is %s, expected a handle of %s', name, value_text (handle), type);
  end
end

function runs = check_runs (output, columns)
  % A cell array of outputs of which each has the columns, of one length.
  runs = output_list ('pgdqa_plot', output);
  for i = 1:numel (runs)
    if (~ isstruct (runs{i}) || ~ isfield (runs{i}, 'history') || ~ isstruct (runs{i}.history))
      error ('pgdqa:class', 'pgdqa_plot: run %d has no history, expected an output of pgdqa_solve', i);
    end
    history = runs{i}.history;
    missing = setdiff (columns, fieldnames (history));
    if (~ isempty (missing))
      error ('pgdqa:class', 'pgdqa_plot: the history of run %d has no column %s', i, missing{1});
    end
    lengths = cellfun (@(c) numel (history.(c)), columns);
    if (any (lengths ~= lengths(1)) || lengths(1) == 0)
      error ('pgdqa:size', ...
             'pgdqa_plot: the history of run %d has columns of %d to %d rows, expected equal lengths above 0', ...
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
