% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function model = diagnose_model (oracle, points, lengths, seed)
  % model = diagnose_model (oracle, points, lengths, seed)   how far the linearised lower condition holds
  %
  % Both schedules replace grad_y g (z + t d) by grad_y g (z) + t J d, J = [D2_yx g, D2_yy g].  Here
  %   error (t) = ||grad_y g (z + t d) - grad_y g (z) - t J d|| / (t ||D2_yx g dx|| + t ||D2_yy g dy||)
  % at the end z of the path, along two d: back along the path (to the sampled point half-way), and a random one of the
  % lengths of the path.
  % model   t (column), error (one column for each d; NaN: not measured), slope (of the remainder: 2 is right; Inf: the
  %         condition is linear), reach (largest t up to which the error stays below the limit), names
  level = oracle.g;
  % relative rounding of J d: exact products, differences of gradients, differences of differences
  noise = 10 * eps (class (points(end).x(1) + points(end).y(1))) ^ ((2 + level.given) / 3);
  limits = pgdqa_shared.diagnose_limits ();
  t = 10 .^ (0:-0.5:-4)';
  last = points(end);
  middle = points(ceil ((numel (points) + 1) / 2));
  directions = {double(middle.x - last.x), double(middle.y - last.y)
                lengths(1) * unit(pgdqa_shared.seeded_normal (numel (last.x), 1, 100 * seed + 70)), ...
                lengths(2) * unit(pgdqa_shared.seeded_normal (numel (last.y), 1, 100 * seed + 71))};
  model = struct ('t', t, 'error', NaN (numel (t), 2), 'slope', [NaN, NaN], 'reach', [NaN, NaN], ...
                  'names', {{'along the path', 'random direction'}});
  cost = level.cost * (1 + 2 * level.hvp_cost + numel (t));
  nothing = {0, zeros(numel (last.x), 1), zeros(numel (last.y), 1)};
  for i = 1:2
    [dx, dy] = directions{i, :};
    if (norm ([dx; dy]) == 0 || ~ diagnose_affordable (oracle, cost))
      continue;
    end
    q = evaluate_or_nan (level.eval, last.x, last.y, nothing);
    v = q{3};
    try
      [~, of_x] = level.hvp (last.x, last.y, dx, 0 * dy);
      [~, of_y] = level.hvp (last.x, last.y, 0 * dx, dy);
    catch
      continue;
    end
    Jd = of_x + of_y;
    reached = norm (of_x) + norm (of_y); % along a path of lower-level solutions both cancel
    whole = reached * max ([1, lengths(lengths > 0) / norm([dx; dy])]); % as if d had the lengths of the path
    remainder = NaN (numel (t), 1);
    rounding = remainder;
    for k = 1:numel (t)
      q = evaluate_or_nan (level.eval, last.x + t(k) * dx, last.y + t(k) * dy, nothing);
      remainder(k) = norm (q{3} - v - t(k) * Jd);
      rounding(k) = noise * (norm (q{3}) + norm (v) + whole);
    end
    model.error(:, i) = remainder ./ (t * max (reached, realmin));
    [model.slope(i), model.reach(i)] = summary (t, remainder, rounding, model.error(:, i), limits.model);
  end
end

function [slope, reach] = summary (t, remainder, rounding, relative, bound)
  reach = 0;
  bad = find (~ (relative <= bound | remainder <= rounding), 1, 'last');
  if (isempty (bad))
    reach = t(1);
  elseif (bad < numel (t))
    reach = t(bad + 1);
  end
  clear_of = find (remainder > 300 * rounding);
  slope = NaN;
  if (numel (clear_of) < 3)
    if (all (isfinite (remainder)))
      slope = Inf;
    end
    return;
  end
  tail = clear_of(max (1, end - 3):end);
  line = polyfit (log10 (t(tail)), log10 (remainder(tail)), 1);
  slope = line(1);
end

function u = unit (u)
  u = u / norm (u);
end
