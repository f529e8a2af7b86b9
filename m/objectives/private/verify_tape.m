% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function verify_tape (obj, x0, y0)
  % verify_tape (obj, x0, y0)   pgdqa:trace unless the newest tape of OBJ gives what its function gives, at that point and at five others
  %
  % And the function is to give the same each time.  Others where the tape does not hold, or the function fails or is not finite, are
  % tried nearer to the first, and left out where that does not help.
  alone = obj;
  alone.tapes = obj.tapes(end);
  before = value_of (obj.fun, x0, y0);
  compare (alone, before, x0, y0, true);
  direction = pgdqa_shared.seeded_normal (numel (x0) + numel (y0), 5, 1);
  for k = 1:5
    for length = 10 .^ -[(5 - k) / 2, 3, 4, 6]
      dx = direction(1:numel (x0), k) .* max (1, abs (x0)) * length;
      dy = direction(numel (x0) + 1:end, k) .* max (1, abs (y0)) * length;
      [x, y] = deal (cast (x0 + dx, class (x0)), cast (y0 + dy, class (y0)));
      try
        v = value_of (obj.fun, x, y);
      catch
        v = NaN;
      end
      if (isscalar (v) && isreal (v) && isfinite (v) && compare (alone, v, x, y, false))
        break;
      end
    end
  end
  after = value_of (obj.fun, x0, y0);
  if (~ isequal (before, after) && ~ (isnan (before) && isnan (after)))
    error ('pgdqa:trace', 'pgdqa_trace: fun (x0, y0) is %.17g and, called again, %.17g: %s', before, after, ...
           'it draws random numbers, or keeps state in global or persistent variables; give it the same numbers each time');
  end
end

function known = compare (tape, v, x, y, at_start)
  compiled = pgdqa_shared.core ();
  [recorded, ~, ~, known, largest] = compiled ('eval', tape, x, y);
  tolerance = 1e-12;
  if (isa (v, 'single') || isa (x, 'single') || isa (y, 'single'))
    tolerance = 1e-5;
  end
  place = ' at another point';
  if (at_start)
    place = ' at x0 and y0';
  end
  agree = abs (double (v) - recorded) <= tolerance * max (largest, abs (double (v)));
  if (~ known && at_start)
    error ('pgdqa:trace', 'pgdqa_trace: fun makes comparisons that turn out otherwise when they are computed again; %s', ...
           'start at another point');
  elseif (known && ~ agree && (isfinite (v) || isfinite (recorded)))
    error ('pgdqa:trace', 'pgdqa_trace: fun gives %.17g and what was recorded of it %.17g%s: %s', v, recorded, ...
           place, ...
           ['it may test x or y as in `if (z)` or `z && ...`, which leaves no trace (write `if (z ~= 0)`), or keep state or ' ...
            'draw random numbers']);
  end
end
