% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function name = other_gradient (tape, objective, x, y)
  % name = other_gradient (tape, objective, x, y)   'gx' or 'gy': which the handle OBJECTIVE gives otherwise than the tape of its value; '': neither
  %
  % Compared at the point and at two others nearby, within the bounds of the tape's store; where either fails or is not finite it is left out,
  % and so is a gx that the handle lacks.  What could be compared nowhere counts as other.
  names = {'gx', 'gy'};
  tolerance = 1e-9;
  if (isa (x, 'single') || isa (y, 'single'))
    tolerance = 1e-4;
  end
  bounds = tape.store('bounds');
  recorded = pgdqa_shared.oracle_of (tape);
  largest = [0, 0];
  apart = [NaN, NaN];
  for length = [0, 1e-3, 1e-1]
    at_x = pgdqa_shared.step_within (x, length * direction (x, 0), bounds, 'X');
    at_y = pgdqa_shared.step_within (y, length * direction (y, 1), bounds, 'Y');
    pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + 1);
    try
      [~, given{1:2}] = objective.fun (at_x, at_y);
      [~, known{1:2}] = recorded (at_x, at_y);
      for i = 1 + objective.without_gx:2
        if (isequal (size (given{i}), size (known{i})))
          known_norm = norm (double (known{i}));
          difference = norm (double (given{i}) - double (known{i}));
          if (isfinite (known_norm + difference))
            largest(i) = max (largest(i), known_norm);
            apart(i) = max (apart(i), difference);
          end
        end
      end
    catch %#ok<CTCH>
      continue;
    end
  end
  same = apart <= tolerance * max (largest);
  same(1) = same(1) || objective.without_gx;
  name = [names{find(~ same, 1)}, ''];
end

function d = direction (z, offset)
  % Without a pattern, but no random numbers.
  d = sin (offset + (1:numel (z)))' .* max (1, abs (z));
end
