% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function c = diagnose_constraints (run, problem, options)
  % c = diagnose_constraints (run, problem, options)   the lower-level constraints at the end of the pilot; [] where there are none
  %
  % c.rows, c.active   counts, bounds not included
  % c.independence     least over largest singular value of the active gradients in y, each of length 1, on the y that no bound holds; 1: none
  %                    is active, 0: more are active than y are free
  % c.violation        relative, of both levels
  c = [];
  if (isempty (run.output) || ~ isfield (run.output, 'active'))
    return;
  end
  p = struct ('x0', run.x, 'y0', run.y);
  con = pgdqa_shared.constraints_of (p, options);
  if (isempty (con))
    return;
  end
  n = numel (run.x);
  [r, J] = pgdqa_shared.constraint_residual (con.lower, run.x, run.y);
  size_of = sqrt (full (sum (J .^ 2, 2)));
  near = 1e-5 * (1 + norm ([run.x; run.y], Inf));
  low = pgdqa_shared.bound_of (con.options, 'YMin', run.y);
  high = pgdqa_shared.bound_of (con.options, 'YMax', run.y);
  free = run.y > low + near & run.y < high - near;
  active = con.lower.equal | r >= -near * max (1, size_of);
  Jy = full (J(active, n + find (free)));
  Jy = Jy ./ repmat (max (sqrt (sum (Jy .^ 2, 2)), realmin), 1, size (Jy, 2));
  c = struct ('rows', numel (r), 'active', sum (active), 'independence', 1, 'violation', ...
              max (run.output.violation.lower.relative, run.output.violation.upper.relative));
  if (any (active) && size (Jy, 1) > size (Jy, 2))
    c.independence = 0;
  elseif (any (active))
    s = svd (Jy);
    c.independence = min (s) / max (s);
  end
end
