% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = relaxed_flow (label, problem, x0, y0, alpha, relaxation, horizon, count)
  % run = relaxed_flow (label, problem, x0, y0, alpha, relaxation, horizon, count)   RXGF by RK4 with dt = 0.01 up to t = horizon
  %
  % run.axis is t; count points on it are kept and measured (help run_path, measure_path).
  dt = 0.01;
  K = round (horizon / dt);
  options = pgdqa_options ('Method', 'rxgf', 'Alpha', alpha, 'Relaxation', relaxation, 'FlowStep', dt, 'StepDecay', 0, ...
                           'Integrator', 'rk4', 'MaxIter', K, 'TolKKT', 0, 'HistoryEvery', K);
  run = measure_path (run_path (label, problem.f, problem.g, x0, y0, options, marks_of (K, count)));
  run.axis = dt * run.k;
end
