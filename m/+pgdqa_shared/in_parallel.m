% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function results = in_parallel (caller, count, action)
  % results = in_parallel (caller, count, action)   {action(1), ..., action(count)}, structs, made in as many processes as there are processors
  %
  % By Octave's package parallel: what the action needs and gives must be data that can be saved; handles of functions on the path and
  % anonymous functions can.
  if (~ exist ('parcellfun')) %#ok<EXIST>
    try
      pkg ('load', 'parallel');
    catch %#ok<CTCH>
      error ('pgdqa:needs', ['%s: Parallel is true, which needs Octave''s package parallel, expected it installed (octave-parallel of Debian, or ' ...
                             'pkg install -forge parallel)'], caller);
    end
  end
  folder = tempname ();
  mkdir (folder);
  cleanup = onCleanup (@() discard (folder, count));
  try
    parcellfun (min (nproc (), count), @(i) pgdqa_shared.saved_result (action, i, folder), num2cell (1:count), 'VerboseLevel', 0);
  catch err
    error ('pgdqa:needs', ['%s: another process could not run the problem (%s), expected f and g that can be saved: handles of functions on the ' ...
                           'path, anonymous functions, objectives'], caller, err.message);
  end
  results = cell (1, count);
  for i = 1:count
    results{i} = load (fullfile (folder, sprintf ('%d', i)));
    if (isfield (results{i}, 'pgdqa_failure'))
      error (results{i}.pgdqa_failure);
    end
  end
end

function discard (folder, count)
  for i = 1:count
    file = fullfile (folder, sprintf ('%d', i));
    if (exist (file, 'file') == 2)
      delete (file);
    end
  end
  rmdir (folder);
end
