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
    options = overlaid (options, struct ('Schedule', 'fixed', 'Search', [], 'TolFun', [], 'LowerSolve', [], 'Restore', false, 'Starts', 0));
  end
  [o, r] = search_run (o, best.x, best.y, options);
  s.calls = o.calls;
  if (isempty (r))
    best = [];
    return;
  end
  solved = r.output.lower.value_gap == 0 && r.output.lower.restored;
  stop = 'sampled';
  if (strcmp (best.origin, 'flat'))
    stop = 'degenerate';
  elseif (strcmp (best.origin, 'tie'))
    [s, partner, rises] = other_side (s, best);
    r.output.lower.tied = struct ('x', partner.x, 'y', partner.y, 'f', partner.f);
    stop = 'tie_unproven';
    if (solved && rises)
      stop = 'tie';
    end
  end
  r.origin = best.origin;
  [r.output.history, r.output.iterations] = deal (s.points(1).output.history, s.points(1).output.iterations);
  r.output = with_stop (r.output, stop);
  r.exitflag = r.output.exitflag;
  best = r;
end

function [s, partner, rises] = other_side (s, best)
  % the end of the other branch; rises: with one x, whether f is greater a little further on this side
  ties = s.points(strcmp ({s.points.origin}, 'tie'));
  ties = ties(arrayfun (@(p) ~ isequal (p.x, best.x), ties));
  [~, k] = min (search_apart ([ties.x], best.x, s.width_x));
  partner = ties(k);
  rises = false;
  if (numel (best.x) == 1)
    x = best.x + 1e-4 * s.width_x * sign (best.x - partner.x);
    [s, q] = search_lower (s, min (max (x, s.low_x), s.high_x), best.y);
    rises = ~ isempty (q) && q.f > best.f;
  end
end
