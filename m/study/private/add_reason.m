% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function reasons = add_reason (reasons, level, name, value, text, varargin)
  % reasons = add_reason (reasons, level, name, value, text, ...)   one more, text a format for what follows it
  reasons(end + 1) = struct ('level', level, 'name', name, 'value', value, 'text', sprintf (text, varargin{:}));
end
