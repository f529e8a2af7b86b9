% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = aligned_text (cells, sides)
  % text = aligned_text (cells, sides)   lines in which the columns of a cell array of texts stand below each other
  %
  % sides   one character a column: 'l' set to the left, 'r' to the right
  % A long text makes its column wide; control characters become blanks; characters are counted, not bytes.
  cells = cellfun (@printable, cells, 'UniformOutput', false);
  lengths = cellfun (@(c) sum (c < 128 | c > 191), cells);
  widths = max (lengths, [], 1);
  text = '';
  for i = 1:size (cells, 1)
    for j = 1:numel (widths)
      gap = repmat (' ', 1, widths(j) - lengths(i, j));
      if (sides(j) == 'l')
        cells{i, j} = [cells{i, j}, gap];
      else
        cells{i, j} = [gap, cells{i, j}];
      end
    end
    text = [text, deblank(strjoin (cells(i, :), '  ')), char(10)]; %#ok<AGROW>
  end
end

function text = printable (text)
  text = pgdqa_shared.utf8_text (text);
  text(text < 32 | text == 127) = ' ';
end
