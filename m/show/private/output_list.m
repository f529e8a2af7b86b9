% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function outputs = output_list (caller, output)
  % outputs = output_list (caller, output)   cell array of what may be one output of pgdqa_solve, a struct array or a cell array of several
  outputs = output;
  if (isstruct (output))
    outputs = num2cell (reshape (output, 1, []));
  end
  if (~ iscell (outputs) || isempty (outputs))
    error ('pgdqa:class', '%s: output is a %s of size %s, expected an output of pgdqa_solve or a cell array of several', ...
           caller, class (output), pgdqa_shared.size_text (output));
  end
end
