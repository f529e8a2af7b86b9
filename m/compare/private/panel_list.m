% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function panels = panel_list (caller, panels)
  % panels = panel_list (caller, panels)   panels with all fields of the help of pgdqa_compare_plot, checked
  if (~ isstruct (panels) || isempty (panels) || ~ isfield (panels, 'curves'))
    error ('pgdqa:class', '%s: source is a %s %s, expected a result of pgdqa_compare or pgdqa_profile, or a struct array of panels', ...
           caller, pgdqa_shared.size_text (panels), class (panels));
  end
  panels = filled (panels, struct ('title', '', 'xlabel', '', 'ylabel', '', 'xscale', 'linear', 'yscale', 'linear', ...
                                   'xlim', [], 'ylim', []));
  texts = {'title'; 'xlabel'; 'ylabel'};
  scales = {'xscale'; 'yscale'};
  rules = [texts, repmat({'text', ''}, 3, 1); scales, repmat({'word', {'linear', 'log'}}, 2, 1)
           {'curves', 'structs', 'a struct array with x, y and label'}];
  for i = 1:numel (panels)
    pgdqa_shared.check_fields (caller, sprintf ('panel %d', i), panels(i), rules, 'a panel');
    check_limits (caller, panels(i), i);
    panels(i).xlim = reshape (panels(i).xlim, 1, []);
    panels(i).ylim = reshape (panels(i).ylim, 1, []);
    curves = panels(i).curves;
    if (~ all (isfield (curves, {'x', 'y'})))
      error ('pgdqa:class', '%s: curves of panel %d lack x or y, expected a struct array with x, y and label', caller, i);
    end
    curves = filled (curves, struct ('label', '', 'low', [], 'high', [], 'look', [], 'stairs', false, 'marker', 'none'));
    for j = 1:numel (curves)
      curves(j) = checked (caller, curves(j), i, j);
    end
    panels(i).curves = reshape (curves, 1, []);
  end
end

function check_limits (caller, panel, i)
  for name = 'xy'
    limits = panel.([name, 'lim']);
    least = [-Inf, 0];
    least = least(1 + strcmp (panel.([name, 'scale']), 'log'));
    fits = pgdqa_shared.kind_of (limits, 'numbers', '[-1e100, 1e100]') && numel (limits) == 2 && limits(2) - limits(1) > 1e-100 && limits(1) > least;
    if (~ isempty (limits) && ~ fits)
      error ('pgdqa:class', '%s: field %slim of panel %d is %s, expected two ascending numbers above %g', caller, name, i, ...
             pgdqa_shared.value_text (limits), least);
    end
  end
end

function curve = checked (caller, curve, i, j)
  name = sprintf ('curve %d in panel %d', j, i);
  columns = {'x', 'y', 'low', 'high'};
  if (isempty (curve.look))
    curve.look = j;
  end
  markers = {'none', '.', 'o', 'x', '+', '*', 's', 'd', '^', 'v', '<', '>', 'p', 'h'};
  rules = [columns', repmat({'values', ''}, 4, 1)
           {'label', 'text', ''
            'look', 'whole', '[1, Inf)'
            'stairs', 'switch', ''
            'marker', 'word', markers}];
  pgdqa_shared.check_fields (caller, name, curve, rules, 'a curve with x and y');
  count = numel (curve.x);
  for column_name = columns
    column = pgdqa_shared.drawn_values (curve.(column_name{1})(:));
    if (isempty (column))
      column = NaN (count, 1);
    end
    if (numel (column) ~= count || count == 0)
      error ('pgdqa:size', '%s: %s of %s has %d values, expected %d as in x', caller, column_name{1}, name, numel (column), count);
    end
    curve.(column_name{1}) = column;
  end
end

function s = filled (s, defaults)
  for name = fieldnames (defaults)'
    if (~ isfield (s, name{1}))
      [s.(name{1})] = deal (defaults.(name{1}));
    else
      for i = 1:numel (s)
        if (isempty (s(i).(name{1})))
          s(i).(name{1}) = defaults.(name{1});
        end
      end
    end
  end
end
