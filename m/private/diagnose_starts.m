% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function starts = diagnose_starts (f, g, x0, y0, options, pilot, lengths, budget, seed)
  % starts = diagnose_starts (f, g, x0, y0, options, pilot, lengths, budget, seed)   runs from other starts
  %
  % The first starts 1e-3 of the lengths away (the perturbation), the others a whole length.  At least 2 runs, at most 4,
  % as many as can have the calls of the pilot each.
  % starts   struct array kind ('perturbed' | 'moved'), exitflag, message, f, calls, distance (in x and y from the
  %          pilot's answer, in lengths), same (true, false or NaN where one of both is not an answer); empty: no budget
  starts = struct ('kind', {}, 'exitflag', {}, 'message', {}, 'f', {}, 'calls', {}, 'distance', {}, 'same', {});
  limits = diagnose_limits ();
  count = min (4, max (2, floor (budget / (1.2 * max (pilot.calls, 1)))));
  least_calls = 20;
  for i = 1:count
    share = floor (budget / (count - i + 1));
    if (share < least_calls)
      return;
    end
    kind = 'moved';
    size_of = 1;
    if (i == 1)
      kind = 'perturbed';
      size_of = 1e-3;
    end
    x = moved (x0, size_of * lengths(1), options, 'X', 1000 * seed + 2 * i);
    y = moved (y0, size_of * lengths(2), options, 'Y', 1000 * seed + 2 * i + 1);
    run = diagnose_run (f, g, x, y, options, share);
    budget = budget - run.calls;
    distance = [norm(double (run.x - pilot.x)) / lengths(1), norm(double (run.y - pilot.y)) / lengths(2)];
    same = NaN;
    if (run.exitflag > 0 && pilot.exitflag > 0)
      same = double (all (distance <= limits.same));
    end
    starts(end + 1) = struct ('kind', kind, 'exitflag', run.exitflag, 'message', run.message, 'f', run.f, ...
                              'calls', run.calls, 'distance', distance, 'same', same); %#ok<AGROW>
  end
end

function z = moved (z, length_of, options, block, seed)
  u = seeded_normal (numel (z), 1, seed);
  z = z + cast (length_of * u / norm (u), class (z));
  if (isfield (options, [block, 'Min']) && ~ isempty (options.([block, 'Min'])))
    z = max (z, cast (options.([block, 'Min']), class (z)));
  end
  if (isfield (options, [block, 'Max']) && ~ isempty (options.([block, 'Max'])))
    z = min (z, cast (options.([block, 'Max']), class (z)));
  end
end
