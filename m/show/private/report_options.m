% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_options (output)
  % html = report_options (output)   the options that differ from their defaults, and all in force
  %
  % The defaults depend on method, schedule and precision; they are asked of the solver itself, on a problem of its own.
  options = output.options;
  names = fieldnames (options);
  defaults = defaults_of (output);
  changed = {};
  all_of = {};
  for i = 1:numel (names)
    now = option_words (options.(names{i}));
    usual = '?';
    if (isfield (defaults, names{i}))
      usual = option_words (defaults.(names{i}));
    end
    all_of(end + 1, :) = {names{i}, now}; %#ok<AGROW>
    if (~ strcmp (now, usual))
      changed(end + 1, :) = {names{i}, now, usual}; %#ok<AGROW>
    end
  end
  html = '<p>No option differs from its default.</p>';
  if (~ isempty (changed))
    html = html_table ({'Option changed', 'value', 'default'}, changed, 'words');
  end
  html = [html, sprintf('\n<details><summary>All options in force</summary>\n'), html_table({}, all_of, 'words'), ...
          sprintf('\n</details>')];
end

function defaults = defaults_of (output)
  table = pgdqa_options ();
  defaults = cell2struct ({table.default}, {table.name}, 2);
  zero = 0;
  if (isa (output.problem.x, 'single'))
    zero = single (0);
  end
  g = pgdqa_quadratic ([], [], 2);
  try
    [~, ~, ~, ~, trial] = pgdqa_solve (g, g, zero, zero, 'Method', output.method, 'Schedule', output.schedule, ...
                                       'MaxIter', 0, 'Display', 'off');
    usual = defaults;
    defaults = trial.options;
    for name = {'Method', 'Schedule', 'MaxIter', 'Display'}
      defaults.(name{1}) = usual.(name{1});
    end
  catch
    return;
  end
end

function words = option_words (value)
  if (isa (value, 'function_handle'))
    words = func2str (value);
  elseif (ischar (value))
    words = value;
  elseif (islogical (value) && isscalar (value))
    names = {'false', 'true'};
    words = names{value + 1};
  elseif (isempty (value))
    words = '[]';
  elseif (isnumeric (value) && numel (value) <= 4)
    words = strjoin (arrayfun (@(v) sprintf ('%.6g', v), double (value(:)'), 'UniformOutput', false), ', ');
  else
    words = sprintf ('%s of size %s', class (value), pgdqa_shared.size_text (value));
  end
end
