% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_samples (mode, folder)
  % row = reproduce_samples (mode, folder)   our own figure: hyper-data cleaning against the number of training rows N
  %
  % mode     'quick' (seconds) or 'full' (two minutes);  folder   receives samples.csv and samples.png
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % Generated rows of ten classes, 50 features, 25 % wrong labels, N training and N / 2 validation rows; x = 0, W = argmin g (0, .).
  % Target: f restored within 1 % of the way from the start to the best value that any method finds.  At most 3000 calls.
  % Fixed schedules with s_x = N, constants (5, 5) and (10, 10).
  started = tic ();
  sizes = [500, 1000, 2000, 4000, 8000, 16000];
  D = 50;
  most = 3000;
  if (strcmp (mode, 'quick'))
    sizes = [100, 200];
    D = 10;
    most = 200;
  end
  calls = NaN (4, numel (sizes));
  seconds = calls;
  left = calls;
  per_call = calls;
  for k = 1:numel (sizes)
    methods = methods_for (sizes(k));
    result = pgdqa_compare (start_of (sizes(k), D), methods, 'MaxCalls', most, 'Record', {'f_restored'}, 'Points', 14);
    [calls(:, k), seconds(:, k), left(:, k), per_call(:, k)] = reached (result);
  end
  labels = {result.methods.label};
  row = struct ('figure', 'samples', 'title', 'cleaning, 25 % wrong labels, N training rows', 'source', 'none: our own figure', 'found', 'not run', ...
                'measured', '', 'verdict', '', 'started', started, 'see', 'calls hardly depend on N, seconds a call grow in proportion to it');
  parts = cell (1, 4);
  slopes = zeros (1, 4);
  for m = 1:4
    parts{m} = sprintf ('%s%s', labels{m}, sprintf (' %s', reached_calls (calls(m, :), left(m, :), '%.2g')));
    fit = polyfit (log (sizes), log (per_call(m, :)), 1);
    slopes(m) = fit(1);
  end
  row.measured = sprintf ('calls (in brackets: not reached, part of the way left) at N =%s: %s; seconds a call at the largest N%s, growing as N to the power%s', ...
                          sprintf (' %d', sizes), strjoin (parts, '; '), sprintf (' %.2g', per_call(:, end)), sprintf (' %.2f', slopes));
  row.verdict = verdict (labels, calls, seconds);
  panels = [panel_of(sizes, labels, calls, 'oracle calls to the target'), panel_of(sizes, labels, seconds, 'seconds to the target'), ...
            panel_of(sizes, labels, per_call, 'seconds a call')];
  row = finish_figure (row, panels, folder);
end

function methods = methods_for (N)
  fixed = {'Schedule', 'fixed', 'ScaleX', N, 'TolKKT', 0, 'TolLower', 0};
  methods = {struct('label', 'adaptive (default)', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
             struct('label', 'PGD-QA pl, s_x = N', 'options', pgdqa_options (fixed{:}, 'Regime', 'pl', 'StepScale', 5, 'AlphaScale', 5)), ...
             struct('label', 'PGD-QA general, s_x = N', 'options', pgdqa_options (fixed{:}, 'Regime', 'general', 'StepScale', 10, 'AlphaScale', 10)), ...
             struct('label', 'aid', 'options', pgdqa_options ('Method', 'aid'))};
end

function problem = start_of (N, D)
  data = class_rows ([N, N / 2, 16], D, 0.25);
  [f, g] = pgdqa_hypercleaning (data.A, data.given, data.Av, data.valid, 1e-3, 'Classes', 10);
  x = zeros (N, 1);
  [~, y] = pgdqa_solve (f, g, x, zeros (10 * D, 1), 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', true);
  problem = struct ('name', 'cleaning', 'f', f, 'g', g, 'x0', x, 'y0', y);
end

function [calls, seconds, left, per_call] = reached (result)
  count = numel (result.methods);
  best = Inf;
  for m = 1:count
    best = min ([best, result.runs(1, m).path.f_restored]);
  end
  calls = NaN (count, 1);
  seconds = calls;
  left = calls;
  per_call = calls;
  for m = 1:count
    path = result.runs(1, m).path;
    part = (path.f_restored - best) / (path.f_restored(1) - best);
    left(m) = min (part);
    per_call(m) = path.time(end) / path.cost(end);
    at = find (part <= 0.01, 1);
    if (~ isempty (at))
      calls(m) = path.cost(at);
      seconds(m) = path.time(at);
    end
  end
end

function text = verdict (labels, calls, seconds)
  [~, order] = min (calls(:, end));
  text = 'nobody reaches the target at the largest N';
  if (any (~ isnan (calls(:, end))))
    [~, quick] = min (seconds(:, end));
    text = sprintf ('at the largest N fewest calls %s (%d), quickest %s (%.2g s)', labels{order}, calls(order, end), labels{quick}, seconds(quick, end));
  end
  never = labels(all (isnan (calls), 2));
  if (~ isempty (never))
    text = sprintf ('%s; within the budget never: %s', text, strjoin (never, ', '));
  end
end

function panel = panel_of (sizes, labels, values, label)
  curves = struct ('label', labels, 'x', sizes, 'y', [], 'look', [], 'marker', 'o');
  for m = 1:numel (labels)
    curves(m).y = values(m, :);
    curves(m).look = m;
  end
  panel = struct ('xlabel', 'training rows N', 'ylabel', label, 'xscale', 'log', 'yscale', 'log', 'curves', curves);
end
