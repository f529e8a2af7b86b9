% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = compare_settings (pairs, problems)
  % s = compare_settings (pairs, problems)   the options of pgdqa_compare, checked and completed
  s = struct ('MaxCalls', Inf, 'MaxTime', Inf, 'Cost', ones (1, 5), 'Seeds', 1, 'Spread', 0, 'Tune', false, 'TuneSeed', [], ...
              'TuneGrid', [0.01, 0.1, 1, 10], 'TuneBy', 'f_restored', 'LowerTol', 1e-3, 'Metric', [], 'MetricName', 'metric', ...
              'MetricGoal', 'max', 'X', '', 'Grid', 'log', 'Points', 40, 'Record', {{}}, 'Quantity', {{}}, 'Title', '', ...
              'Plot', false, 'Visible', '', 'File', '', 'Display', 'off');
  s = named_options ('pgdqa_compare', s, pairs);
  s = check_budget (s);
  s = check_seeds (s, problems);
  s = check_record (s);
  check_rest (s);
end

function s = check_budget (s)
  positive (s.MaxCalls, 'MaxCalls');
  positive (s.MaxTime, 'MaxTime');
  if (isinf (s.MaxCalls) && isinf (s.MaxTime))
    s.MaxCalls = 1000;
  end
  if (~ isnumeric (s.Cost) || numel (s.Cost) ~= 5 || ~ all (s.Cost(:) >= 0 & s.Cost(:) < Inf) || max (s.Cost(:)) == 0)
    refuse ('Cost', s.Cost, 'five numbers >= 0: f_value, f_grad, g_value, g_grad, hvp');
  end
  s.Cost = reshape (double (s.Cost), 1, 5);
  if (isempty (s.X))
    names = {'calls', 'time'};
    s.X = names{1 + isinf(s.MaxCalls)};
  end
  one_of (s.X, 'X', {'calls', 'time'});
  least = 4 * max (s.Cost);
  if (s.MaxCalls < least)
    error ('pgdqa:option', 'pgdqa_compare: MaxCalls is %g, expected at least four calls, %g', s.MaxCalls, least);
  end
end

function s = check_seeds (s, problems)
  if (~ isnumeric (s.Seeds) || isempty (s.Seeds) || ~ all (whole (s.Seeds(:))))
    refuse ('Seeds', s.Seeds, 'integers >= 0');
  end
  s.Seeds = reshape (double (s.Seeds), 1, []);
  if (numel (unique (s.Seeds)) < numel (s.Seeds))
    error ('pgdqa:option', 'pgdqa_compare: Seeds has a seed twice');
  end
  if (~ isnumeric (s.Spread) || ~ isscalar (s.Spread) || ~ (s.Spread >= 0 && s.Spread < Inf))
    refuse ('Spread', s.Spread, 'a number >= 0');
  end
  one_of (s.Tune, 'Tune', {true, false});
  if (isempty (s.TuneSeed))
    s.TuneSeed = max (s.Seeds) + 1;
  end
  if (~ isnumeric (s.TuneSeed) || ~ isscalar (s.TuneSeed) || ~ whole (s.TuneSeed))
    refuse ('TuneSeed', s.TuneSeed, 'an integer >= 0');
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

function s = check_record (s)
  known = {'f', 'lower_opt', 'kkt', 'f_restored', 'lower_opt_restored', 'metric', 'metric_restored'};
  if (ischar (s.Quantity))
    s.Quantity = {s.Quantity};
  end
  if (isempty (s.Record))
    s.Record = known;
  end
  lists = {'Record', 'Quantity'};
  for i = 1:2
    list = s.(lists{i});
    if (~ iscellstr (list) || ~ all (ismember (list, known)))
      refuse (lists{i}, list, ['names among ', strjoin(known, ', ')]);
    end
    s.(lists{i}) = reshape (list, 1, []);
  end
  if (isempty (s.Quantity))
    s.Quantity = intersect ({'f_restored', 'lower_opt'}, s.Record);
  end
  s.Record = known(ismember (known, [s.Record, s.Quantity]));
end

function check_rest (s)
  one_of (s.MetricGoal, 'MetricGoal', {'max', 'min'});
  one_of (s.TuneBy, 'TuneBy', {'f_restored', 'metric', 'metric_restored'});
  one_of (s.Plot, 'Plot', {true, false});
  one_of (s.Display, 'Display', {'off', 'final'});
  one_of (s.Visible, 'Visible', {'', 'on', 'off'});
  positive (s.LowerTol, 'LowerTol');
  if (~ isempty (s.Metric) && ~ isa (s.Metric, 'function_handle'))
    refuse ('Metric', s.Metric, 'a handle value = metric (x, y)');
  end
  if (~ isnumeric (s.TuneGrid) || isempty (s.TuneGrid) || ~ all (s.TuneGrid(:) > 0 & s.TuneGrid(:) < Inf))
    refuse ('TuneGrid', s.TuneGrid, 'factors > 0');
  end
  if (~ isnumeric (s.Points) || ~ isscalar (s.Points) || ~ whole (s.Points) || s.Points < 2)
    refuse ('Points', s.Points, 'an integer >= 2');
  end
  if (ischar (s.Grid))
    one_of (s.Grid, 'Grid', {'log', 'linear'});
  elseif (~ isnumeric (s.Grid) || isempty (s.Grid) || ~ all (isfinite (s.Grid(:)) & s.Grid(:) >= 0) || any (diff (s.Grid(:)) <= 0))
    refuse ('Grid', s.Grid, 'log, linear or ascending numbers >= 0');
  end
  if (~ ischar (s.File) || ~ ischar (s.Title) || ~ ischar (s.MetricName))
    error ('pgdqa:option', 'pgdqa_compare: File, Title or MetricName is no string');
  end
end

function yes = whole (v)
  yes = v >= 0 & v < Inf & v == fix (v);
end

function positive (value, name)
  if (~ isnumeric (value) || ~ isscalar (value) || ~ (value > 0))
    refuse (name, value, 'a number > 0');
  end
end

function one_of (value, name, allowed)
  if (~ any (cellfun (@(a) isequal (a, value), allowed)))
    words = cellfun (@value_text, allowed, 'UniformOutput', false);
    refuse (name, value, strjoin (words, ' or '));
  end
end

function refuse (name, value, expected)
  error ('pgdqa:option', 'pgdqa_compare: %s is %s, expected %s', name, value_text (value), expected);
end
