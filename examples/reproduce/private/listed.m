% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = listed (format, values)
  % text = listed (format, values)   numbers in a row of words, parted by blanks
  text = strtrim (sprintf ([' ', format], values));
end
