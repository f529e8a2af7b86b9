% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = demo_cleaning (seed, quick)
  % report = demo_cleaning (seed, quick)   mislabelled digits: the default, the paper's schedules, three baselines
  %
  % report   table (a struct a row: name, exitflag, stop, calls, time, f_returned, f_solved, accuracy, f1; NaN: there is none),
  %          x, y, exitflag, output of the default run, images (N x D), pixels, given, truth (N x 1: labels 0 .. 9),
  %          problem (name, f, g, x0, y0, options)
  sizes = [1000, 500, 1000];
  if (quick)
    sizes = [300, 200, 300];
  end
  [train, validation, test, given] = rows_of (sizes, 0.25, seed);
  r = 3e-3;
  [f, g] = pgdqa_hypercleaning (train.images, given + 1, validation.images, validation.labels + 1, r, 'Classes', 10);
  wrong = given ~= train.labels;
  x0 = zeros (sizes(1), 1);
  y0 = zeros (10 * size (train.images, 2), 1);
  bounds = struct ('XMin', -5, 'XMax', 5);

  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, y0, bounds);
  table = run_row ('pgdqa, default', test, x, y, [fval, fval], output, wrong);
  for schedule = {'fixed', 'diminishing'}
    options = with_paper (bounds, schedule{1}, quick);
    [xs, ys, fs, ~, path] = pgdqa_solve (f, g, x0, y0, options);
    table(end + 1) = run_row (['paper, ', schedule{1}], test, xs, ys, [path.fval_before, fs], path, wrong);
  end

  large = 40;                                  % the weight sigmoid (40) is 1 to rounding
  [yb, fb] = trained (f, g, large * ones (sizes(1), 1), y0);
  table(end + 1) = baseline_row ('no cleaning', test, yb, fb, 0);
  [fv, gv] = pgdqa_hypercleaning (validation.images, validation.labels + 1, validation.images, validation.labels + 1, r, 'Classes', 10);
  table(end + 1) = baseline_row ('judging images alone', test, trained (fv, gv, large * ones (sizes(2), 1), y0), NaN, NaN);
  [yb, fb] = trained (f, g, large * (1 - 2 * wrong), y0);
  table(end + 1) = baseline_row ('right labels alone', test, yb, fb, 1);

  problem = struct ('name', 'mislabelled digits', 'f', f, 'g', g, 'x0', x0, 'y0', y0, 'options', bounds);
  report = struct ('table', table, 'x', x, 'y', y, 'exitflag', exitflag, 'output', output, 'images', train.images, ...
                   'pixels', [16, 16], 'given', given, 'truth', train.labels, 'problem', problem);
end

function [train, validation, test, given] = rows_of (sizes, noise, seed)
  % Rows for training, validation and test, as structs of images and labels; given: the labels of training, some of them wrong.
  [images, labels] = demo_digits (sum (sizes), seed);
  [~, order] = sort (pgdqa_shared.seeded_uniform (sum (sizes), 10 * seed + 3));
  ends = [0, cumsum(sizes)];
  part = @(k) order(ends(k) + 1:ends(k + 1));
  chosen = @(k) struct ('images', images(part (k), :), 'labels', labels(part (k)));
  train = chosen (1);
  validation = chosen (2);
  test = chosen (3);
  [~, order] = sort (pgdqa_shared.seeded_uniform (sizes(1), 10 * seed + 4));
  wrong = order(1:round (noise * sizes(1)));
  given = train.labels;
  given(wrong) = mod (given(wrong) + 1 + floor (9 * pgdqa_shared.seeded_uniform (numel (wrong), 10 * seed + 5)), 10);
end

function options = with_paper (options, schedule, quick)
  % The paper's constants 10, 10 (arXiv:2504.17215); of ScaleX = 1, 1e3, 1e4, 1e5 the last leaves the least f solved.
  iterations = 1000;
  if (quick)
    iterations = 200;
  end
  options = pgdqa_shared.overlaid (options, struct ('Schedule', schedule, 'Regime', 'general', 'MaxIter', iterations, ...
                                                    'AlphaScale', 10, 'StepScale', 10, 'ScaleX', 1e5, 'Restore', true));
end

function [y, fval] = trained (f, g, x, y)
  % The lower level solved at x, and f there.
  [~, y, fval] = pgdqa_solve (f, g, x, y, 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', true, 'TolLower', 1e-8);
end

function row = run_row (name, test, x, y, values, output, wrong)
  % values   f as returned, and with the lower level solved;  a row counts as wrong where its weight is below 0.5
  flagged = x < 0;
  f1 = 2 * sum (flagged & wrong) / (sum (flagged) + sum (wrong));
  row = struct ('name', name, 'exitflag', output.exitflag, 'stop', output.stop, 'calls', output.calls.total, 'time', output.time, ...
                'f_returned', values(1), 'f_solved', values(2), 'accuracy', accuracy (test, y), 'f1', f1);
end

function row = baseline_row (name, test, y, fval, f1)
  row = struct ('name', name, 'exitflag', NaN, 'stop', '', 'calls', NaN, 'time', NaN, ...
                'f_returned', NaN, 'f_solved', fval, 'accuracy', accuracy (test, y), 'f1', f1);
end

function share = accuracy (test, y)
  [~, class] = max (test.images * reshape (y, size (test.images, 2), []), [], 2);
  share = mean (class - 1 == test.labels);
end
