% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, best] = search_measure (s, best)
  % [s, best] = search_measure (s, best)   a point without a run of its own gets the output of one of no iterations, and an
  % exitflag; [] if that fails
  %
  % Within what is reserved for it.  Where g is flat (origin "flat"), the lower level is not solved again: there all y count as
  % solutions whose g differs by less than the tolerance of the search.
  o = s;
  o.stopped = false;
  o.left = s.left + s.reserve;
  o.seconds = Inf;
  options = struct ('MaxIter', 0, 'OutputFcn', [], 'PlotFcn', []);
  if (strcmp (best.origin, 'flat'))
    options = pgdqa_shared.overlaid (options, struct ('Schedule', 'fixed', 'Search', [], 'TolFun', [], 'LowerSolve', [], ...
                                                      'Restore', false, 'Starts', 0));
  end
  [o, r] = search_run (o, best.x, best.y, options);
  if (strcmp (best.origin, 'tie'))
    [o, r] = keep_branch (o, best, r, options);
  end
  s.calls = o.calls;
  if (isempty (r))
    best = [];
    return;
  end
  left = search_apart (r.y, best.y, s.width_y) >= s.same;
  solved = r.output.lower.value_gap == 0 && r.output.lower.restored;
  stop = 'sampled';
  if (strcmp (best.origin, 'flat'))
    stop = 'degenerate';
  elseif (strcmp (best.origin, 'tie'))
    [s, partner, rises] = other_side (s, best);
    r.output.lower.tied = struct ('x', partner.x, 'y', partner.y, 'f', partner.f);
    stop = 'tie_unproven';
    if (solved && rises && ~ left)
      stop = 'tie';
    end
  end
  r.origin = best.origin;
  [r.output.history, r.output.iterations] = deal (s.points(1).output.history, s.points(1).output.iterations);
  r.output = with_stop (r.output, stop);
  r.exitflag = r.output.exitflag;
  best = r;
end

function [s, r] = keep_branch (s, best, r, options)
  % Where y leaves the branch of best, its end is a little farther from the end of the other branch.
  ends = other_ends (s, best);
  for k = 0:12
    if (isempty (r) || isempty (ends) || search_apart (r.y, best.y, s.width_y) < s.same)
      return;
    end
    away = best.x - ends(1).x;
    away(away == 0) = eps;
    step = away / norm (away ./ s.width_x) * 1e-10 * 4 ^ k;
    [s, r] = search_run (s, min (max (best.x + step, s.low_x), s.high_x), best.y, options);
  end
end

function ends = other_ends (s, best)
  % the ends of other branches at ties, the nearest first
  ends = s.points(strcmp ({s.points.origin}, 'tie'));
  ends = ends(arrayfun (@(p) ~ isequal (p.x, best.x), ends));
  if (~ isempty (ends))
    [~, order] = sort (search_apart ([ends.x], best.x, s.width_x));
    ends = ends(order);
  end
end

function [s, partner, rises] = other_side (s, best)
  % the end of the other branch; rises: with one x, whether f is greater a little further on this side
  ends = other_ends (s, best);
  partner = ends(1);
  rises = false;
  if (numel (best.x) == 1)
    x = best.x + 1e-4 * s.width_x * sign (best.x - partner.x);
    [s, q] = search_lower (s, min (max (x, s.low_x), s.high_x), best.y);
    rises = ~ isempty (q) && q.f > best.f;
  end
end
