% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_smooth (run, may_pause)
  % run = constrained_smooth (run)         runs with the inequalities and bounds of the lower level smoothed, less each time
  % run = constrained_smooth (run, true)   the same; it may end early, where it tells which inequalities are active: run.paused
  % run = constrained_smooth (run, false)  and goes on from there
  %
  % y (x) is smooth then, and at the end g is within some T of its least value.
  may_pause = nargin > 1 && may_pause;
  if (run.step == 0)
    run.rows = with_bounds (run);
    run.how = 2 * double (~ run.rows.equal);
    run.mult = zeros (size (run.rows.b));
    [run.lead, run.push] = deal (run.mult);
    run.options = rmfield (run.options, intersect (fieldnames (run.options), {'YMin', 'YMax'}));
  end
  run.paused = false;
  steps = [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9; 10, 10, 100, 100, 100, 1000, 1000, 1000, 1e4, 1e4];
  last = size (steps, 2);
  most = last + 4;   % the last again, until the multipliers are right
  while (run.step < most && ~ run.ended && ~ run.paused && ~ (run.step >= last && run.violation <= run.wanted.TolCon))
    run.step = run.step + 1;
    step = steps(:, min (run.step, last));
    run.t = step(1) * run.unit.g;
    run.rho = struct ('f', 10 * run.unit.f, 'g', step(2) * run.unit.g);
    run = constrained_multipliers (constrained_run (run));
    run.paused = may_pause && step(1) <= 1e-4 && tells_active (run, 2 * sqrt (step(1)));
  end
end

function yes = tells_active (run, clear)
  % of nearly all inequalities either the multiplier or the distance is CLEARly not 0: their product is about t
  r = pgdqa_shared.constraint_residual (run.rows, run.x, run.y);
  yes = mean (run.rows.equal | max (run.mult / run.unit.g, -r) > clear) >= 0.9;
end

function rows = with_bounds (run)
  % the lower level's rows and, before those that are not linear, its bounds
  rows = run.rows;
  m = run.m;
  I = [sparse(m, run.n), speye(m)];
  below = isfinite (run.low);
  above = isfinite (run.high);
  head = 1:numel (rows.b) - rows.curved;
  tail = numel (head) + 1:numel (rows.b);
  rows.A = [rows.A(head, :); -I(below, :); I(above, :); rows.A(tail, :)];
  rows.b = [rows.b(head); -run.low(below); run.high(above); rows.b(tail)];
  extra = sum (below) + sum (above);
  rows.equal = [rows.equal(head); false(extra, 1); rows.equal(tail)];
  rows.size = [rows.size(head); ones(extra, 1); rows.size(tail)];
  rows.user = [rows.user(head, :); zeros(extra, 2); rows.user(tail, :)];
end
