% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_p4 (mode, folder)
  % row = reproduce_p4 (mode, folder)   P4: coreset, PGD-QA and rivals with the constants of arXiv:2504.17215
  %
  % mode     'quick' (seconds) or 'full' (four minutes);  folder   receives p4.csv and p4.png
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % K = 1e5, x0 ~ N(0, 1) (four numbers of our generator), y0 = X' softmax (x0), seeds 0..4, mean and 95 % band,
  % beside the adaptive default.  inf f = 4.5 is not attained: a value below it is slack of the lower level.
  started = tic ();
  [K, seeds, points] = run_size (mode, 100000, 0);
  methods = source_methods ('coreset', K, {'pl', 'general', 'bome', 'vpbgd', 'adaptive'});
  result = run_sources (@coreset_start, methods, K, seeds, points, 'Record', {'f', 'lower_opt', 'f_restored'});
  row = struct ('figure', 'P4', 'title', ['coreset, constants of the source', band_words(seeds)], 'source', 'not seen', ...
                'found', 'K 1e5, f / ||grad_y g|| / restored: pl 4.490 .0046 4.5033; general 4.481 .0070 4.5016; BOME 4.282 .075 4.5040', ...
                'measured', ['seed 0: ', final_words(result, {'f', 'lower_opt', 'f_restored'}, {'%.3f', '%.2g', '%.4f'}, 0)], ...
                'verdict', '', 'started', started, ...
                'see', 'every fixed run dips below 4.5, the infimum, and returns above it when the lower level is solved again');
  if (numel (seeds) > 1)
    row.measured = [row.measured, '. Restored, largest of five seeds:'];
    for m = 1:numel (methods)
      row.measured = sprintf ('%s %s %.4f;', row.measured, methods{m}.label, max (final_of (result, 'f_restored', methods{m}.label)));
    end
  end
  row.verdict = verdict (result, numel (seeds) > 1);
  row = finish_figure (row, compared_panels (result, {'f', 'f_restored', 'lower_opt'}, {[1, 2, 5], 3:5}), folder);
end

function problem = coreset_start (seed)
  problem = pgdqa_testproblem ('coreset');
  numbers = torch_start (seed, 16, 16);
  problem.x0 = numbers(1:4);
  [~, ~, grad] = problem.g.fun (problem.x0, [0; 0]);
  problem.y0 = -grad;  % grad_y g = y - X' softmax (x)
end

function text = verdict (result, full)
  f = result.final;
  adaptive = final_of (result, 'f_restored', 'adaptive (default)');
  text = sprintf ('f as returned is below the infimum 4.5 in %d of %d fixed and rival runs; adaptive: restored %.6f to %.6f for %d calls at most', ...
                  sum (f.f < 4.5 - 1e-6 & ~ strcmp (f.method, 'adaptive (default)')), sum (~ strcmp (f.method, 'adaptive (default)')), ...
                  min (adaptive), max (adaptive), max (final_of (result, 'total', 'adaptive (default)')));
  if (~ full)
    return;
  end
  labels = {'PGD-QA pl', 'PGD-QA general', 'BOME'};
  listed = [4.490, 4.5033; 4.481, 4.5016; 4.282, 4.5040];
  notes = cell (1, 3);
  for i = 1:3
    value = final_of (result, 'f', labels{i});
    restored = final_of (result, 'f_restored', labels{i});
    away = max (abs ([value(1), restored(1)] - listed(i, :)));
    notes{i} = sprintf ('%s within %.4f', labels{i}, away);
  end
  text = sprintf ('seed 0 against the independent run: %s. %s', strjoin (notes, ', '), text);
end
