% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = hanging_text (head, text, width)
  % text = hanging_text (head, text, width)   HEAD and TEXT in lines of at most WIDTH columns; the lines of TEXT start below each other
  text = [head, strjoin(pgdqa_shared.wrapped_text (text, width - numel (head)), [char(10), blanks(numel (head))])];
end
