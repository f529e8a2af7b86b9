% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function linear_axis (panel, axis_name, values)
  % linear_axis (panel, axis_name, values)   axis 'x' or 'y' a little longer than values, so that none lies on its ends
  values = values(isfinite (values));
  if (isempty (values))
    return;
  end
  values = [min(values), max(values)];
  width = diff (values);
  if (~ (width > 1e-9 * max (abs (values))))
    width = max (abs (values)) + all (values == 0);
  end
  set (panel, [axis_name, 'lim'], values + 0.04 * width * [-1, 1]);
  if (all (values == round (values)) && width <= 6)
    set (panel, [axis_name, 'tick'], values(1):values(2)); % counts of iterations
  end
end
