% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = has_single (value)
  % yes = has_single (value)   is it, or anything in it where it is a struct or a cell array, single?
  if (isstruct (value))
    value = struct2cell (value);
  end
  yes = isa (value, 'single') || (iscell (value) && any (cellfun (@has_single, value(:))));
end
