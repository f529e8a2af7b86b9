% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [call, count, gives_J] = constraint_function (con, name, x, y, compares)
  % [call, count, gives_J] = constraint_function (con, name, x, y)          what a user's constraint function gives, tried at a point
  % [call, count, gives_J] = constraint_function (con, name, x, y, false)   without comparing its Jacobian with its values
  %
  % con      [c, ceq, J, Jeq] = con (x, y), [c, ceq] or c
  % call     [r, J] = call (x, y), r = [c; ceq]; J only where gives_J
  % count    [numel(c), numel(ceq)]
  [outputs, parts] = outputs_of (con, x, y);
  call = @(x, y) called (con, outputs, x, y);
  words = {'c', 'ceq'};
  for k = 1:2
    check_column (name, words{k}, parts{k});
    count(k) = numel (parts{k});
  end
  gives_J = outputs == 4;
  if (gives_J)
    check_jacobian (name, 'J', parts{3}, [count(1), numel(x) + numel(y)]);
    check_jacobian (name, 'Jeq', parts{4}, [count(2), numel(x) + numel(y)]);
    if (nargin < 5 || compares)
      compare_jacobian (call, name, x, y);
    end
  end
end

function [outputs, parts] = outputs_of (con, x, y)
  % 4, 2 or 1.  An error of the function itself is raised by the last try.
  for outputs = [4, 2]
    try
      parts = cell (1, outputs);
      [parts{:}] = con (x, y);
      return;
    catch %#ok<CTCH>
    end
  end
  outputs = 1;
  parts = {con(x, y), []};
end

function [r, J] = called (con, outputs, x, y)
  if (outputs == 1)
    r = con (x, y);
  elseif (outputs == 2)
    [c, ceq] = con (x, y);
    r = joined (c, ceq);
  else
    [c, ceq, J, Jeq] = con (x, y);
    r = joined (c, ceq);
    J = joined (J, Jeq);
  end
end

function r = joined (a, b)
  if (isempty (a))
    r = b;
  elseif (isempty (b))
    r = a;
  else
    r = [a; b];
  end
end

function check_column (name, what, c)
  if (~ isempty (c) && (size (c, 2) ~= 1 || ~ isfloat (c) || ~ isreal (c)))
    error ('pgdqa:oracle', 'pgdqa_solve: %s gives %s as a %s %s, expected a real column', name, what, pgdqa_shared.size_text (c), class (c));
  end
  i = find (~ isfinite (c), 1);
  if (~ isempty (i))
    error ('pgdqa:oracle', 'pgdqa_solve: %s gives %s(%d) = %g at x0, y0, expected a finite number', name, what, i, c(i));
  end
end

function check_jacobian (name, what, J, expected)
  if (expected(1) == 0 && isempty (J))
    return;
  elseif (~ isequal (size (J), expected))
    hint = '';
    if (isequal (size (J), fliplr (expected)))
      hint = '; a row for each constraint, where fmincon has columns';
    end
    error ('pgdqa:oracle', 'pgdqa_solve: %s gives %s of size %s, expected %dx%d (constraints x (n + m))%s', name, what, pgdqa_shared.size_text (J), ...
           expected, hint);
  elseif (~ isfloat (J) || ~ isreal (J))
    error ('pgdqa:oracle', 'pgdqa_solve: %s gives %s as a %s, expected real numbers', name, what, class (J));
  end
end

function compare_jacobian (call, name, x, y)
  % with values along a random direction, at two distances
  d = pgdqa_shared.seeded_normal (numel (x) + numel (y), 1, 3) .* max (1, abs ([x; y]));
  [r, J] = call (x, y);
  foretold = full (J * d);
  wrong = true (size (r));
  for step = [1e-5, 1e-6]
    at = @(s) call (x + s * d(1:numel (x)), y + s * d(numel (x)+1:end));
    change = (at (step) - at (-step)) / (2 * step);
    wrong = wrong & abs (change - foretold) > 1e-4 * (full (abs (J)) * abs (d) + abs (change)) + 10 * eps * abs (r) / step;
  end
  i = find (wrong, 1);
  if (~ isempty (i))
    error ('pgdqa:oracle', 'pgdqa_solve: %s: row %d of its Jacobian gives the slope %g along a direction, expected %g as its values have', name, i, ...
           foretold(i), change(i));
  end
end
