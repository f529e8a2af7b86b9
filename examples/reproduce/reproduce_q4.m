% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_q4 (mode, folder)
  % row = reproduce_q4 (mode, folder)   QCQP with y > 0 by a logarithmic barrier (arXiv:2505.14647)
  %
  %   g = 0.5 ||H y - x||^2 - 0.1 sum log y,  f as in the convex problem
  %
  % y0 = 0.01 or N(0, 1) if larger, then the lower level solved from there.  alpha 0.1, eps 0.1, step 0.005 on the boundary, w as in Q1;
  % AID (lower step 0.05, upper 0.05), BOME (0.005), V-PBGD (0.05) with 10 inner steps.  g is not finite for y <= 0: a run that
  % steps there ends, or rolls back, and the row says so.
  %
  % mode     'quick' (seconds) or 'full' (2 minutes)
  % folder   where q4.csv and q4.png go
  % row      struct: figure, source, found, measured, verdict, seconds
  started = tic ();
  quick = strcmp (mode, 'quick');
  K = 8000 - 7800 * quick;
  count = 60 - 50 * quick;
  [data, words] = shared_instance ();
  problem = pgdqa_testproblem ('convex', data);
  f = problem.f;
  H = data.H;
  g = pgdqa_objective (@(x, y) barrier (H, x, y), @(x, y, vx, vy) barrier_product (H, x, y, vx, vy));
  [x0, y0] = torch_start (0, 20, 20);
  [~, y0] = pgdqa_solve (f, g, x0, max (y0, 0.01), 'Schedule', 'diminishing', 'MaxIter', 0, 'Restore', true);
  balls = [0.001, 0.01, 0.1];
  runs = cell (1, 7);
  for i = 1:3
    runs{i} = ball_path (sprintf ('QCQP, w %g', balls(i)), f, g, x0, y0, balls(i), 0.005, K, count);
  end
  outer = floor (K / 11);
  inner = {'InnerSteps', 10, 'MaxIter', outer, 'TolKKT', 0};
  rivals = {'AID', {'Method', 'aid', 'StepSize', 0.05, 'InnerStep', 0.05, 'CGSteps', 10}; ...
            'BOME', {'Method', 'bome', 'StepSize', 0.005, 'InnerStep', 0.005, 'StepDecay', 0, 'Eta', 0.5, 'EtaRule', 'gap'}; ...
            'V-PBGD', {'Method', 'vpbgd', 'StepSize', 0.05, 'InnerStep', 0.05, 'Penalty', 0.2, 'PenaltyRamp', 0.75}};
  for i = 1:3
    runs{3 + i} = measure_path (run_path (rivals{i, 1}, f, g, x0, y0, pgdqa_options (rivals{i, 2}{:}, inner{:}), marks_of (outer, count)));
    runs{3 + i}.axis = 11 * runs{3 + i}.k;
  end
  runs{7} = adaptive_path (f, g, x0, y0, struct ('MaxCalls', 20000));
  polished = adaptive_path (f, g, runs{3}.x(:, end), runs{3}.y_restored(:, end), struct ('MaxCalls', 20000));
  row = struct ('figure', 'Q4', 'title', 'y > 0 by a logarithmic barrier', 'started', started);
  row.source = 'not seen';
  row.found = 'no own run';
  text = cell (1, 6);
  for i = 1:6
    run = runs{i};
    text{i} = sprintf ('%s f %.3f, ||grad_y g|| %.3f, restored %.3f%s', run.label, run.f(end), run.lower_opt(end), run.f_restored(end), ended (run, K));
  end
  row.measured = sprintf ('%s%d ticks: %s; %s; from the end of w 0.1: f %.5f', words, K, strjoin (text, '; '), adaptive_words (runs{7}), polished.f(end));
  row.verdict = sprintf (['Nothing to compare with. QCQP stays above eps (||grad_y g|| %s) and is worth %s solved again, in the basin of a minimum with f %.3f: better ', ...
                          'than the adaptive default (%.3f), which ends in another basin, with a certificate, for a fraction of the calls. AID and BOME are not done at %d ticks; ', ...
                          'V-PBGD with the source''s step %s.'], listed ('%.2f', at_axis (runs(1:3), 'lower_opt', K)), ...
                         listed ('%.2f', at_axis (runs(1:3), 'f_restored', K)), polished.f(end), runs{7}.f(end), K, fate (runs{6}, K));
  row.see = 'QCQP settles with ||grad_y g|| above eps; AID and BOME are slower; V-PBGD swings; f solved again is above f as returned';
  row = finish_figure (row, standard_panels (runs, 'iterations (ticks)', struct ('lower_scale', 'linear')), folder);
end

function text = fate (run, K)
  text = 'holds out';
  if (run.axis(end) < K - 11)
    text = 'swings and ends at a point that is not finite';
  end
end

function text = ended (run, K)
  % '' for a run of full length
  text = '';
  if (run.axis(end) < K - 11)
    text = sprintf (' (ended at tick %d: exitflag %d)', run.axis(end), run.exitflag);
  end
end

function [v, gx, gy] = barrier (H, x, y)
  r = H * y - x;
  v = Inf;
  gx = -r;
  gy = NaN (size (y));
  if (all (y > 0))
    v = 0.5 * (r' * r) - 0.1 * sum (log (y));
    gy = H' * r - 0.1 ./ y;
  end
end

function [hx, hy] = barrier_product (H, x, y, vx, vy)
  s = H * vy - vx;
  hx = -s;
  hy = H' * s + 0.1 * vy ./ y .^ 2;
end
