% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_count (run, calls)
  % run = constrained_count (run, calls)   adds CALLS, a struct of counts, and those of the constraints that are not linear in them
  for name = fieldnames (calls)'
    if (~ isfield (run.calls, name{1}))
      run.calls.(name{1}) = 0;
    end
    run.calls.(name{1}) = run.calls.(name{1}) + calls.(name{1});
  end
  f = [number(calls, 'f_value'), number(calls, 'f_grad')];
  g = [number(calls, 'g_value'), number(calls, 'g_grad') + number(calls, 'hvp')];
  [run, lower] = of_level (run, 'lower', f + g);   % the upper level keeps to the lower constraints, too
  [run, upper] = of_level (run, 'upper', f);
  evaluations = lower + upper;
  run.calls.con_value = run.calls.con_value + evaluations(1);
  run.calls.con_grad = run.calls.con_grad + evaluations(2);
  run.calls.total = run.calls.total + sum (evaluations);
end

function [run, evaluations] = of_level (run, level, traced)
  % TRACED: evaluations of its tapes, by value and with derivatives; functions of the user that are called count themselves
  rows = run.con.(level);
  evaluations = [0, 0];
  if (rows.curved == 0)
    return;
  elseif (~ isfield (rows.lagrangian, 'counter'))
    evaluations = traced;
    return;
  end
  total = rows.lagrangian.counter ();
  evaluations = total - run.counted.(level);
  run.counted.(level) = total;
end

function k = number (calls, name)
  k = 0;
  if (isfield (calls, name))
    k = calls.(name);
  end
end
