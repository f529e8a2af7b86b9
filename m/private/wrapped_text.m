% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = wrapped_text (head, text, width)
  % text = wrapped_text (head, text, width)   HEAD and TEXT in lines of at most WIDTH columns; the lines of TEXT start below each other
  room = width - numel (head);
  lines = regexp (text, sprintf ('\\S(?:.{0,%d}\\S)?(?=\\s|$)|\\S+', room - 2), 'match');
  text = [head, strjoin(lines, [char(10), blanks(numel (head))])];
end
