% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function runs = runs_in_parallel (given, starts, options)
  % runs = runs_in_parallel (given, starts, options)   {one_run from each start}, in as many processes as there are processors
  runs = pgdqa_shared.in_parallel ('pgdqa_multistart', size (starts.x, 2), @(i) pgdqa_shared.one_run_elsewhere (given, starts, options, i));
  for i = 1:numel (runs)
    runs{i} = with_functions (runs{i}, options);
  end
end

function run = with_functions (run, options)
  for name = fieldnames (options)'
    if (isa (options.(name{1}), 'function_handle') && isfield (run.output, 'options'))
      run.output.options.(name{1}) = options.(name{1});
    end
  end
end
