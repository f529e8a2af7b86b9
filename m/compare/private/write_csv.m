% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_csv (caller, option, path, columns)
  % write_csv (caller, option, path, columns)   write a struct of equally long columns as a CSV file
  %
  % Each field is a numeric or logical column or a cell column of texts; the field names make the head.  A text that a spreadsheet
  % would take for a formula (it starts with = + - @, a tab or a carriage return) gets an apostrophe in front.
  % caller, option   for the error message
  names = fieldnames (columns);
  cells = cell (numel (names), numel (columns.(names{1})));
  for i = 1:numel (names)
    cells(i, :) = texts (columns.(names{i}));
  end
  line = [repmat('%s,', 1, numel (names) - 1), '%s\n'];
  pgdqa_shared.write_file (caller, option, path, [sprintf('%s\n', strjoin (names', ',')), sprintf(line, cells{:})]);
end

function column = texts (values)
  if (iscell (values))
    [distinct, ~, place] = unique (values);
    distinct = cellfun (@quoted, distinct, 'UniformOutput', false);
    column = distinct(place);
  else
    column = arrayfun (@(v) sprintf ('%.12g', v), double (values), 'UniformOutput', false);
  end
end

function text = quoted (text)
  text = pgdqa_shared.utf8_text (text);
  if (~ isempty (text) && any (text(1) == ['=+-@', char([9, 13])]))
    text = ['''', text];
  end
  text = ['"', strrep(text, '"', '""'), '"'];
end
