% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = ball_path (label, f, g, x0, y0, ball, step, K, count, relaxation, wanted)
  % run = ball_path (label, f, g, x0, y0, ball, step, K, count, relaxation, wanted)   QCQP with the constants of arXiv:2505.14647
  %
  % alpha 0.1, eps 0.1 (or relaxation), K steps, a constant step outside; count of them are kept and measured (help run_path,
  % measure_path; wanted as there).  run.boundary is the number of steps outside.
  if (nargin < 10)
    relaxation = 0.1;
  end
  if (nargin < 11)
    wanted = {'restored', 'surrogate'};
  end
  options = pgdqa_options ('Method', 'qcqp', 'Alpha', 0.1, 'Relaxation', relaxation, 'Ball', ball, 'StepSize', step, 'StepDecay', 0, ...
                           'MaxIter', K, 'TolKKT', 0);
  outside = @(values) values.iteration < K && values.rho >= -0.1 * 1e-5;     % rho = alpha (h - eps^2)
  run = run_path (label, f, g, x0, y0, options, marks_of (K, count), outside);
  run.boundary = run.counted;
  run = measure_path (run, wanted);
end
