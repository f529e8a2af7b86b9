% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = one_run (p, x0, y0, options)
  % run = one_run (p, x0, y0, options)   pgdqa_solve of the problem P of multistart_options from another start
  %
  % run   struct: x, y, fval, exitflag, and output without problem; or failure, an error, and an output that says so
  given = pgdqa_shared.overlaid (p.given, struct ('x0', x0, 'y0', y0));
  run = struct ();
  try
    if (isfield (p, 'constraint_records'))
      given.constraint_records = p.constraint_records;
    end
    [run.x, run.y, run.fval, run.exitflag, run.output] = pgdqa_solve (pgdqa_shared.overlaid (given, struct ('f', p.f, 'g', p.g)), options);
  catch err
    run.failure = struct ('message', err.message, 'identifier', err.identifier);
    run.exitflag = -Inf;
    run.output = struct ('calls', struct ('total', 0), 'iterations', 0, 'stop', 'error', 'message', err.message, 'lower', struct ('kind', 'failed'));
    return;
  end
  run.output = rmfield (run.output, 'problem');
end
