% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [starts, tests, refuted] = diagnose_starts (problem, lower, options, pilot, lengths, budget, seed)
  % [starts, tests, refuted] = diagnose_starts (problem, lower, options, pilot, lengths, budget, seed)   runs from other starts
  %
  % The first starts 1e-3 of the lengths away (the perturbation), the others a whole length.  At least 2 runs, at most 4,
  % as many as can have the calls of the pilot each.  Then the answers are tested with the y of each other.
  % lower    objective g, probed
  % starts   struct array kind ('perturbed' | 'moved'), exitflag, stop, message, f, calls, distance (in x and y from the
  %          pilot's answer, in lengths), same (true, false or NaN where one of both is not an answer), refuted (by the y of
  %          another run); empty: no budget
  % tests    calls of these tests;   refuted   is the pilot's answer?
  starts = struct ('kind', {}, 'exitflag', {}, 'stop', {}, 'message', {}, 'f', {}, 'calls', {}, 'distance', {}, 'same', {}, 'refuted', {});
  limits = pgdqa_shared.diagnose_limits ();
  x0 = problem.x0;
  y0 = problem.y0;
  runs = pilot;
  count = min (4, max (2, floor (budget / (1.2 * max (pilot.calls, 1)))));
  reserve = count * (count + 1); % each answer with each other
  budget = budget - reserve;
  least_calls = 20;
  for i = 1:count
    share = floor (budget / (count - i + 1));
    if (share < least_calls)
      break;
    end
    kind = 'moved';
    size_of = 1;
    if (i == 1)
      kind = 'perturbed';
      size_of = 1e-3;
    end
    x0(:, i + 1) = moved (problem.x0, size_of * lengths(1), options, 'X', 1000 * seed + 2 * i);
    y0(:, i + 1) = moved (problem.y0, size_of * lengths(2), options, 'Y', 1000 * seed + 2 * i + 1);
    run = diagnose_run (problem.f, problem.g, x0(:, i + 1), y0(:, i + 1), options, share);
    runs(i + 1) = run;
    budget = budget - run.calls;
    distance = [norm(double (run.x - pilot.x)) / lengths(1), norm(double (run.y - pilot.y)) / lengths(2)];
    same = NaN;
    if (run.exitflag > 0 && pilot.exitflag > 0)
      same = double (all (distance <= limits.same));
    end
    starts(end + 1) = struct ('kind', kind, 'exitflag', run.exitflag, 'stop', run.stop, 'message', run.message, 'f', run.f, ...
                              'calls', run.calls, 'distance', distance, 'same', same, 'refuted', false); %#ok<AGROW>
  end
  [found, tests] = diagnose_cross (runs, x0, y0, lower, limits.same, max (0, budget + reserve), lower_feasible (problem, options));
  refuted = found(1);
  for i = 1:numel (starts)
    starts(i).refuted = found(i + 1);
  end
end

function z = moved (z, length_of, options, block, seed)
  u = pgdqa_shared.seeded_normal (numel (z), 1, seed);
  z = pgdqa_shared.step_within (z, cast (length_of * u / norm (u), class (z)), options, block);
end
