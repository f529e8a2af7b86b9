% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = constrained_answer (run)
  % [x, y, fval, exitflag, output] = constrained_answer (run)   what pgdqa_solve returns
  x = run.x;
  y = run.y(1:run.m);
  output = run.output;
  run.violation = max (run.violation, users_violation (run, x, y));
  run.settled = run.settled && run.violation <= run.wanted.TolCon;
  stop = stop_of (run);
  if (strcmp (stop, 'infeasible'))
    [x, y, run.violation] = deal (run.nearest.x, run.nearest.y, run.nearest.violation);
  end
  fval = constrained_eval (run, 'f', x, y);
  output.gval = constrained_eval (run, 'g', x, y);
  [run, slope] = upper_slope (run);
  facts = struct ('lower', constraint_facts (run.con.lower, run.rows, run.mult, x, y, 'y', [run.low, run.high], lower_slope (run)), ...
                  'upper', constraint_facts (run.con.upper, run.con.upper, run.upper, x, y, 'x', x_bounds (run), slope));
  for name = {'multipliers', 'active', 'violation'}
    output.(name{1}) = struct ('lower', facts.lower.(name{1}), 'upper', facts.upper.(name{1}));
  end
  run = constrained_count (run, struct ());
  output.calls = run.calls;
  output.time = elapsed (run);
  output.runs = run.runs;
  output.options = run.wanted;
  output.history = with_answer (run, fval, output);
  table = pgdqa_shared.core ('stops');
  row = table(strcmp ({table.name}, stop));
  [output.stop, output.exitflag] = deal (stop, row.exitflag);
  if (isempty (strfind (row.words, '%s')))
    output.message = row.words;   % that of the last run may name slacks
  end
  exitflag = output.exitflag;
  tell (run, x, y, fval, output);
end

function tell (run, x, y, fval, output)
  % Display, and the user's functions
  if (any (strcmp (run.wanted.Display, {'iter', 'final'})))
    fprintf ('pgdqa: %s\n  f = %.10g, violation %.3g, exitflag %d (%s), %d calls in %d runs, %.2g s\n', output.message, fval, run.violation, ...
             output.exitflag, output.stop, output.calls.total, output.runs, output.time);
  end
  values = struct ('y', y, 'iteration', output.iterations, 'funccount', output.calls.total, 'fval', fval);
  for name = {'OutputFcn', 'PlotFcn'}
    if (isfield (run.options, name{1}) && ~ isempty (run.options.(name{1})))
      run.options.(name{1}) (x, values, 'done');
    end
  end
end

function history = with_answer (run, fval, output)
  % a row for each run, and one for the point returned
  history = structfun (@(column) column([1:end, end], :), run.history, 'UniformOutput', false);
  [history.f(end), history.g(end), history.calls(end), history.time(end)] = deal (fval, output.gval, run.calls.total, output.time);
  [history.violation(end), history.phase(end)] = deal (run.violation, 1);
end

function v = users_violation (run, x, y)
  % of the rows of the user's functions, called once at the answer: what was recorded of them is not trusted with a claim
  v = 0;
  for name = {'lower', 'upper'}
    level = run.con.(name{1});
    if (~ isempty (level.call))
      r = level.call (x, y);
      broken = pgdqa_shared.broken_rows (r, (1:numel (r))' > level.count(3));
      size_of = ones (numel (r), 1);
      from_function = level.user(:, 1) >= 3;
      place = level.user(from_function, 2) + (level.user(from_function, 1) == 4) * level.count(3);
      size_of(place) = max (1, level.size(from_function));
      v = max ([v; broken ./ size_of]);
    end
  end
end

function stop = stop_of (run)
  % why it ended: the reason of its last run, unless the constraints give another
  stop = run.output.stop;
  if (run.exitflag == -1)
    return;
  elseif (run.refuted)
    stop = 'refuted';
  elseif (run.settled)
    return;
  elseif (run.unbounded >= 2)
    return;
  elseif (elapsed (run) >= run.wanted.MaxTime)
    stop = 'max_time';
  elseif (calls_left (run) < 4)
    stop = 'max_calls';
  elseif (run.violation > sqrt (run.wanted.TolCon))
    stop = 'infeasible';
  elseif (run.violation > run.wanted.TolCon)
    stop = 'nearly_feasible';
  elseif (run.exitflag > 0)
    stop = 'not_confirmed';
  elseif (run.exitflag == 0)
    stop = 'no_progress';   % the limits of single runs are none of the user's
  end
end

function b = x_bounds (run)
  b = [pgdqa_shared.bound_of(run.options, 'XMin', run.x), pgdqa_shared.bound_of(run.options, 'XMax', run.x)];
end

function s = lower_slope (run)
  % of the Lagrangian of the lower level in y, without bounds
  y = run.y(1:run.m);
  [~, ~, s] = constrained_eval (run, 'g', run.x, y);
  [~, J] = pgdqa_shared.constraint_residual (run.rows, run.x, y);
  own = run.rows.user(:, 1) > 0;
  s = s + J(own, run.n+1:end)' * run.mult(own);
end

function [run, s] = upper_slope (run)
  % s   of the reduced Lagrangian of the upper level in x, without bounds; 0 where the run has no multiplier for it
  w = run.output.state.multiplier;
  s = zeros (run.n, 1);
  if (isempty (w) || numel (w) ~= numel (run.y))
    return;
  end
  compiled = pgdqa_shared.core ();
  hats = constrained_levels (run, run.levels);
  [~, fx] = compiled ('eval', hats.f, run.x, run.y);
  run = constrained_count (run, struct ('f_grad', 1, 'total', 1));
  try
    hx = compiled ('hvp', hats.g, run.x, run.y, 0 * run.x, w);
    s = fx + hx;
    run = constrained_count (run, struct ('hvp', 1, 'total', 1));
  catch %#ok<CTCH>
  end
end
