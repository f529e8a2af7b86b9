% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function parent = multistart_plot (result, visible)
  % parent = multistart_plot (result, visible)   waterfall: f of every start, sorted, the marker telling what the point is worth
  %
  % Values far above the others (more than 10 ranges of the lower three quarters) are drawn at the top of the panel, which the label says.
  parent = pgdqa_shared.new_figure ('pgdqa_multistart', visible, [800, 520]);
  panel = axes ('parent', parent, 'position', [0.11, 0.13, 0.84, 0.75]);
  set (panel, 'nextplot', 'add', 'box', 'on', 'ygrid', 'on');
  shown = pgdqa_shared.drawn_values (result.runs.f);
  ran = find (isfinite (shown));
  if (isempty (ran))
    title (panel, 'no f in the range that can be drawn');
    return;
  end
  [f, order] = sort (shown(ran));
  solution = result.runs.solution(ran(order));
  flags = reshape ([result.solutions(solution).exitflag], 1, []);
  returned = min (max (pgdqa_shared.drawn_values (result.fval), f(1)), f(end));
  [f, note] = clipped (f, returned);
  k = 1:numel (f);
  ticks = unique (round (linspace (1, numel (f), min (numel (f), 12))));
  line (k, f, 'parent', panel, 'color', [0.7, 0.7, 0.7], 'linewidth', 1);
  best = line ([0.5, numel(f) + 0.5], returned * [1, 1], 'parent', panel, 'color', 'black', 'linestyle', '--');
  kinds = {'exitflag 1: answer, y certified', flags == 1, 'o', [0.00, 0.45, 0.70]; ...
           'exitflag 3: little more to come, y certified', flags == 3, 'd', [0.00, 0.62, 0.45]; ...
           'exitflag 2: y not certified', flags == 2, 's', [0.90, 0.62, 0.00]; ...
           'exitflag 0, -1, -2, -4: no answer', flags <= 0 & flags ~= -3, '^', [0.45, 0.45, 0.45]; ...
           'exitflag -3: y refuted', flags == -3, 'x', [0.84, 0.37, 0.00]};
  drawn = [];
  for i = 1:size (kinds, 1)
    at = kinds{i, 2};
    if (any (at))
      drawn(end + 1) = line (k(at), f(at), 'parent', panel, 'linestyle', 'none', 'marker', kinds{i, 3}, 'markersize', 7, ...
                             'linewidth', 1.5, 'color', kinds{i, 4}, 'markerfacecolor', kinds{i, 4}); %#ok<AGROW>
    end
  end
  names = [kinds(cellfun (@any, kinds(:, 2)), 1)', {sprintf('returned: f = %.6g, from %d of %s', result.fval, result.solutions(1).hits, ...
           pgdqa_shared.count_text (numel (f), 'start'))}];
  legend (panel, [drawn, best], names, 'location', 'northwest');
  range = max (f) - min (f);
  if (range <= flat * abs (f(end)))
    range = abs (f(end)) + (f(end) == 0);
  end
  set (panel, 'nextplot', 'replace', 'xlim', [0.5, numel(f) + 0.5], 'xtick', ticks, 'ylim', [min(f) - 0.06 * range, max(f) + 0.45 * range]);
  xlabel (panel, 'starts, sorted by f');
  ylabel (panel, ['f at the end', note]);
  title (panel, sprintf ('%s, %s, %d calls', pgdqa_shared.count_text (numel (result.runs.f), 'start'), ...
                          pgdqa_shared.count_text (numel (result.solutions), 'distinct solution'), result.calls.total));
end

function [f, note] = clipped (f, least)
  note = '';
  usual = f(1:ceil (0.75 * numel (f)));
  top = max (usual(end) + 10 * (usual(end) - usual(1)), least);
  above = f > top;
  if (any (above) && top > usual(end) + flat * abs (top))
    note = sprintf ('   (%d above %.3g drawn there)', sum (above), top);
    f(above) = top;
  end
end

function part = flat ()
  % f that differ by less are equal, but for the tolerances of the solver
  part = 1e-4;
end
