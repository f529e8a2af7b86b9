% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_multipliers (run)
  % run = constrained_multipliers (run)   the multipliers after a run, how far it is from feasible, and whether it has changed little enough
  [run, r, u, J] = constrained_feasible (run);
  feasible = run.violation <= run.wanted.TolCon;
  mult = augmented_slope (r, run.mult, run.rho.g, run.how, run.t);
  upper = augmented_slope (u, run.upper, run.rho.f, double (~ run.con.upper.equal), 0);
  run.push = augmented_slope (r, run.push, run.rho.f, min (run.how, 1), 0);
  [run, adjoint] = adjoint_multiplier (run, J);
  small = @(change, whole, unit, part) norm (change) <= part * (norm (whole) + unit);
  steady = feasible && small (mult - run.mult, mult, run.unit.g, 1e-3) && small (upper - run.upper, upper, run.unit.f, 1e-5);
  if (run.t > 0 || isempty (adjoint))
    run.lead = run.push;
  else
    steady = steady && small (run.lead - adjoint, adjoint, run.unit.f, 1e-3);
    run.push = run.push * ~ feasible;
    run.lead = adjoint + run.push;
  end
  [run.mult, run.upper] = deal (mult, upper);
  [run, same] = with_signs (run);
  steady = steady && same;
  run.settled = steady && run.exitflag > 0 && (isempty (run.rows.b) || ~ isempty (adjoint));
  run.rested = (run.rested + 1) * (steady && run.exitflag ~= 0);   % runs in turn that ended at a point which changes no more
  unbounded = strcmp (run.output.stop, 'unbounded_lower');
  far = norm (run.y) > 1e5 * (1 + run.length);
  run.unbounded = run.unbounded + unbounded + (unbounded && far);
  run.stopped = run.output.exitflag == -1 || calls_left (run) < 4 || elapsed (run) >= run.wanted.MaxTime;
  run.ended = run.stopped || run.unbounded >= 2;
  run = noted (run);
end

function [run, eta] = adjoint_multiplier (run, J)
  % eta   with which f + eta' * r does not depend on r, to first order: by the multiplier w of the run's reduced gradient; []: it has none
  eta = [];
  if (isempty (run.rows.b))
    return;
  end
  w = [];
  if (~ isempty (run.slack))
    [run, w] = dense_multiplier (run);
  end
  if (isempty (w))
    w = double (run.output.state.multiplier);
  end
  if (isempty (w))
    return;
  end
  along = J(:, run.n+1:end) * w(1:run.m);
  along(run.slack) = along(run.slack) + reshape (w(run.m+1:end), [], 1);
  eta = run.lead + run.rho.g * along;
  eta(run.how == 1) = 0;
end

function [run, w] = dense_multiplier (run)
  % w   A w = -grad_y f of the run's f, A = D2_yy of its g, on the y and slacks that no bound holds; that of the run is no better than the run
  w = [];
  if (calls_left (run) < 3 * (numel (run.y) + 2))
    return;
  end
  hats = constrained_levels (run, run.levels);
  compiled = pgdqa_shared.core ();
  [~, ~, fy] = compiled ('eval', hats.f, run.x, run.y);
  [~, ~, gy] = compiled ('eval', hats.g, run.x, run.y);
  held = (run.y <= run.options.YMin & gy > 0) | (run.y >= run.options.YMax & gy < 0);
  free = find (~ held);
  run = constrained_count (run, struct ('f_grad', 1, 'g_grad', 1, 'total', 2));
  A = zeros (numel (free));
  try
    for j = 1:numel (free)
      [~, hy] = compiled ('hvp', hats.g, run.x, run.y, 0 * run.x, double ((1:numel (run.y))' == free(j)));
      A(:, j) = hy(free);
    end
  catch %#ok<CTCH>   % it has no products
    return;
  end
  run = constrained_count (run, struct ('hvp', numel (free), 'total', numel (free)));
  w = zeros (size (run.y));
  w(free) = -pinv ((A + A') / 2) * fy(free);
end

function [run, same] = with_signs (run)
  % Inequalities that are equations without a slack go free where their multiplier is negative, and violated ones become equations.
  free = ~ run.rows.equal;
  free(run.slack) = false;
  gone = free & run.how == 0 & run.mult < -1e-6 * run.unit.g;
  come = free & run.how == 1 & run.mult > 1e-6 * run.unit.g;
  run.how(gone) = 1;
  run.how(come) = 0;
  run.mult(gone) = 0;
  run.lead(gone) = 0;
  same = ~ any (gone | come);
end

function run = noted (run)
  % a row of run.history: the last one of the run's own, but f, calls and time; Display 'iter' prints it,  'final' is constrained_answer's
  row = structfun (@(column) column(end, :), run.output.history, 'UniformOutput', false);
  row.k = run.runs;
  row.f = constrained_eval (run, 'f', run.x, run.y(1:run.m));
  row.g = constrained_eval (run, 'g', run.x, run.y(1:run.m));
  run = constrained_count (run, struct ());
  [row.calls, row.time, row.phase, row.violation] = deal (run.calls.total, toc (run.clock), 0, run.violation);
  for name = fieldnames (row)'
    run.history.(name{1})(run.runs, :) = row.(name{1});
  end
  if (strcmp (run.wanted.Display, 'iter'))
    if (run.runs == 1)
      fprintf ('    run    calls             f   violation  exitflag\n');
    end
    fprintf ('%7d %8d %13.6e %11.3e %9d\n', run.runs, run.calls.total, row.f, run.violation, run.exitflag);
  end
end
