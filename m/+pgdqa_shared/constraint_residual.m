% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [r, J] = constraint_residual (rows, x, y)
  % [r, J] = constraint_residual (rows, x, y)   r, k x 1, of the rows of a level (constraints_of) and its Jacobian, k x (n + m)
  %
  % Counts evaluations of a tape in rows.tally, [1, 0] or with J [1, 1]; a function of the user counts itself.
  [x, y] = deal (double (x), double (y));   % sparse matrices know no single
  r = rows.A * [x; y] - rows.b;
  J = rows.A;
  if (rows.curved == 0)
    return;
  end
  compiled = pgdqa_shared.core ();
  last = numel (r) - rows.curved + (1:rows.curved);
  m = numel (y);
  [~, ~, gy] = compiled ('eval', rows.lagrangian, x, [y; zeros(rows.curved, 1)]);
  r(last) = r(last) + gy(m+1:end);
  if (nargout > 1)
    for i = 1:rows.curved
      [~, gx, gy] = compiled ('eval', rows.lagrangian, x, [y; (1:rows.curved)' == i]);
      J(last(i), :) = [gx; gy(1:m)]';
    end
  end
  if (pgdqa_shared.is_tape (rows.lagrangian))
    tally = rows.tally;
    tally('calls') = tally('calls') + [1, nargout > 1]; %#ok<NASGU>  a map is shared
  end
end
