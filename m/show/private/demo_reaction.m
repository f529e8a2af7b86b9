% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = demo_reaction ()
  % report = demo_reaction ()   a lower level whose solution jumps (Mirrlees 1999), given by values alone
  %
  % report   x, y, f, exitflag, output; tied (struct x, y, f: the other lower-level solution there), first (the same: where the run
  %          from the start ended, before the search); curves (x, y, f, other_y, other_f, 1 x count: the lower-level solution on a
  %          fine grid, and the other local minimum of g, NaN where there is none)
  f = @(x, y) (x - 2) .^ 2 + (y - 1) .^ 2;
  g = @(x, y) -x .* exp (-(y + 1) .^ 2) - exp (-(y - 1) .^ 2);
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 3, 0);
  points = output.search.points;
  first = points(find (strcmp ({points.origin}, 'start'), 1));
  report = struct ('x', x, 'y', y, 'f', fval, 'exitflag', exitflag, 'output', output, 'tied', output.lower.tied, ...
                   'first', struct ('x', first.x, 'y', first.y, 'f', first.f), 'curves', curves (f, g));
end

function c = curves (f, g)
  x = 0:0.005:3;
  v = (-2:0.002:2)';
  values = g (x, v);
  middle = values(2:end-1, :);
  wells = [false(size (x)); middle <= values(1:end-2, :) & middle < values(3:end, :); false(size (x))];
  [~, best] = min (values);
  wells(sub2ind (size (wells), best, 1:numel (x))) = false;
  [found, other] = max (wells);
  y = v(best)';
  other_y = v(other)';
  other_y(~ found) = NaN;
  c = struct ('x', x, 'y', y, 'f', f (x, y), 'other_y', other_y, 'other_f', f (x, other_y));
end
