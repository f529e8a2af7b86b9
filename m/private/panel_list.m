% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function panels = panel_list (caller, panels)
  % panels = panel_list (caller, panels)   panels with all fields of the help of pgdqa_compare_plot, checked
  if (~ isstruct (panels) || isempty (panels) || ~ isfield (panels, 'curves'))
    error ('pgdqa:class', '%s: source is a %s %s, expected a result of pgdqa_compare or pgdqa_profile, or a struct array of panels', ...
           caller, size_text (panels), class (panels));
  end
  panels = filled (panels, struct ('title', '', 'xlabel', '', 'ylabel', '', 'xscale', 'linear', 'yscale', 'linear', ...
                                   'xlim', [], 'ylim', []));
  for i = 1:numel (panels)
    curves = panels(i).curves;
    if (~ isstruct (curves) || isempty (curves) || ~ all (isfield (curves, {'x', 'y'})))
      error ('pgdqa:class', '%s: curves of panel %d is a %s %s, expected a struct array with x, y and label', caller, i, ...
             size_text (curves), class (curves));
    end
    curves = filled (curves, struct ('label', '', 'low', [], 'high', [], 'look', [], 'stairs', false, 'marker', 'none'));
    for j = 1:numel (curves)
      curves(j) = checked (caller, curves(j), i, j);
    end
    panels(i).curves = reshape (curves, 1, []);
  end
end

function curve = checked (caller, curve, i, j)
  count = numel (curve.x);
  for name = {'x', 'y', 'low', 'high'}
    column = double (curve.(name{1})(:));
    if (isempty (column))
      column = NaN (count, 1);
    end
    if (numel (column) ~= count || count == 0)
      error ('pgdqa:size', '%s: %s of curve %d in panel %d has %d values, expected %d as in x', caller, name{1}, j, i, numel (column), ...
             count);
    end
    curve.(name{1}) = column;
  end
  if (isempty (curve.look))
    curve.look = j;
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
