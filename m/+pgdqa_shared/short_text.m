% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = short_text (text, most)
  % text = short_text (text)         as shown in an error message: one line of at most 60 characters
  % text = short_text (text, most)   of at most that many
  if (nargin < 2)
    most = 60;
  end
  text = reshape (text, 1, []);
  text(text < 32 | text == 127) = ' ';
  if (numel (text) > most)
    text = [text(1:most-3), '...'];
  end
end
