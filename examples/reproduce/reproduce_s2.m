% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_s2 (mode, folder)
  % row = reproduce_s2 (mode, folder)   RXGF on the convex synthetic problem: the relaxation eps (arXiv:2501.16520)
  %
  % mode     'quick' (seconds) or 'full' (a minute)
  % folder   where s2.csv and s2.png go
  % row      struct: figure, source, found, measured, verdict, seconds
  started = tic ();
  quick = strcmp (mode, 'quick');
  horizon = 200 - 197 * quick;
  middle = horizon / 2;
  slack = [0.05, 0.1, 0.2, 0.5];
  if (quick)
    slack = [0.1, 0.5];
  end
  [data, words] = shared_instance ();
  problem = pgdqa_testproblem ('convex', data);
  [x0, y0] = torch_start (0, 20, 20, data.H);
  runs = arrayfun (@(e) relaxed_flow (sprintf ('RXGF, eps %g', e), problem, x0, y0, 0.1, e, horizon, 101 - 90 * quick), slack, ...
                   'UniformOutput', false);
  adaptive = adaptive_path (problem.f, problem.g, x0, y0);
  best = problem.known(1).f;
  f = at_axis (runs, 'f', middle);
  again = at_axis (runs, 'f_restored', middle);
  row = struct ('figure', 'S2', 'title', 'RXGF, convex problem, alpha 0.1, relaxation eps', 'started', started);
  row.source = 't 200: f -.961 -1 -1 -1, ||grad_y g|| = eps, surrogate 4e-6 8e-6 1e-5 4e-5; larger eps drops earlier (another, unseeded instance)';
  row.found = 't 100: f 1.109 .903 .433 -.998, restored 2.41 4.54 3.96 6.49';
  row.measured = sprintf ('%st %g: f %s, restored %s; t %g: f %s, ||grad_y g|| %s, restored %s; %s', words, middle, listed ('%.3f', f), ...
                          listed ('%.2f', again), horizon, listed ('%.3f', at_axis (runs, 'f', horizon)), ...
                          listed ('%.3f', at_axis (runs, 'lower_opt', horizon)), ...
                          listed ('%.2f', at_axis (runs, 'f_restored', horizon)), adaptive_words (adaptive));
  reach = 0.5 / min (svd (data.H)) ^ 2;
  row.verdict = [agreement(mode, words, [f; again], [1.109, 0.903, 0.433, -0.998; 2.41, 4.54, 3.96, 6.49], [1e-3; 6e-3] * ones (1, 4)), ...
                 sprintf(' The low f is slack, not a solution: the exact optimum is %.3f, f falls below it where eps allows, and y may be off by eps / sigma_min (H)^2, %.0f for eps 0.5; 2.41 of eps 0.05, below the adaptive answer, is no stationary point.', ...
                         best, reach)];
  row.see = sprintf ('larger eps gives lower f and drops earlier, for eps 0.5 below the exact optimum %.3f, but solved again f is the higher', best);
  row = finish_figure (row, standard_panels ([runs, {adaptive}], 't', struct ('lower_scale', 'linear')), folder);
end
