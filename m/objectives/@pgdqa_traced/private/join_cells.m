% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = join_cells (pieces)
  % r = join_cells (pieces)   cell2mat of pieces some of which may be traced
  lines = cell (size (pieces, 1), 1);
  for k = 1:numel (lines)
    lines{k} = [pieces{k, :}];
  end
  r = vertcat (lines{:});
end
