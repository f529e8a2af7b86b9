% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = html_text (text)
  % text = html_text (text)   made safe inside HTML and its attributes; control characters become blanks
  text = pgdqa_shared.utf8_text (text);
  text((text < 32 & text ~= 10) | text == 127) = ' ';
  text = strrep (text, '&', '&amp;');
  text = strrep (text, '<', '&lt;');
  text = strrep (text, '>', '&gt;');
  text = strrep (text, '"', '&quot;');
  text = strrep (text, '''', '&#39;');
end
