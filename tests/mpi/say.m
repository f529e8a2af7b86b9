% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function say (varargin)
  % say (format, ...)   as printf, in one piece, so that the lines of ranks do not mix
  puts (sprintf (varargin{:}));
  fflush (stdout);
end
