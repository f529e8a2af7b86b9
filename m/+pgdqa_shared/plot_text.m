% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = plot_text (text, most)
  % text = plot_text (text, most)   a title, label or name as every toolkit draws it literally, with the interpreter 'none'
  %
  % gnuplot gets text inside double quotes, where it runs what stands between backticks as a command of the shell, ends the text at
  % a quote and reads backslashes.  These three become characters that look alike, control characters become blanks.  A blank
  % follows the words that set would take for a default.  Of more than MOST characters, for which there is no room, the end is left
  % out.
  text = pgdqa_shared.utf8_text (text);
  text(text < 32 | text == 127) = ' ';
  alike = {'`', 'ˋ'; '\', '∖'; '"', ''''''};
  for i = 1:size (alike, 1)
    text = strrep (text, alike{i, :});
  end
  characters = find (text < 128 | text > 191);
  if (numel (characters) > most)
    text = [text(1:characters(most - 2) - 1), '...'];
  end
  if (any (strcmp (text, {'default', 'factory', 'remove'})))
    text = [text, ' '];
  end
end
