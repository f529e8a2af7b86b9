% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [run, changed] = constrained_better (a, b)
  % [run, changed] = constrained_better (a, b)   b where it is feasible at both levels and its f is the lower one, else a, which may be []
  %
  % A claim is left for a clearly lower f only.
  changed = is_good (b) && (isempty (a) || ~ is_good (a));
  if (~ changed && ~ isempty (a) && is_good (b))
    f = [value_of(a), value_of(b)];
    much = (1 + abs (f(1))) * 10 ^ (-5 + 2 * (a.settled ~= b.settled));
    changed = f(2) < f(1) - much || (b.settled && ~ a.settled && f(2) <= f(1) + much);
  end
  run = a;
  if (changed)
    run = b;
  end
end

function yes = is_good (run)
  yes = max (run.violation, run.missed) <= run.wanted.TolCon && ~ run.refuted;
end

function f = value_of (run)
  % f, and what the violated rows have gained it to first order
  y = run.y(1:run.m);
  f = constrained_eval (run, 'f', run.x, y);
  for level = {run.rows, run.lead; run.con.upper, run.upper}'
    broken = pgdqa_shared.broken_rows (pgdqa_shared.constraint_residual (level{1}, run.x, y), level{1}.equal);
    f = f + abs (level{2})' * broken;
  end
end
