% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function exitflag = report_exitflag (output)
  % exitflag = report_exitflag (output)   from output.exitflag, or where there is none from the words of the message; [] if unknown
  exitflag = [];
  if (isfield (output, 'exitflag'))
    exitflag = output.exitflag;
    return;
  end
  table = {'^both tolerances are met and', 1
           '^both tolerances are met', 2
           'further decrease', 3
           '^the (iteration |time )?limit', 0
           '^stopped by OutputFcn', -1
           'not finite', -2
           '^refuted', -3
           '^no progress', -4};
  row = find (~ cellfun (@(p) isempty (regexp (output.message, p, 'once')), table(:, 1)), 1);
  if (~ isempty (row))
    exitflag = table{row, 2};
  end
end
