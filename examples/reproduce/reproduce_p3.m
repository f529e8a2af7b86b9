% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_p3 (mode, folder)
  % row = reproduce_p3 (mode, folder)   P3: nonconvex synthetic problem, PGD-QA and rivals with the constants of arXiv:2504.17215
  %
  % mode     'quick' (seconds) or 'full' (two minutes);  folder   receives p3.csv and p3.png
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % 80000 ticks, seeds 0..4, mean and 95 % band, beside the adaptive default.  g is drawn too: the start of the source, Newton on
  % grad_y g, ends at a lower-level maximum (g = +1) on seed 4, which f and ||grad_y g|| cannot show.
  started = tic ();
  [K, seeds, points] = run_size (mode, 80000, 4);
  [data, words] = shared_instance ();
  methods = source_methods ('nonconvex', K);
  result = run_sources (@(seed) with_value (synthetic_start ('nonconvex', data, seed)), methods, K, seeds, points, ...
                        'Record', {'f', 'lower_opt', 'f_restored', 'metric'}, 'MetricName', 'g on the path', 'MetricGoal', 'min');
  row = struct ('figure', 'P3', 'title', ['nonconvex problem, constants of the source', band_words(seeds)], 'source', 'not seen', ...
                'found', ['K 80000: general (10, .5) f -1, ||d|| < 1e-5; pl (1.5, 2) does not converge (||d|| 8.4); BOME f -.36, ||grad_y g|| .20 (seed 0); ' ...
                          'V-PBGD f -1, at g = +1 on seed 0; start of seed 4 a lower maximum, where pl (1, 1) stays (f -1, g +1)'], ...
                'measured', '', 'verdict', '', 'started', started, ...
                'see', 'f = -1 is feasible, so the multiplier tends to 0 and nothing is traded; only g tells a lower maximum (+1) from a minimum (-1)');
  formats = {'%.3f', '%.2g', '%+.3f', '%.3f', '%+.3f'};
  names = {'f', 'lower_opt', 'metric', 'f_restored', 'metric_restored'};
  start = synthetic_start ('nonconvex', data, seeds(end));
  row.measured = [words, 'f / ||grad_y g|| / g / f restored / g restored'];
  for seed = unique (seeds([1, end]))
    row.measured = sprintf ('%s, seed %d: %s', row.measured, seed, final_words (result, names, formats, seed));
  end
  row.measured = sprintf ('%s. g at the start of seed %d: %+.3f', row.measured, seeds(end), pgdqa_mex ('eval', start.g, start.x0, start.y0));
  row.verdict = verdict (result, data, K);
  row = finish_figure (row, compared_panels (result, {'f', 'f_restored', 'lower_opt', 'metric'}, {[1, 2, 6], 3:6}), folder, {'Across', 4, 'Size', [1560, 760]});
end

function problem = with_value (problem)
  problem.metric = @(x, y) pgdqa_mex ('eval', problem.g, x, y);
end

function text = verdict (result, data, K)
  % Which method ends at a lower maximum, on how many seeds, and the early constants of pl on seed 4.
  parts = {};
  for m = 1:numel (result.methods)
    label = result.methods(m).label;
    above = final_of (result, 'metric_restored', label) > -1 + 1e-6;
    solved = final_of (result, 'f_restored', label) < -1 + 1e-3 & ~ above;
    parts{end + 1} = sprintf ('%s %d (g > -1 on %d)', label, sum (solved), sum (above)); %#ok<AGROW>
  end
  problem = synthetic_start ('nonconvex', data, 4);
  options = pgdqa_options ('Schedule', 'fixed', 'Regime', 'pl', 'MaxIter', K, 'TolKKT', 0, 'TolLower', 0);
  [~, ~, f, ~, output] = pgdqa_solve (problem, options);
  text = sprintf (['of %d seeds, restored f = -1 with g = -1: %s. pl with the early constants (1, 1) from the lower maximum of seed 4: f %.3f, g %+.3f, ' ...
                   '||grad_y g|| %.0e. BOME swings (on seed 0 found -.36), and AID stops where D2_yy g is singular, as it is at these minima'], numel (result.seeds), strjoin (parts, ', '), f, output.gval, output.lower_opt);
end
