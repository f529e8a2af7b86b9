% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = value_text (value)
  % text = value_text (value)   what was received, for an error message
  if (ischar (value))
    text = sprintf ('''%s''', value);
  elseif (isnumeric (value) && isscalar (value))
    text = num2str (value);
  else
    text = sprintf ('a %s of size %s', class (value), size_text (value));
  end
end
