% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function constants = compare_constants (options)
  % constants = compare_constants (options)   what pgdqa_compare tunes for a method with these options
  %
  % constants   struct array: name (of the option), default (its value in the table of options; 0: chosen by the method)
  %
  % The rows below name the constants of each method, at most two: a step and what holds the lower level.  A method without a
  % row is tuned in the first two options it alone reads whose names speak of a step, a penalty or a scale.
  known = {'pgdqa', 'adaptive', {}
           'pgdqa', 'fixed', {'StepScale', 'AlphaScale'}
           'pgdqa', 'diminishing', {'StepScale', 'AlphaScale'}
           'rxgf', '', {'FlowStep', 'Alpha'}
           'sgf', '', {'FlowStep', 'Alpha'}
           'qcqp', '', {'StepSize', 'Alpha'}
           'bome', '', {'StepSize', 'InnerStep'}
           'vpbgd', '', {'StepSize', 'Penalty'}
           'f2sa', '', {'StepSize', 'Penalty'}
           'aid', '', {'StepSize', 'InnerStep'}};
  table = pgdqa_options ();
  method = setting (options, 'Method', table);
  schedule = '';
  if (strcmpi (method, 'pgdqa'))
    schedule = setting (options, 'Schedule', table);
  end
  row = strcmpi (known(:, 1), method) & strcmpi (known(:, 2), schedule);
  if (any (row))
    names = known{row, 3};
  else
    names = guessed (table, method);
  end
  constants = struct ('name', {}, 'default', {});
  for i = 1:numel (names)
    constants(i).name = names{i};
    constants(i).default = table(strcmp ({table.name}, names{i})).default;
  end
end

function value = setting (options, name, table)
  value = table(strcmp ({table.name}, name)).default;
  if (isfield (options, name) && ~ isempty (options.(name)))
    value = options.(name);
  end
end

function names = guessed (table, method)
  names = {};
  for i = 1:numel (table)
    readers = strsplit (table(i).methods, '|');
    speaks = ~ isempty (regexp (table(i).name, 'Step|Penalty|Scale', 'once'));
    if (strcmp (table(i).kind, 'number') && any (strcmpi (readers, method)) && speaks)
      names{end + 1} = table(i).name; %#ok<AGROW>
    end
  end
  names = names(1:min (2, numel (names)));
end
