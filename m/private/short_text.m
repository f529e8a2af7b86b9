% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = short_text (text)
  % text = short_text (text)   as shown in an error message: one line of at most 60 characters
  most = 60;
  text = reshape (text, 1, []);
  text(text < 32 | text == 127) = ' ';
  if (numel (text) > most)
    text = [text(1:most-3), '...'];
  end
end
