% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function verify_tape (obj, x0, y0, options)
  % verify_tape (obj, x0, y0, options)   pgdqa:trace unless the newest tape of OBJ gives what its function gives, at that point and at five others
  %
  % And the function is to give the same each time.  Others where the tape does not hold, or the function fails or is not finite, are
  % tried nearer to the first, and left out where that does not help.  They keep to the bounds in OPTIONS.
  obj.tapes = obj.tapes(end);
  before = value_of (obj.fun, x0, y0);
  compare (obj, before, x0, y0, ' at x0 and y0');
  z = [x0; y0];
  direction = (4 * mod ((1:numel (z))' * sqrt ([2, 3, 5, 7, 11]), 1) - 2) .* max (1, abs (z));   % evenly between -2 and 2
  check_equalities (obj, x0 + 1e-5 * direction(1:numel (x0), :), y0 + 1e-5 * direction(numel (x0) + 1:end, :));
  lengths = 10 .^ -[2:-0.5:0; 3, 3, 3, 3, 3; 4, 4, 4, 4, 4; 6, 6, 6, 6, 6];
  left = 1:5;
  for try_number = 1:size (lengths, 1)
    step = direction(:, left) .* lengths(try_number, left);
    x = pgdqa_shared.step_within (x0, step(1:numel (x0), :), options, 'X');
    y = pgdqa_shared.step_within (y0, step(numel (x0) + 1:end, :), options, 'Y');
    left(compare (obj, values_at (obj.fun, x, y), x, y, ' at another point')) = [];
    if (isempty (left))
      break;
    end
  end
  after = value_of (obj.fun, x0, y0);
  if (~ isequal (before, after) && ~ (isnan (before) && isnan (after)))
    error ('pgdqa:trace', 'pgdqa_trace: fun (x0, y0) is %.17g and, called again, %.17g: %s', before, after, ...
           'it draws random numbers, or keeps state in global or persistent variables; give it the same numbers each time');
  end
end

function check_equalities (obj, x, y)
  % A branch that is taken where numbers are equal, and at none of the points x, y nearby, has not the derivatives of the function: one that
  % remembers its latest call takes it.
  tape = obj.tapes;
  if (isempty (tape.guards))
    return;
  end
  equal_ones = tape.guards(are_equalities (tape), :);
  for k = 1:size (equal_ones, 1)
    obj.tapes.guards = equal_ones(k, :);
    [~, known] = pgdqa_shared.core ('examine', obj, x, y);
    if (~ any (known))
      error ('pgdqa:trace', ['pgdqa_trace: fun takes a branch where numbers are equal, and at no point near x0 and y0: it may remember ' ...
                             'its latest call; write it without that, and without == and ~= of numbers that depend on x or y']);
    end
  end
end

function yes = are_equalities (tape)
  % Which guards say that some numbers are equal?
  persistent codes
  if (isempty (codes))
    table = pgdqa_shared.core ('operations');
    codes = [table.code];
    codes = codes([find(strcmp ({table.name}, 'eq')), find(strcmp ({table.name}, 'ne'))]);
  end
  yes = false (size (tape.guards, 1), 1);
  for k = 1:numel (yes)
    expected = tape.nodes(tape.guards(k, 2), :);
    expected = tape.numbers(expected(2) + (1:expected(4) * expected(5)));
    code = tape.nodes(tape.guards(k, 1), 1);
    yes(k) = (code == codes(1) && any (expected == 1)) || (code == codes(2) && any (expected == 0));
  end
end

function values = values_at (fun, x, y)
  % At the columns of x and y; NaN where it fails, or gives no finite number.
  values = NaN (1, size (x, 2), class (x));
  for k = 1:size (x, 2)
    try
      v = value_of (fun, x(:, k), y(:, k));
    catch %#ok<CTCH>
      continue;
    end
    if (isscalar (v) && isreal (v) && isfinite (v))
      values(k) = v;
      if (isa (v, 'single'))
        values = single (values);
      end
    end
  end
end

function compared = compare (tape, v, x, y, place)
  % At which columns of x and y, where the function gives v, could they be compared?
  compiled = pgdqa_shared.core ();
  [recorded, known, largest] = compiled ('examine', tape, x, y);
  tolerance = 1e-12;
  if (isa (v, 'single') || isa (x, 'single') || isa (y, 'single'))
    tolerance = 1e-5;
  end
  v = double (v);
  at_start = strcmp (place, ' at x0 and y0');
  if (at_start && ~ known)
    error ('pgdqa:trace', 'pgdqa_trace: fun makes comparisons that turn out otherwise when they are computed again; %s', ...
           'start at another point');
  end
  compared = known & ~ isnan (v);
  agree = abs (v - recorded) <= tolerance * max (largest, abs (v));
  wrong = find (compared & ~ agree, 1);
  if (~ isempty (wrong))
    error ('pgdqa:trace', 'pgdqa_trace: fun gives %.17g and what was recorded of it %.17g%s: %s', v(wrong), recorded(wrong), place, ...
           ['it may test x or y as in `if (z)` or `z && ...`, which leaves no trace (write `if (z ~= 0)`), or keep state or ' ...
            'draw random numbers']);
  end
end
