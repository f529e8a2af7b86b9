% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_smooth (run)
  % run = constrained_smooth (run)   runs with the inequalities and bounds of the lower level smoothed, less each time
  %
  % y (x) is smooth then, and at the end g is within some T of its least value.
  run.rows = with_bounds (run);
  run.how = 2 * double (~ run.rows.equal);
  run.mult = zeros (size (run.rows.b));
  [run.lead, run.push] = deal (run.mult);
  run.options = rmfield (run.options, intersect (fieldnames (run.options), {'YMin', 'YMax'}));
  steps = [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9; 10, 10, 100, 100, 100, 1000, 1000, 1000, 1e4, 1e4];
  most = size (steps, 2) + 4;   % the last again, until the multipliers are right
  for k = 1:most
    step = steps(:, min (k, end));
    run.t = step(1) * run.unit.g;
    run.rho = struct ('f', 10 * run.unit.f, 'g', step(2) * run.unit.g);
    run = constrained_multipliers (constrained_run (run));
    if (run.stopped || (k >= size (steps, 2) && run.violation <= run.wanted.TolCon))
      break;
    end
  end
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
