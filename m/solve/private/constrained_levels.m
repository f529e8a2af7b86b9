% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = constrained_levels (run, levels)
  % out = constrained_levels (run, levels)   f and g of the next run: augmented Lagrangians of the LEVELS
  %
  % f counts the lower rows, too, for they are constraints of x and y.
  sizes = [run.n, run.m];
  out.g = augmented (levels.g, run.rows, run.how, run.mult, run.rho.g, sizes, run.slack, run.t);
  if (isempty (run.slack))
    out.g = augmented_handle (out.g, run.rows);
  end
  out.f = augmented (levels.f, run.rows, min (run.how, 1), run.lead, run.rho.f, sizes, run.slack, 0);
  out.f = augmented (out.f, run.con.upper, double (~ run.con.upper.equal), run.upper, run.rho.f, sizes + [0, numel(run.slack)], [], 0);
end
