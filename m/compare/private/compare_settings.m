% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = compare_settings (pairs, problems)
  % s = compare_settings (pairs, problems)   the options of pgdqa_compare, checked and completed
  known = {'f', 'lower_opt', 'kkt', 'f_restored', 'lower_opt_restored', 'metric', 'metric_restored'};
  rules = {'MaxCalls', Inf, 'number', '(0, Inf]'
           'MaxTime', Inf, 'number', '(0, Inf]'
           'Cost', ones(1, 5), 'numbers', '[0, Inf)'
           'Seeds', 1, 'wholes', '[0, Inf)'
           'Spread', 0, 'number', '[0, Inf)'
           'Tune', false, 'switch', ''
           'TuneSeed', [], 'whole', '[0, Inf)'
           'TuneGrid', [0.01, 0.1, 1, 10], 'numbers', '(0, Inf)'
           'TuneBy', 'f_restored', 'word', {'f_restored', 'metric', 'metric_restored'}
           'LowerTol', 1e-3, 'number', '(0, Inf]'
           'Metric', [], 'function', 'value = metric (x, y)'
           'MetricName', 'metric', 'text', ''
           'MetricGoal', 'max', 'word', {'max', 'min'}
           'X', '', 'word', {'calls', 'time'}
           'Grid', 'log', 'grid', {'log', 'linear'}
           'Points', 40, 'whole', '[2, 1e5]'
           'Record', {}, 'words', known
           'Quantity', {}, 'words', known
           'Title', '', 'text', ''
           'Parallel', false, 'switch', ''
           'Plot', false, 'switch', ''
           'Visible', '', 'word', {'', 'on', 'off'}
           'Base', '', 'text', ''
           'Display', 'off', 'word', {'off', 'final'}};
  s = pgdqa_shared.named_options ('pgdqa_compare', rules, pairs);
  s = check_budget (s);
  if (s.Parallel && isfinite (s.MaxTime))
    error ('pgdqa:option', 'pgdqa_compare: Parallel is true with MaxTime, expected one of them: runs side by side take longer');
  end
  s = check_seeds (s, problems);
  s = complete_record (s, known);
end

function s = check_budget (s)
  if (isinf (s.MaxCalls) && isinf (s.MaxTime))
    s.MaxCalls = 1000;
  end
  if (numel (s.Cost) ~= 5 || max (s.Cost(:)) == 0)
    error ('pgdqa:option', 'pgdqa_compare: Cost is %s, expected five numbers >= 0: f_value, f_grad, g_value, g_grad, hvp', ...
           pgdqa_shared.value_text (s.Cost));
  end
  s.Cost = reshape (s.Cost, 1, 5);
  if (isempty (s.X))
    names = {'calls', 'time'};
    s.X = names{1 + isinf(s.MaxCalls)};
  end
  least = 4 * max (s.Cost);
  if (s.MaxCalls < least)
    error ('pgdqa:option', 'pgdqa_compare: MaxCalls is %g, expected at least four calls, %g', s.MaxCalls, least);
  end
end

function s = check_seeds (s, problems)
  s.Seeds = reshape (s.Seeds, 1, []);
  if (numel (unique (s.Seeds)) < numel (s.Seeds))
    error ('pgdqa:option', 'pgdqa_compare: Seeds has a seed twice');
  end
  if (isempty (s.TuneSeed))
    s.TuneSeed = max (s.Seeds) + 1;
  end
  if (s.Tune && any (s.TuneSeed == s.Seeds))
    error ('pgdqa:option', 'pgdqa_compare: TuneSeed is %d, which is among Seeds: expected a held-out seed', s.TuneSeed);
  end
  fixed = ~ all (cellfun (@(p) isa (p, 'function_handle'), problems));
  if (fixed && s.Spread == 0 && (s.Tune || numel (s.Seeds) > 1))
    error ('pgdqa:option', ['pgdqa_compare: a seed changes nothing in a problem struct with Spread 0, ' ...
           'expected a handle of the seed or Spread > 0 for several Seeds and for Tune']);
  end
end

function s = complete_record (s, known)
  if (isempty (s.Record))
    s.Record = known;
  end
  if (isempty (s.Quantity))
    s.Quantity = intersect ({'f_restored', 'lower_opt'}, s.Record);
  end
  s.Record = known(ismember (known, [s.Record, s.Quantity]));
end
