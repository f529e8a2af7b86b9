% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = constrained (levels, problem, options, con)
  % [x, y, fval, exitflag, output] = constrained (levels, problem, options, con)   runs with constraints CON (constraints_of)
  %
  % By augmented Lagrangians at both levels.  A lower-level inequality c <= 0 becomes the equation r = c + s = 0 with a slack s >= 0, which the
  % lower level chooses together with y.  A run minimises
  %
  %   f + lead' * r + rho_f ||r||^2 / 2 + (upper rows)   subject to   (y, s) in argmin g + mult' * r + rho_g ||r||^2 / 2, bounds,
  %
  % and after each the multipliers change: MULT by rho_g r, those of the upper rows likewise.  LEAD is the multiplier with which f does not depend
  % on r to first order, so that the reduced gradient is the one under the constraints; while these are violated rho_f r is added from run to run
  % (push), so that the upper level gains nothing by pressing the lower level out of them.
  %
  % Many inequalities (most_with_slacks) get no slacks: they are smoothed, from run to run less (constrained_smooth), and then, where that can
  % be, the active ones taken for equations (constrained_active).
  %
  % In double precision; x and y come back in the class of the start.
  class_of = class (problem.x0(1) + problem.y0(1));
  [problem.x0, problem.y0] = deal (double (problem.x0), double (problem.y0));
  run = started (levels, problem, options, con);
  if (run.m + sum (~ run.rows.equal) <= most_with_slacks ())
    run = constrained_starts (run, @(from, most) attempt (with_slacks (from), most), most_runs ());
  else
    run = by_active_rows (run);
  end
  [x, y, fval, exitflag, output] = constrained_answer (run);
  [x, y, fval] = deal (cast (x, class_of), cast (y, class_of), cast (fval, class_of));
end

function run = by_active_rows (begun)
  % The path is followed until the active rows, taken for equations, lead to a claim.  Else its end is the answer.
  smooth = constrained_smooth (begun, true);
  run = with_active_rows (smooth, begun);
  if (smooth.paused && ~ run.stopped && ~ run.settled)
    smooth = constrained_smooth (constrained_recall (smooth, run), false);
    run = with_active_rows (smooth, begun);
  end
  if (run.weak || ~ run.settled)
    run = constrained_recall (smooth, run);
    if (~ run.ended)
      run = constrained_test (run);
    end
  end
end

function run = with_active_rows (smooth, begun)
  run = constrained_active (smooth, begun);
  if (~ run.ended && ~ run.weak)
    run = attempt (run, 4);
  end
end

function run = attempt (run, most)
  % up to MOST runs, until one settles; the best answer met
  most = run.runs + most;
  best = [];   % the run that ended with the lowest f where rows are met: later ones may leave it
  last = 0;    % when it was found
  [entered, tie] = deal (run, []);
  while (run.runs < most && ~ run.ended && (isempty (best) || run.runs < last + most_idle ()))
    before = run.violation;
    run = with_weights (constrained_multipliers (constrained_run (run)), before);
    [best, better] = constrained_better (best, run);
    last = last + better * (run.runs - last);
    if (run.settled || run.at_rest)
      run = constrained_test (run);
      if (isempty (run.better) || run.escapes == most_escapes ())
        break;
      end
      [run, tie] = constrained_tie (entered, run, tie);
      run.escapes = run.escapes + 1;
      run.y = run.better;
      entered = run;
      best = [];
    end
  end
  is_last = isempty (best) || best.runs == run.runs;
  if (run.stopped && ~ is_last)
    run = constrained_better (run, constrained_recall (best, run));
  elseif (~ isempty (best) && ~ run.stopped && ~ (run.settled && is_last))
    best = constrained_recall (best, run);
    [~, lower] = constrained_better (run, best);
    if (~ run.settled || lower)
      [best, tie] = constrained_tie (entered, constrained_solved (best), tie);
      run = constrained_recall (run, best);
      run.refuted = run.refuted || ~ run.settled;   % as far as it is known
      run = constrained_better (run, best);
    end
  end
  if (~ isempty (tie))
    run = constrained_better (run, constrained_recall (tie, run));
  end
end

function run = with_weights (run, before)
  % those of the next run; BEFORE: the violation after the run before
  feasible = run.violation <= run.wanted.TolCon;
  hopeless = ~ feasible && run.rho.f >= most_rho (run) && run.violation > 0.5 * before;
  run.at_rest = run.rested >= 2 || hopeless;
  if (run.rho.g < 1e4 * run.unit.g)
    run.rho = constrained_weights (run);
  elseif (~ feasible && run.violation > 0.1 * before)
    run.rho.f = min (10 * run.rho.f, most_rho (run));
    run.rho.g = min (10 * run.rho.g, 1e6 * run.unit.g);
  end
end

function rho = most_rho (run)
  rho = 1e8 * run.unit.f;
end

function k = most_runs ()
  k = 24;
end

function k = most_idle ()
  k = 8;   % runs in turn that do not lower f
end

function k = most_escapes ()
  k = 4;   % from a y that does not solve the lower level
end

function k = most_with_slacks ()
  k = 60;   % lower-level variables, slacks included: so many bounds the solver follows from kink to kink
end

function run = started (levels, problem, options, con)
  [n, m] = deal (numel (problem.x0), numel (problem.y0));
  run = struct ('n', n, 'm', m, 'con', con, 'options', con.options, 'clock', tic (), 'ranks', problem.ranks, 'calls', struct ('total', 0, 'con_value', 0, 'con_grad', 0), 'runs', 0, ...
                'history', struct (), 'settled', false, 'stopped', false, 'ended', false, 'escapes', 0, 'refuted', false, 'rested', 0, 'at_rest', false, 'violation', Inf, 'missed', Inf, 't', 0, 'step', 0, ...
                'unbounded', 0, 'better', [], 'length', norm (problem.y0), 'nearest', struct ('x', [], 'y', [], 'violation', Inf), ...
                'counted', struct ('lower', con.lower.counted, 'upper', con.upper.counted), ...
                'beside', containers.Map ({'f_value', 'f_grad', 'g_value', 'g_grad'}, {0, 0, 0, 0}));
  run.wanted = pgdqa_shared.core ('options', options);
  for name = 'fg'
    part = on_ranks (run.ranks, @() pgdqa_shared.traced ('pgdqa_solve', levels.(name), own_options (run.ranks, con.options), ...
                                                         own_x (run.ranks, problem.x0), problem.y0));
    run.levels.(name) = distributed (run.ranks, part, levels.(name));
  end
  run.low = pgdqa_shared.bound_of (con.options, 'YMin', problem.y0);
  run.high = pgdqa_shared.bound_of (con.options, 'YMax', problem.y0);
  run.x = pgdqa_shared.within_bounds (problem.x0, con.options, 'X');
  run.y = pgdqa_shared.within_bounds (problem.y0, con.options, 'Y');
  run.unit = struct ('f', slope_scale (run, 'f'), 'g', slope_scale (run, 'g'));
  run.rows = con.lower;
  run.mult = zeros (size (con.lower.b));
  run.upper = zeros (size (con.upper.b));
  run.rho = struct ('f', 10 * run.unit.f, 'g', 100 * run.unit.g);
  run = constrained_count (run, struct ());
  run.slack = zeros (0, 1);
  [run.lead, run.push] = deal (run.mult);   % push: the part of lead that grows while constraints are violated
end

function s = slope_scale (run, name)
  % the size of second derivatives in y, from two gradients; where it is linear there, of its slope over the length of y
  y = run.y;
  d = pgdqa_shared.seeded_normal (numel (y), 1, 1);
  d = 1e-3 * (1 + norm (y)) / norm (d) * d;
  [~, ~, here] = constrained_eval (run, name, run.x, y);
  [~, ~, there] = constrained_eval (run, name, run.x, y + d);
  s = double (max (norm (there - here) / norm (d), norm (here) / (1 + norm (y))));
  if (~ (s > 0 && isfinite (s)))
    s = 1;
  end
end

function run = with_slacks (run)
  % every linear lower inequality is an equation with a slack.  With one for a curved row, (y, slack) would have to follow a curved valley
  linear = (1:numel (run.rows.b))' <= numel (run.rows.b) - run.rows.curved;
  run.slack = reshape (find (~ run.rows.equal & linear), [], 1);
  run.how = double (~ run.rows.equal & ~ linear);
  run.y = with_slack (run, run.x, run.y);
  run.options.YMin = [run.low; zeros(numel (run.slack), 1)];
  run.options.YMax = [run.high; Inf(numel (run.slack), 1)];
end
