% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_csv (caller, path, columns)
  % write_csv (caller, path, columns)   write a struct of equally long columns as a CSV file
  %
  % Each field is a numeric or logical column or a cell column of texts; the field names make the head.
  % caller   for the error message
  [file, message] = fopen (path, 'w');
  if (file < 0)
    error ('pgdqa:value', '%s: cannot write %s: %s', caller, path, message);
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
    column = strcat ('"', strrep (values, '"', '""'), '"');
  else
    column = arrayfun (@(v) sprintf ('%.12g', v), double (values), 'UniformOutput', false);
  end
end
