% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_count (run, calls)
  % run = constrained_count (run, calls)   adds CALLS, a struct of counts, of objectives of constrained_levels, and what was called beside them since
  % the count before: levels by constrained_eval, and constraints that are not linear
  run = added (run, calls);
  beside = run.beside;
  for name = keys (beside)
    k = beside(name{1});
    run = added (run, struct (name{1}, k, 'total', k));
    beside(name{1}) = 0;
  end
  f = [number(calls, 'f_value'), number(calls, 'f_grad')];
  g = [number(calls, 'g_value'), number(calls, 'g_grad') + number(calls, 'hvp')];
  [run, lower] = of_level (run, 'lower', f + g);   % the upper level keeps to the lower constraints, too
  [run, upper] = of_level (run, 'upper', f);
  k = lower + upper;
  run = added (run, struct ('con_value', k(1), 'con_grad', k(2), 'total', sum (k)));
end

function run = added (run, calls)
  for name = fieldnames (calls)'
    run.calls.(name{1}) = number (run.calls, name{1}) + calls.(name{1});
  end
end

function [run, evaluations] = of_level (run, level, traced)
  % TRACED: those of its tapes, by value and with derivatives, that objectives have made; all others are in the tally
  rows = run.con.(level);
  total = rows.tally('calls');
  evaluations = total - run.counted.(level) + (rows.curved > 0 && pgdqa_shared.is_tape (rows.lagrangian)) * traced;
  run.counted.(level) = total;
end

function k = number (calls, name)
  k = 0;
  if (isfield (calls, name))
    k = calls.(name);
  end
end
