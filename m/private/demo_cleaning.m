% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = demo_cleaning (data, options, native)
  % report = demo_cleaning (data, options, native)   hyper-data cleaning by pgdqa_solve, beside three baselines
  %
  % data       from demo_data;  options   for pgdqa_solve, Restore is set here;  native   solve in C, else with handles
  % report     table (one struct a row), weights, corrupted, x, y (as returned), y_restored, exitflag,
  %            output, restoration (the output of the restoring call), problem (name, f, g, x0, y0, options)
  r = 1e-3;
  [f, g] = demo_softmax (data, r);
  rows = size (data.train, 1);
  x0 = zeros (rows, 1);
  y0 = demo_fit (g, x0, zeros (10 * size (data.train, 2), 1));
  corrupted = data.given ~= data.truth;
  baselines = fit_baselines (data, f, g, r, corrupted, y0);

  if (native)
    [f, g] = pgdqa_hypercleaning (data.train, data.given + 1, data.validation, data.validation_labels + 1, r, 'Classes', 10);
  end
  options.Restore = false;
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, y0, options);
  restore = pgdqa_options ('Schedule', 'fixed', 'MaxIter', 0, 'Restore', true, 'TolLower', 1e-8, 'MaxCalls', 2000);
  [~, y_restored, f_restored, ~, restoration] = pgdqa_solve (f, g, x, y, restore);

  weights = 1 ./ (1 + exp (-x));
  returned = table_row ('PGD-QA, as returned', data, y, fval, output.lower_opt, weights, corrupted);
  restored = table_row ('PGD-QA, restored', data, y_restored, f_restored, ...
                        restoration.lower_opt, weights, corrupted);
  problem = struct ('name', 'hyper-data cleaning', 'f', f, 'g', g, 'x0', x0, 'y0', y0, 'options', options);
  report = struct ('table', [baselines, returned, restored], 'weights', weights, 'corrupted', corrupted, ...
                   'x', x, 'y', y, 'y_restored', y_restored, 'exitflag', exitflag, 'output', output, ...
                   'restoration', restoration, 'problem', problem);
end

function rows = fit_baselines (data, f, g, r, corrupted, y0)
  % Training on all rows, on the validation rows alone, on the rows with right labels alone.
  all_rows = Inf (size (corrupted));
  right_rows = all_rows .* (1 - 2 * corrupted);
  validation = struct ('train', data.validation, 'given', data.validation_labels, ...
                       'validation', data.validation, 'validation_labels', data.validation_labels);
  [~, g_validation] = demo_softmax (validation, r);
  no_weights = NaN (size (corrupted));

  [y, lower_opt] = demo_fit (g, all_rows, y0);
  none = table_row ('no cleaning', data, y, f.fun (all_rows, y), lower_opt, ones (size (corrupted)), corrupted);
  [y, lower_opt] = demo_fit (g, right_rows, y0);
  oracle = table_row ('clean rows alone (oracle)', data, y, f.fun (all_rows, y), ...
                      lower_opt, double (~corrupted), corrupted);
  [y, lower_opt] = demo_fit (g_validation, Inf (size (data.validation_labels)), y0);
  alone = table_row ('validation set alone', data, y, f.fun (all_rows, y), lower_opt, no_weights, corrupted);
  rows = [none, alone, oracle];
end

function row = table_row (name, data, y, fval, lower_opt, weights, corrupted)
  % One line of the report. F1 is that of finding the corrupted rows by weight < 0.5.
  clean = mean (weights(~corrupted));
  spoilt = mean (weights(corrupted));
  row = struct ('name', name, 'f', fval, 'lower_opt', lower_opt, 'accuracy', accuracy (data, y), ...
                'weight_clean', clean, 'weight_corrupted', spoilt, 'weight_gap', clean - spoilt, ...
                'f1', f1_score (weights, corrupted));
end

function share = accuracy (data, y)
  W = reshape (y, size (data.test, 2), []);
  [~, class] = max (data.test * W, [], 2);
  share = mean (class - 1 == data.test_labels);
end

function score = f1_score (weights, corrupted)
  if (any (isnan (weights)))
    score = NaN;
    return;
  end
  flagged = weights < 0.5;
  hits = sum (flagged & corrupted);
  score = 2 * hits / (sum (flagged) + sum (corrupted));
end
