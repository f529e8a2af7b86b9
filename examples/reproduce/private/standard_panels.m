% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function panels = standard_panels (runs, axis_name, settings)
  % panels = standard_panels (runs, axis_name, settings)   six panels for finish_figure
  %
  % On the source's axis: f, a third quantity, ||grad_y g||, f restored; against oracle calls: f restored, ||grad_y g||.
  % runs       cell array of measured runs (help measure_path); one with reference true is a level line in the panels of f on the
  %            source's axis and a curve against oracle calls
  % axis_name  label of run.axis
  % settings   struct, all may be missing: third (field of a run, default 'surrogate'), third_name, lower_scale ('linear' or
  %            'log', default 'log'), level (number: a line in the panel of ||grad_y g||), level_name
  s = struct ('third', 'surrogate', 'third_name', 'hypergradient at the current y', 'lower_scale', 'log', 'level', [], 'level_name', '');
  if (nargin > 2)
    for name = fieldnames (settings)'
      s.(name{1}) = settings.(name{1});
    end
  end
  panels = [panel(runs, 'axis', 'f', axis_name, 'f as returned', 'linear', 'linear'), ...
            panel(runs, 'axis', s.third, axis_name, s.third_name, 'linear', 'log'), ...
            panel(runs, 'axis', 'lower_opt', axis_name, '||grad_y g||', 'linear', s.lower_scale), ...
            panel(runs, 'axis', 'f_restored', axis_name, 'f, lower level solved again', 'linear', 'linear'), ...
            panel(runs, 'calls', 'f_restored', 'oracle calls', 'f, lower level solved again', 'log', 'linear'), ...
            panel(runs, 'calls', 'lower_opt', 'oracle calls', '||grad_y g||', 'log', 'log')];
  if (~ isempty (s.level))
    ends = panels(3).curves(1).x;
    level = panels(3).curves(1);
    level.x = ends([1, end]);
    level.y = s.level * [1, 1];
    level.label = s.level_name;
    level.look = numel (runs) + 7;
    panels(3).curves(end + 1) = level;
  end
end

function p = panel (runs, across, up, xlabel, title, xscale, yscale)
  % Curves keep their looks; the panels on the source's axis show the reference, if at all, by its last value.
  curves = struct ('x', {}, 'y', {}, 'label', {}, 'look', {});
  plain = cellfun (@(run) ~ run.reference, runs);
  longest = cellfun (@(run) max (run.axis), runs(plain));
  for i = 1:numel (runs)
    run = runs{i};
    x = run.(across);
    y = run.(up);
    if (run.reference && strcmp (across, 'axis'))
      if (~ any (strcmp (up, {'f', 'f_restored'})))
        continue;
      end
      x = [0, max(longest)];
      y = y(end) * [1, 1];
    end
    if (strcmp (xscale, 'log'))
      x = max (x, 1);
    end
    curves(end + 1) = struct ('x', x, 'y', y, 'label', run.label, 'look', i);
  end
  p = struct ('curves', curves, 'title', title, 'xlabel', xlabel, 'ylabel', '', 'xscale', xscale, 'yscale', yscale);
end
