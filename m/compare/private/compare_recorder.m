% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = compare_recorder (what, values, ~)
  % The OutputFcn of pgdqa_compare's runs, and the tally of weighted calls.
  %
  % compare_recorder ('start', setup)   begin a run; setup has grid (1 x count, ascending), axis ('calls' or 'time'), x0, y0
  %                                     and weight (cost of a call; NaN: the calls are charged one by one)
  % compare_recorder ('charge', cost)   add to the tally
  % path = compare_recorder ('read')    struct: x (n x S), y (m x S), cost, time (1 x S): the start, then the iterates that
  %                                     are the latest at some point of the grid, then the last one told
  % stop = compare_recorder (x, values, state)   as OutputFcn; never stops
  persistent s
  out = false;
  if (~ ischar (what))
    s = tell (s, what, values);
    return;
  end
  switch (what)
    case 'start'
      s = values;
      s.tally = 0;
      s.next = 1;
      s.kept = cell (0, 4);
      s.latest = {s.x0, s.y0, 0, 0};
    case 'charge'
      s.tally = s.tally + values;
    case 'read'
      all_kept = [s.kept; s.latest];
      out = struct ('x', [all_kept{:, 1}], 'y', [all_kept{:, 2}], 'cost', [all_kept{:, 3}], 'time', [all_kept{:, 4}]);
  end
end

function s = tell (s, x, values)
  cost = s.weight * values.funccount;
  if (isnan (s.weight))
    cost = s.tally;
  end
  position = cost;
  if (strcmp (s.axis, 'time'))
    position = values.time;
  end
  passed = s.next;
  while (passed <= numel (s.grid) && s.grid(passed) < position)
    passed = passed + 1;
  end
  if (passed > s.next)
    s.kept(end + 1, :) = s.latest;
    s.next = passed;
  end
  s.latest = {x, values.y, cost, values.time};
end
