% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function constants = compare_constants (options)
  % constants = compare_constants (options)   what pgdqa_compare tunes for a method with these options: the constants that the
  % table of methods (src/base/registry.def) names for the method and the schedule
  %
  % constants   struct array: name (of the option), default (its value in the table of options; 0: chosen by the method)
  table = pgdqa_options ();
  in_force = {setting(options, 'Method', table)};
  readers = strsplit (table(strcmp ({table.name}, 'Schedule')).methods, '|');
  if (any (strcmpi (readers, in_force{1})))
    in_force{2} = setting (options, 'Schedule', table);
  end
  constants = struct ('name', {}, 'default', {});
  for row = pgdqa_shared.core ('methods')'
    names = strsplit (row.constants, '|');
    if (~ isempty (row.constants) && any (ismember (strsplit (row.words, '|'), lower (in_force))))
      [~, which] = ismember (names, {table.name});
      constants = [constants, struct('name', names, 'default', {table(which).default})]; %#ok<AGROW>
    end
  end
end

function value = setting (options, name, table)
  value = table(strcmp ({table.name}, name)).default;
  if (isfield (options, name) && ~ isempty (options.(name)))
    value = options.(name);
  end
end
