% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = size_text (value)
  % text = size_text (value)   '5x1'
  text = strjoin (arrayfun (@(k) sprintf ('%d', k), size (value), 'UniformOutput', false), 'x');
end
