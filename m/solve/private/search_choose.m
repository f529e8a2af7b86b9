% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, best] = search_choose (s)
  % [s, best] = search_choose (s)   the lowest f among points that no other y refutes, with the output of a run there
  %
  % A probe that is the best so far gets a local run of its own first, and a run that was cut short is continued, once.
  rest = s.points([s.points.exitflag] ~= -3);
  if (isempty (rest))
    rest = s.points;
  end
  continued = false;
  looked = s.points([]);                             % points from whose x it was looked elsewhere in vain
  while (true)
    k = lowest (rest);
    best = rest(k);
    [s, better] = search_challenge (s, best);
    if (isempty (better) && ~ any (arrayfun (@(q) is_near (s, q, best), looked)))
      [s, better] = look_elsewhere (s, best);
      looked = [looked, best(isempty (better))]; %#ok<AGROW>
    end
    if (~ isempty (better))
      rest(k) = better;
      continue;
    end
    if (strcmp (best.origin, 'probe'))
      rest(k).origin = 'point';
      [s, r] = search_run (s, best.x, best.y, struct ('MaxCalls', s.most));
    elseif (strcmp (best.origin, 'run') && best.exitflag == 0 && ~ s.stopped && ~ continued)
      continued = true;
      [s, r] = search_run (s, best.x, best.y, struct ('WarmStart', best.output, 'MaxCalls', s.most));
    else
      break;
    end
    if (~ isempty (r) && r.exitflag ~= -3 && is_near (s, r, best))
      rest(k) = r;                                   % the same point, more accurate
    elseif (~ isempty (r) && r.f <= best.f + close_enough (best.f) && r.exitflag ~= -3)
      rest(end+1) = r; %#ok<AGROW>
    end
  end
  if (isempty (best.output))
    [s, measured] = search_measure (s, best);
    if (isempty (measured))                          % no calls are left for it
      runs = s.points(~ cellfun (@isempty, {s.points.output}));
      measured = runs(lowest (runs));
    end
    best = measured;
  end
end

function [s, better] = look_elsewhere (s, q)
  % [s, better] = look_elsewhere (s, q)   a lower g at the x of the best point, by descents from the lowest of a sample of y; [] if none is found
  better = [];
  if (s.stopped)
    return;
  end
  [s, Y] = search_sample (s, q.x, 24, s.seed + 1000);
  [s, lowest_found] = search_lower (s, q.x, Y(:,1:3));
  if (~ isempty (lowest_found) && lowest_found.g < q.g - search_tolerance (s))
    better = lowest_found;
  end
end

function yes = is_near (s, p, q)
  yes = search_apart (p.x, q.x, s.width_x) < s.same && search_apart (p.y, q.y, s.width_y) < s.same;
end

function k = lowest (points)
  % among those with nearly the least f: a certified one, else a tie, else the least
  least = min ([points.f]);
  worth = 2 * ([points.exitflag] > 0) + strcmp ({points.origin}, 'tie');
  worth([points.f] > least + close_enough (least)) = -1;
  candidates = find (worth == max (worth));
  [~, i] = min ([points(candidates).f]);
  k = candidates(i);
end

function d = close_enough (f)
  d = 1e-6 * abs (f);
end
