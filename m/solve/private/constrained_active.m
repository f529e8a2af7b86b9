% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_active (smooth, run)
  % run = constrained_active (smooth, run)   from the answer of constrained_smooth: which lower inequalities are equations there
  %
  % Those whose multiplier outweighs their distance; the others count where they are violated.
  rows = smooth.rows;
  inner = 1:numel (run.rows.b) - rows.curved;
  kept = [inner, numel(rows.b) - rows.curved + 1:numel(rows.b)];
  for name = {'x', 'upper', 'calls', 'runs', 'stopped', 'ended', 'output', 'exitflag', 'levels', 'violation', 'settled', 'history', 'counted'}
    run.(name{1}) = smooth.(name{1});
  end
  run.y = min (max (smooth.y, run.low), run.high);
  run.mult = smooth.mult(kept);
  r = pgdqa_shared.constraint_residual (run.rows, run.x, run.y);
  run.weak = any (~ run.rows.equal & max (run.mult / run.unit.g, -r) < 1e-3);   % there y (x) has a kink, which equations do not see
  run.how = double (~ run.rows.equal & run.mult <= -r * run.unit.g);
  run.mult(run.how == 1) = 0;
  run.rho = constrained_weights (run);
  if (any (isfinite ([run.low; run.high])))   % else g may be factorised
    [run.options.YMin, run.options.YMax] = deal (run.low, run.high);
  end
end
