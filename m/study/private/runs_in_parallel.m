% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function runs = runs_in_parallel (given, starts, options)
  % runs = runs_in_parallel (given, starts, options)   {one_run from each start}, in as many processes as there are processors
  %
  % By Octave's package parallel, whose processes start anew: f and g must be handles that can be saved, or objectives.
  if (~ exist ('parcellfun')) %#ok<EXIST>
    try
      pkg ('load', 'parallel');
    catch %#ok<CTCH>
      error ('pgdqa:needs', ['pgdqa_multistart: Parallel is true, which needs Octave''s package parallel, expected it installed (octave-parallel of ' ...
                             'Debian, or pkg install -forge parallel)']);
    end
  end
  count = size (starts.x, 2);
  folder = tempname ();
  mkdir (folder);
  cleanup = onCleanup (@() discard (folder, count));
  action = @(i) pgdqa_shared.one_run_elsewhere (given, starts, options, i, folder);
  try
    parcellfun (min (nproc (), count), action, num2cell (1:count), 'VerboseLevel', 0);
  catch err
    error ('pgdqa:needs', ['pgdqa_multistart: another process could not run the problem (%s), expected f and g that can be saved: handles of ' ...
                           'functions on the path, anonymous functions, objectives'], err.message);
  end
  runs = cell (1, count);
  for i = 1:count
    runs{i} = with_functions (load (fullfile (folder, sprintf ('%d', i))), options);
  end
end

function run = with_functions (run, options)
  for name = fieldnames (options)'
    if (isa (options.(name{1}), 'function_handle') && isfield (run.output, 'options'))
      run.output.options.(name{1}) = options.(name{1});
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
