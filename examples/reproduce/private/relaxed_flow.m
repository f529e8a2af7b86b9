% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = relaxed_flow (label, problem, x0, y0, alpha, relaxation, horizon, count, wanted, dt)
  % run = relaxed_flow (label, problem, x0, y0, alpha, relaxation, horizon, count, wanted, dt)   RXGF by RK4 up to t = horizon
  %
  % run.axis is t; dt = 0.01 unless given; count points on it are kept and measured, in everything unless wanted says what (help run_path, measure_path).
  if (nargin < 9)
    wanted = {'restored', 'surrogate'};
  end
  if (nargin < 10)
    dt = 0.01;
  end
  K = round (horizon / dt);
  options = pgdqa_options ('Method', 'rxgf', 'Alpha', alpha, 'Relaxation', relaxation, 'FlowStep', dt, 'StepDecay', 0, ...
                           'Integrator', 'rk4', 'MaxIter', K, 'TolKKT', 0, 'HistoryEvery', K);
  run = measure_path (run_path (label, problem.f, problem.g, x0, y0, options, marks_of (K, count)), wanted);
  run.axis = dt * run.k;
end
