% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_decay ()
  % decay of the running average of the squared KKT residual with the budget K, against the theory's exponents
  p = pgdqa_testproblem ('convex', 20, 1);
  K = 1.6e4 * 2 .^ (0:4);
  rows = cell (0, numel (K) + 3);
  for regime = {'pl', 'general'; 1, 10; 0.5, 10; -2/3, -1/3}
    average = zeros (size (K));
    for i = 1:numel (K)
      average(i) = average_residual (p, {'Regime', regime{1}, 'AlphaScale', regime{2}, 'StepScale', regime{3}}, K(i));
    end
    slope = polyfit (log (K), log (average), 1);
    rows(end+1,:) = [regime(1), num2cell(average), {slope(1), regime{4}}];
  end
  t = struct ('title', 'Decay of the squared KKT residual', ...
              'note', ['Convex synthetic problem, n = m = 20, (c_a, c_g) = (1, 0.5) pl, (10, 10) general: average over the K iterations of ' ...
                       'stationarity^2 + lower_opt^2, its log-log slope over K, and the exponent the theory bounds it by.'], ...
              'header', {[{'regime'}, arrayfun(@(k) sprintf ('K = %g', k), K, 'UniformOutput', false), {'slope', 'theory'}]}, 'rows', {rows});
end

function a = average_residual (p, options, K)
  global pgdqa_bench_sum
  pgdqa_bench_sum = 0;
  pgdqa_solve (p, options{:}, 'Schedule', 'fixed', 'MaxIter', K, 'TolKKT', 0, 'OutputFcn', @add);
  a = pgdqa_bench_sum / (K + 1);
end

function stop = add (~, values, state)
  global pgdqa_bench_sum
  if (strcmp (state, 'iter'))
    pgdqa_bench_sum = pgdqa_bench_sum + values.kkt_residual ^ 2;
  end
  stop = false;
end
