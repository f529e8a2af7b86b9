% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = one_run_elsewhere (given, starts, options, i)
  % run = one_run_elsewhere (given, starts, options, i)   one_run from start I in another process
  %
  % given   problem of the user's.  It is recorded here as it was there: records do not travel.  Functions in output.options do not, either.
  p = pgdqa_shared.problem_of ('pgdqa_multistart', {given});
  p.given = given;
  p.g = pgdqa_shared.probe_objective (p.g, p.x0, p.y0);
  p = pgdqa_shared.traced_problem ('pgdqa_multistart', p, options);
  run = pgdqa_shared.one_run (p, starts.x(:, i), starts.y(:, i), options);
  if (isfield (run.output, 'options'))
    is_function = structfun (@(v) isa (v, 'function_handle'), run.output.options);
    names = fieldnames (run.output.options);
    run.output.options = rmfield (run.output.options, names(is_function));
  end
end
