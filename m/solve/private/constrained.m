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
    run = attempt (with_slacks (run), most_runs ());
  else
    smooth = constrained_smooth (run);
    run = constrained_active (smooth, run);
    if (~ run.stopped && ~ run.weak)
      run = attempt (run, 3);
    end
    if (run.weak || ~ run.settled)
      run = with_calls_of (smooth, run);
      if (~ run.stopped)
        run = constrained_test (run);
      end
    end
  end
  [x, y, fval, exitflag, output] = constrained_answer (run);
  [x, y, fval] = deal (cast (x, class_of), cast (y, class_of), cast (fval, class_of));
end

function run = attempt (run, most)
  most = run.runs + most;
  while (run.runs < most && ~ run.stopped)
    before = run.violation;
    run = with_weights (constrained_multipliers (constrained_run (run)), before);
    if (run.settled || run.at_rest)
      run = constrained_test (run);
      if (isempty (run.better) || run.escapes == most_escapes ())
        break;
      end
      run.escapes = run.escapes + 1;
      run.y = run.better;
    end
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

function k = most_escapes ()
  k = 4;   % from a y that does not solve the lower level
end

function k = most_with_slacks ()
  k = 60;   % lower-level variables, slacks included: so many bounds the solver follows from kink to kink
end

function run = with_calls_of (run, later)
  [run.calls, run.runs, run.stopped] = deal (later.calls, later.runs, later.stopped);
end

function run = started (levels, problem, options, con)
  [n, m] = deal (numel (problem.x0), numel (problem.y0));
  run = struct ('n', n, 'm', m, 'con', con, 'options', con.options, 'clock', tic (), 'ranks', problem.ranks, 'calls', struct ('total', 0, 'con_value', 0, 'con_grad', 0), 'runs', 0, ...
                'settled', false, 'stopped', false, 'escapes', 0, 'refuted', false, 'rested', 0, 'at_rest', false, 'violation', Inf, 't', 0, ...
                'unbounded', 0, 'better', [], 'length', norm (problem.y0), 'nearest', struct ('x', [], 'y', [], 'violation', Inf), ...
                'counted', struct ('lower', [0, 0], 'upper', [0, 0]));
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
  run.unit = struct ('f', slope_scale (run.levels.f, run.x, run.y), 'g', slope_scale (run.levels.g, run.x, run.y));
  run.rows = con.lower;
  run.mult = zeros (size (con.lower.b));
  run.upper = zeros (size (con.upper.b));
  run.rho = struct ('f', 10 * run.unit.f, 'g', 100 * run.unit.g);
  run.slack = zeros (0, 1);
  [run.lead, run.push] = deal (run.mult);   % push: the part of lead that grows while constraints are violated
end

function s = slope_scale (objective, x, y)
  % the size of its second derivatives in y, from two gradients; where it is linear there, of its slope over the length of y
  compiled = pgdqa_shared.core ();
  d = pgdqa_shared.seeded_normal (numel (y), 1, 1);
  d = 1e-3 * (1 + norm (y)) / norm (d) * d;
  [~, ~, here] = compiled ('eval', objective, x, y);
  [~, ~, there] = compiled ('eval', objective, x, y + d);
  s = double (max (norm (there - here) / norm (d), norm (here) / (1 + norm (y))));
  if (~ (s > 0 && isfinite (s)))
    s = 1;
  end
end

function run = with_slacks (run)
  % every lower inequality is an equation with a slack
  run.slack = reshape (find (~ run.rows.equal), [], 1);
  run.how = zeros (size (run.rows.b));
  run.y = with_slack (run, run.x, run.y);
  run.options.YMin = [run.low; zeros(numel (run.slack), 1)];
  run.options.YMax = [run.high; Inf(numel (run.slack), 1)];
end
