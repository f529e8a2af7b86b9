% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = value_text (value)
  % text = value_text (value)   what was received, for an error message
  words = {'false', 'true'};
  if (ischar (value) && size (value, 1) <= 1 && ndims (value) == 2)
    text = sprintf ('''%s''', pgdqa_shared.short_text (value));
  elseif (isnumeric (value) && isscalar (value))
    text = num2str (full (value));
  elseif (islogical (value) && isscalar (value))
    text = words{1 + value};
  elseif (isobject (value))
    text = sprintf ('a %s', class (value));
  else
    text = sprintf ('a %s of size %s', class (value), pgdqa_shared.size_text (value));
  end
end
