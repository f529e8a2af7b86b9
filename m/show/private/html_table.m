% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = html_table (heads, entries, kind)
  % html = html_table (heads, entries, kind)   a table; every cell is text, made safe here
  %
  % heads   cell row, {} for none;  entries   cell array;  kind   class: 'numbers' sets all but the first column to the right
  lines = {sprintf('<table class="%s">', kind)};
  if (~ isempty (heads))
    cells = cellfun (@(c) sprintf ('<th scope="col">%s</th>', html_text (c)), heads, 'UniformOutput', false);
    lines{end + 1} = ['<thead><tr>', strjoin(cells, ''), '</tr></thead>'];
  end
  lines{end + 1} = '<tbody>';
  for i = 1:size (entries, 1)
    cells = cellfun (@(c) sprintf ('<td>%s</td>', html_text (c)), entries(i, 2:end), 'UniformOutput', false);
    lines{end + 1} = sprintf ('<tr><th scope="row">%s</th>%s</tr>', html_text (entries{i, 1}), strjoin (cells, '')); %#ok<AGROW>
  end
  html = strjoin ([lines, {'</tbody></table>'}], char (10));
end
