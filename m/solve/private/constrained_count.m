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
  values = [number(calls, 'f_value'), number(calls, 'g_value')];
  gradients = [number(calls, 'f_grad'), number(calls, 'g_grad') + number(calls, 'hvp')];
  lower = run.rows.curved > 0;       % they are evaluated with f and with g, those of the upper level with f
  upper = run.con.upper.curved > 0;
  evaluations = [sum(values) * lower + values(1) * upper, sum(gradients) * lower + gradients(1) * upper];
  run.calls.con_value = run.calls.con_value + evaluations(1);
  run.calls.con_grad = run.calls.con_grad + evaluations(2);
  run.calls.total = run.calls.total + sum (evaluations);
end

function k = number (calls, name)
  k = 0;
  if (isfield (calls, name))
    k = calls.(name);
  end
end
