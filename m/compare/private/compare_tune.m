% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tuned = compare_tune (problem, options, budget, settings)
  % tuned = compare_tune (problem, options, budget, settings)   constants of one method, on a held-out problem
  %
  % Runs every combination of default x factor over the constants of compare_constants that the method's own options leave open,
  % each within the whole budget.  Where the default is 0, the method's own choice, the values are that and the factors.
  % settings  struct: TuneGrid (factors), LowerTol, TuneBy ('f_restored', 'metric' or 'metric_restored'), MetricGoal
  % tuned     struct: names (cell), values (1 x count), grid (combinations x count), score (combinations x 1), calls
  constants = compare_constants (options);
  constants = constants(~ isfield (options, {constants.name}));
  tuned = struct ('names', {{constants.name}}, 'values', [], 'grid', zeros (1, 0), 'score', NaN, 'calls', 0);
  if (isempty (constants))
    return;
  end
  tuned.grid = combinations (constants, settings.TuneGrid);
  tries = size (tuned.grid, 1);
  tuned.score = NaN (tries, 1);
  wanted = unique ({'f_restored', 'lower_opt_restored', settings.TuneBy});
  slack = NaN (tries, 1);
  for i = 1:tries
    run = compare_run (problem, with_values (options, constants, tuned.grid(i, :)), budget, wanted, false);
    tuned.calls = tuned.calls + run.calls.total;
    tuned.score(i) = run.final.(settings.TuneBy);
    slack(i) = run.final.lower_opt_restored;
  end
  best = choose (tuned.score, slack <= settings.LowerTol, slack, sign_of (settings));
  tuned.values = tuned.grid(best, :);
end

function direction = sign_of (settings)
  direction = 1;
  if (strncmp (settings.TuneBy, 'metric', 6) && strcmp (settings.MetricGoal, 'max'))
    direction = -1;
  end
end

function best = choose (score, allowed, slack, direction)
  % The best score among those with the lower level solved; where there is none, the least lower_opt.
  score = direction * score;
  score(~ allowed | isnan (score)) = Inf;
  [value, best] = min (score);
  if (isinf (value))
    slack(isnan (slack)) = Inf;
    [~, best] = min (slack);
  end
end

function rows = combinations (constants, factors)
  rows = zeros (1, 0);
  factors = factors(:);
  for i = 1:numel (constants)
    values = [0; factors];
    if (constants(i).default > 0)
      values = constants(i).default * factors;
    end
    count = size (rows, 1);
    rows = [kron(rows, ones (numel (values), 1)), repmat(values, count, 1)];
  end
end

function options = with_values (options, constants, values)
  for i = 1:numel (constants)
    options.(constants(i).name) = values(i);
  end
end
