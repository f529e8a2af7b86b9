% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_p6 (mode, folder)
  % row = reproduce_p6 (mode, folder)   P6: hyper-data cleaning on pixels, constants of arXiv:2504.17215
  %
  % mode     'quick' (seconds) or 'full' (four minutes);  folder   receives p6.csv and p6.png
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % As P5 with 784 features, 25 % wrong labels, seed 0 alone (the source has five).
  started = tic ();
  quick = strcmp (mode, 'quick');
  K = 400;
  points = 9;
  if (quick)
    K = 33;
    points = 4;
  end
  data = cleaning_rows (0.25, 'pixels', quick);
  p = cleaning_problem (data, 0, 5e-2);
  methods = source_methods ('cleaning', K, {'pl', 'general', 'bome', 'vpbgd', 'adaptive'});
  [result, words, gaps, panels] = cleaning_figure (data, {p}, methods, K, points);
  row = struct ('figure', 'P6', 'title', sprintf ('cleaning, 25 %% wrong labels, %d features', size (data.A, 2)), 'source', 'not seen', 'found', 'not run', ...
                'measured', sprintf (['%s, seed 0 (%s, accuracy %.3f): accuracy, f, ||grad_y g||, accuracy restored, f restored, ' ...
                                      'weight clean/wrong: %s'], data.source, p.start, p.metric (p.x0, p.y0), words), ...
                'verdict', cleaning_verdict (result, gaps), 'started', started, ...
                'see', 'as P5: the fixed runs and the rivals leave all weights at 0.5, the adaptive default parts them');
  row = finish_figure (row, panels, folder, {'Across', 5, 'Size', [1900, 760]});
end
