% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_descend (s)
  % s = search_descend (s)   local runs from the best points, at most half of the starts
  %
  % A point is no start if a better one, or the end of a run, lies within the critical distance, what separates as many
  % points spread evenly.  Points worse than the best are starts too, since x has not been optimised there.
  critical = numel (s.points) ^ (-1 / numel (s.low_x));
  [~, order] = sort ([s.points.f]);
  probes = s.points(order);
  runs = 0;
  for k = 1:numel (probes)
    better = [probes(1:k-1), s.points(strcmp ({s.points.origin}, 'run'))];
    if (strcmp (probes(k).origin, 'start') || runs >= ceil (s.starts / 2) ...
        || (~ isempty (better) && any (search_apart ([better.x], probes(k).x, s.width_x) < critical)))
      continue;
    end
    [s, r] = search_run (s, probes(k).x, probes(k).y, struct ('MaxCalls', s.most));
    runs = runs + 1;
    if (~ isempty (r))                               % also where the run claims its y: other points have met other wells
      [s, better] = search_challenge (s, r);
      s.points = [s.points, better];
      if (~ isempty (better))
        r.exitflag = -3;
      end
    end
    s.points = [s.points, r];
  end
end
