% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [options, runs] = plot_settings (output, options)
  % [options, runs] = plot_settings (output, options)   the arguments of pgdqa_plot, checked; runs is a cell array of outputs
  options = check_options (options);
  runs = check_runs (output, [options.What, {options.X, 'phase'}]);
  options.Labels = run_labels ('pgdqa_plot', options.Labels, default_labels (runs));
end

function options = check_options (options)
  if (ischar (options.What))
    options.What = {options.What};
  end
  table = plot_quantities ();
  if (~ iscellstr (options.What) || isempty (options.What) || ~ all (ismember (options.What, table(:, 1))))
    error ('pgdqa:option', 'pgdqa_plot: What is not among the quantities, expected one or several of: %s', ...
           strjoin (table(:, 1)', ', '));
  end
  options.What = reshape (options.What, 1, []);
  one_of (options.X, 'X', {'k', 'calls', 'time'});
  one_of (options.Visible, 'Visible', {'', 'on', 'off'});
  if (~ isscalar (options.LogX) || ~ (islogical (options.LogX) || isnumeric (options.LogX)))
    error ('pgdqa:option', 'pgdqa_plot: LogX is a %s, expected true or false', class (options.LogX));
  end
  if (~ isempty (options.File) && ~ names_figure (options.File))
    error ('pgdqa:option', 'pgdqa_plot: File is not a name ending in .png, .pdf or .svg');
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

function one_of (value, name, allowed)
  if (~ ischar (value) || ~ any (strcmp (value, allowed)))
    error ('pgdqa:option', 'pgdqa_plot: %s is not one of: %s', name, strjoin (allowed(~ cellfun (@isempty, allowed)), ', '));
  end
end

function check_handle (handle, name, type)
  if (~ isscalar (handle) || ~ ishghandle (handle) || ~ strcmp (get (handle, 'type'), type))
    error ('pgdqa:option', 'pgdqa_plot: %s is no handle of %s', name, type);
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
