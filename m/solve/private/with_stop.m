% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function output = with_stop (output, name)
  % output = with_stop (output, name)   the output with another stop reason and all that follows from it
  row = pgdqa_shared.stop_row (name);
  output.stop = row.name;
  output.at_rest = row.at_rest;
  output.exitflag = row.exitflag;
  output.message = row.words;
end
