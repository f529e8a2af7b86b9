% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [points, outputs, runs] = multistart_runs (p, starts, own, options, left)
  % [points, outputs, runs] = multistart_runs (p, starts, own, options, left)   pgdqa_solve from every start, within left calls
  %
  % p        problem, f and g recorded; outputs hold p.given, as the user gave it
  % points   struct array, one for each run that ended at a finite point: see multistart_solutions
  % outputs  cell array, one for each run; of one that failed, what runs needs
  % runs     the struct of columns of pgdqa_multistart; exitflag -Inf: the run ended with an error.  Runs for which the budget did not
  %          last are not there.
  total = size (starts.x, 2);
  outputs = cell (1, total);
  points = [];
  runs = struct ('start', [], 'f', [], 'exitflag', [], 'kind', {{}}, 'calls', [], 'iterations', [], 'solution', [], 'stop', {{}}, 'message', {{}});
  clock = tic ();
  run = @(i, limited) pgdqa_shared.one_run (p, starts.x(:, i), starts.y(:, i), limited);
  if (own.Parallel)
    made = runs_in_parallel (p.given, starts, options);
    run = @(i, limited) made{i};
  end
  for i = 1:total
    seconds = own.MaxTimeTotal - toc (clock);
    if (i > 1 && (left < 4 || seconds <= 0 || runs.exitflag(end) == -1))
      break;
    end
    ended = run (i, limited_options (options, left, seconds));
    if (i == 1 && isfield (ended, 'failure'))
      error (ended.failure);
    end
    [q, output, exitflag] = described (ended, p.given, starts.x(:, i), starts.y(:, i), i);
    if (~ isempty (q))
      points = [points, q]; %#ok<AGROW>
    end
    outputs{i} = output;
    left = left - output.calls.total;
    runs = add_run (runs, i, q, output, exitflag);
    if (strcmp (own.Display, 'iter'))
      fprintf ('start %3d: f %-15.8g exitflag %2d  %6d calls  %s\n', i, runs.f(end), exitflag, output.calls.total, output.lower.kind);
    end
  end
  outputs = outputs(1:numel (runs.start));
  runs.solution = zeros (1, numel (runs.start));
end

function [q, output, exitflag] = described (run, given, x0, y0, i)
  % q   point; [] where it is not finite or the run failed
  q = [];
  [output, exitflag] = deal (run.output, run.exitflag);
  if (isfield (run, 'failure'))
    return;
  end
  output.problem = pgdqa_shared.overlaid (given, struct ('x0', x0, 'y0', y0, 'x', run.x, 'y', run.y));
  if (~ isnan (run.fval))
    q = run_point (run.x, run.y, run.fval, exitflag, output, x0, y0, i);
  end
end

function runs = add_run (runs, i, q, output, exitflag)
  f = NaN;
  if (~ isempty (q))
    f = q.f;
  end
  numbers = struct ('start', i, 'f', f, 'exitflag', exitflag, 'calls', output.calls.total, 'iterations', output.iterations);
  for name = fieldnames (numbers)'
    runs.(name{1})(end + 1) = numbers.(name{1});
  end
  runs.kind{end + 1} = output.lower.kind;
  runs.stop{end + 1} = output.stop;
  runs.message{end + 1} = output.message;
end
