% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_theory (mode, folder)
  % row = reproduce_theory (mode, folder)   the rates of arXiv:2504.17215 as an experiment
  %
  % With the fixed schedules of a budget of K iterations the average over the path of stationarity^2 + lower_opt^2 is O(K^-2/3) in
  % regime pl where the lower level satisfies gradient-PL, ||grad h||^2 >= mu h, and O(K^-1/3) in regime general without it.  Problems:
  %   convex    satisfies it everywhere
  %   sine      violates it where sin (x + y - 2) = 0, along the path it holds
  %   vpbgd     likewise, with bounds on x
  %   quartic   g = sum (y - x)^4 / 4, f = |x - 1|^2 / 2 + |y + 1|^2 / 2: violates it at every lower-level solution
  % The constants (c_a, c_g) are fitted: of a grid, those with the least product of the averages at the smallest and
  % a middle K.
  %
  % Where mu h bounds ||grad h||^2, h shrinks by 1 - mu alpha gamma a step: an infeasible start adds h(0) / (mu alpha gamma K) to the
  % average, of order K^-1/3 in regime pl.  In regime general alpha gamma K = c_a c_g whatever K: the infeasibility of the start
  % shrinks by a factor that does not depend on K, and the average has a floor.  So the slope of the last octave is given beside that of all K.
  %
  % mode     'quick' (seconds: two K, one constant) or 'full' (2 minutes)
  % folder   where theory.csv and theory.png go
  % row      struct: figure, source, found, measured, verdict, seconds
  started = tic ();
  quick = strcmp (mode, 'quick');
  K = 16000 * 2 .^ (0:5);
  [data, words] = shared_instance ();
  problems = {start_of(pgdqa_testproblem ('convex', data), data.H), pgdqa_testproblem('sine', 1), pgdqa_testproblem('vpbgd', 'Start', 1), quartic()};
  if (quick)
    K = [500, 1000];
    problems = problems([1, 4]);
  end
  regimes = {'pl', -2 / 3, [0.1, 1, 10; 0.05, 0.2, 0.5]; 'general', -1 / 3, [1, 10, 100; 3, 10, 30]};
  text = {};
  slopes = zeros (2, numel (problems));
  late = slopes;
  panels = [];
  for r = 1:2
    curves = struct ('x', {}, 'y', {}, 'label', {}, 'look', {}, 'marker', {});
    for p = 1:numel (problems)
      constants = fitted (problems{p}, regimes{r, 1}, regimes{r, 3}, K([1, ceil(end / 2)]), quick);
      average = zeros (size (K));
      for i = 1:numel (K)
        [average(i), ratio] = mean_square (problems{p}, regimes{r, 1}, constants, K(i));
      end
      line = polyfit (log (K), log (average), 1);
      slopes(r, p) = line(1);
      late(r, p) = diff (log (average(end-1:end))) / diff (log (K(end-1:end)));
      curves(end + 1) = struct ('x', K, 'y', average, 'label', problems{p}.name, 'look', p, 'marker', 'o');
      text{end + 1} = sprintf ('%s, %s (%g, %g): %.2g -> %.2g, slope %.2f, last octave %.2f, least ||grad h||^2 / h %.0e', regimes{r, 1}, problems{p}.name, constants, ...
                               average([1, end]), line(1), late(r, p), ratio);
    end
    bound = max (arrayfun (@(c) c.y(1), curves)) * (K / K(1)) .^ regimes{r, 2};
    curves(end + 1) = struct ('x', K, 'y', bound, 'label', 'slope of the theory (pl -2/3, general -1/3)', 'look', 8, 'marker', 'none');
    panels = [panels, struct('curves', curves, 'title', ['regime ', regimes{r, 1}], 'xlabel', 'K', 'ylabel', 'average squared KKT residual', ...
                             'xscale', 'log', 'yscale', 'log')];
  end
  row = struct ('figure', 'theory', 'title', 'decay of the average squared KKT residual with the budget K', 'started', started);
  row.source = 'pl with gradient-PL O(K^-2/3), general without it O(K^-1/3) [abstract; in iterations e^-1.5 and e^-3]; no figure seen';
  row.found = 'convex, K 1.6e4 .. 2.56e5: pl (1, .5) .0226 .0086 .0033, slope -.69; general (10, 10) .0367 .0159 .0084, slope -.53';
  own = average_of (problems{1}, K, quick);
  row.measured = sprintf ('%sconvex, found''s constants: pl %s, general %s. Fitted, K %g .. %g: %s', words, listed ('%.4f', own(1, :)), listed ('%.4f', own(2, :)), ...
                          K(1), K(end), strjoin (text, '; '));
  if (quick)
    own = own(:, 1) * [1, 1, 1];
  end
  row.verdict = agreement (mode, words, own, [0.0226, 0.0086, 0.0033; 0.0367, 0.0159, 0.0084], 6e-5);
  if (~ quick)
    row.verdict = sprintf (['%s pl (theory -.67): convex, sine %.2f, %.2f; vpbgd %.2f, quartic %.2f are flatter. general (theory -.33): %s, last octave %s. ', ...
                            'Two effects of an infeasible start, ours to say, flatten the average: in pl it adds h(0) / (mu alpha gamma K), of order K^-1/3 (mu fails for quartic); ', ...
                            'in general alpha gamma K = c_a c_g does not grow with K, the start''s infeasibility shrinks by a factor independent of K, and the average has a ', ...
                            'floor, lower for larger c_a c_g: for vpbgd and quartic -1/3 is NOT seen at fixed constants.'], ...
                           row.verdict, slopes(1, :), listed ('%.2f', slopes(2, :)), listed ('%.2f', late(2, :)));
  end
  row.see = 'pl: convex and sine as steep as the dashed line of the theory, vpbgd and quartic less; general: lines that flatten';
  row = finish_figure (row, panels, folder);
end

function problem = start_of (problem, H)
  [problem.x0, problem.y0] = torch_start (0, 20, 20, H);
end

function problem = quartic ()
  f = pgdqa_terms (pgdqa_term ('square', eye (2), [], [-1; -1], 0.5), pgdqa_term ('square', [], eye (2), [1; 1], 0.5));
  g = pgdqa_terms (pgdqa_term ('half-norm-square', -[1, 0], [1, 0]), pgdqa_term ('half-norm-square', -[0, 1], [0, 1]));
  problem = struct ('name', 'quartic', 'f', f, 'g', g, 'x0', [1; 0], 'y0', [-1; 0.5], 'options', struct ());
end

function constants = fitted (problem, regime, grid, K, quick)
  least = Inf;
  constants = [NaN, NaN];
  alphas = grid(1, :);
  steps = grid(2, :);
  if (quick)
    alphas = alphas(2);
    steps = steps(2);
  end
  for alpha = alphas
    for step = steps
      average = mean_square (problem, regime, [alpha, step], K(1)) * mean_square (problem, regime, [alpha, step], K(2));
      if (average < least)
        least = average;
        constants = [alpha, step];
      end
    end
  end
end

function own = average_of (problem, K, quick)
  % At the constants and budgets of the independent run.
  K = K(1:2:end);
  own = zeros (2, numel (K));
  for i = 1:numel (K)
    own(1, i) = mean_square (problem, 'pl', [1, 0.5], K(i));
    own(2, i) = mean_square (problem, 'general', [10, 10], K(i));
  end
end

function [average, ratio] = mean_square (problem, regime, constants, K)
  % Over the iterations 0..K.  The first ones by a run of their own, cut off by its budget of calls, which keeps every row of the
  % history; the rest from rows evenly spaced.  Inf for a run that ends early.
  options = pgdqa_options (problem.options, 'Schedule', 'fixed', 'Regime', regime, 'AlphaScale', constants(1), 'StepScale', constants(2), ...
                           'MaxIter', K, 'TolKKT', 0, 'TolLower', 0, 'HistoryEvery', ceil (K / 4000));
  [~, ~, ~, ~, output] = pgdqa_solve (problem.f, problem.g, problem.x0, problem.y0, options);
  ratio = output.pl_ratio(1);
  average = Inf;
  if (output.iterations < K)
    return;
  end
  first = min (K, 3900);
  options.HistoryEvery = 1;
  options.MaxCalls = max (4, 3 * first);
  [~, ~, ~, ~, start] = pgdqa_solve (problem.f, problem.g, problem.x0, problem.y0, options);
  early = squares (start.history, 0, K);
  late = squares (output.history, numel (early), K);
  average = sum (early) / (K + 1);
  if (~ isempty (late))
    average = average + mean (late) * (K + 1 - numel (early)) / (K + 1);
  end
end

function values = squares (history, low, high)
  values = history.kkt_residual(history.phase == 0 & history.k >= low & history.k <= high) .^ 2;
end
