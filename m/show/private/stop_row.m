% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = stop_row (name)
  % row = stop_row (name)   the stop reason of that name: struct name, exitflag, at_rest, claim ('none' | 'tolerances' |
  % 'solution'), headline, words
  table = pgdqa_shared.core ('stops');
  row = table(strcmp ({table.name}, name));
end
