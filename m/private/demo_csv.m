% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function path = demo_csv (folder, name, columns)
  % path = demo_csv (folder, name, columns)   write a struct of equally long columns as a CSV file
  %
  % Each field is a numeric or logical column or a cell column of texts; the field names make the head.
  path = fullfile (folder, name);
  [file, message] = fopen (path, 'w');
  if (file < 0)
    error ('pgdqa:value', 'pgdqa_demo: cannot write %s: %s', path, message);
  end
  cleanup = onCleanup (@() fclose (file));
  names = fieldnames (columns);
  cells = cell (numel (names), numel (columns.(names{1})));
  for i = 1:numel (names)
    cells(i, :) = texts (columns.(names{i}));
  end
  fprintf (file, '%s\n', strjoin (names', ','));
  line = [repmat('%s,', 1, numel (names) - 1), '%s\n'];
  fprintf (file, line, cells{:});
end

function column = texts (values)
  if (iscell (values))
    column = strcat ('"', values, '"');
  else
    column = arrayfun (@(v) sprintf ('%.10g', v), double (values), 'UniformOutput', false);
  end
end
