% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = count_text (count, noun)
  % text = count_text (count, noun)   '1 start', '2 starts'
  text = sprintf ('%d %s', count, noun);
  if (count ~= 1)
    text = [text, 's'];
  end
end
