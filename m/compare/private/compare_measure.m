% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function found = compare_measure (judge, x, y, wanted)
  % found = compare_measure (judge, x, y, wanted)   what pgdqa_compare records of a point; none of its calls is charged
  %
  % judge    struct: f, g (exact objectives), bounds (options struct), metric (handle or [])
  % wanted   cell array of names: f, lower_opt, kkt, f_restored, lower_opt_restored, metric, metric_restored
  % found    struct with those fields, NaN where a value could not be had, and calls (made here)
  found = struct ('calls', 0);
  if (any (ismember ({'f', 'lower_opt', 'kkt'}, wanted)))
    [~, value, output] = settle (judge, x, y, false);
    found.f = value;
    found.lower_opt = output.lower_opt;
    found.kkt = output.kkt_residual;
    found.calls = found.calls + output.calls.total;
  end
  restored = y;
  if (any (ismember ({'f_restored', 'lower_opt_restored', 'metric_restored'}, wanted)))
    [restored, value, output] = settle (judge, x, y, true);
    found.f_restored = value;
    found.lower_opt_restored = output.lower_opt;
    found.calls = found.calls + output.calls.total;
  end
  if (~ isempty (judge.metric))
    found.metric = metric_value (judge.metric, x, y);
    if (any (strcmp ('metric_restored', wanted)))
      found.metric_restored = metric_value (judge.metric, x, restored);
    end
  end
end

function [y, value, output] = settle (judge, x, y, restore)
  % The package's own measuring and restoration at fixed x; no iteration.
  options = pgdqa_options (judge.bounds, 'Method', 'pgdqa', 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', restore);
  [~, y, value, ~, output] = pgdqa_solve (judge.f, judge.g, x, y, options);
end

function value = metric_value (metric, x, y)
  value = metric (x, y);
  if (~ pgdqa_shared.kind_of (value, 'number or NaN') && ~ pgdqa_shared.kind_of (value, 'switch'))
    error ('pgdqa:oracle', 'pgdqa_compare: metric returned %s, expected a real number', pgdqa_shared.value_text (value));
  end
  value = full (double (value));
end
