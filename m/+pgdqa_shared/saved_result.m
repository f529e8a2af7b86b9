% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function done = saved_result (action, i, folder)
  % done = saved_result (action, i, folder)   the struct action (i), or its error as pgdqa_failure, in the file I of the folder: see in_parallel
  done = true;
  try
    result = action (i);
  catch err
    result = struct ('pgdqa_failure', struct ('message', err.message, 'identifier', err.identifier));
  end
  save ('-binary', fullfile (folder, sprintf ('%d', i)), '-struct', 'result');
end
