% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_adaptive ()
  % tables = bench_adaptive ()   calls that Schedule adaptive takes to problems with known answers, defaults alone
  t.title = 'Adaptive schedule';
  t.note = ['Schedule adaptive with its defaults; all calls counted, certificate and probes included.  "solved": exitflag 1 and, for ' ...
            'convex, hypergradient <= 1e-7 and lower_opt <= 1e-8; for quadratic, relative error <= 1e-6; else a listed value of f ' ...
            '(nonconvex: g = -1).  "claims": exitflag > 0 without that.  "least f": runs at the lowest value listed.'];
  t.header = {'problem', 'runs', 'solved', 'claims', 'least f', 'calls median', 'calls worst', 'seconds a run'};
  t.rows = cell (0, numel (t.header));
  [stored, generated] = shared_instance ();
  if (isempty (generated))
    t.rows(end+1,:) = row ('convex 20, shared instance', @(s) pgdqa_testproblem ('convex', stored, 'handles', 'Start', s), 1:20);
  end
  t.rows(end+1,:) = row ('convex 20', @(s) pgdqa_testproblem ('convex', 20, 1 + mod (s, 10), 'handles', 'Start', s), 1:40);
  t.rows(end+1,:) = row ('convex 200', @(s) pgdqa_testproblem ('convex', 200, s, 'handles', 'Start', s), 1:3);
  for sizes = [5, 50, 200; 5, 50, 100]
    t.rows(end+1,:) = row (sprintf ('quadratic %d, %d', sizes), @(s) pgdqa_testproblem ('quadratic', sizes(1), sizes(2), s), 1:5);
  end
  t.rows(end+1,:) = row ('nonconvex 20', @(s) pgdqa_testproblem ('nonconvex', 20, 1 + mod (s, 3), 'handles', 'Start', s), 1:20);
  t.rows(end+1,:) = row ('nonconvex 20, from the maximum', @(s) at_maximum (1 + mod (s, 3), s), 1:20);
  for name = {'sine', 'lampariello', 'macal', 'nonsingleton', 'coreset', 'mirrlees'}
    t.rows(end+1,:) = row (name{1}, @(s) pgdqa_testproblem (name{1}, 'Start', s), 0:20);
  end
  t.rows(end+1,:) = row ('mirrlees, from the traps', @at_trap, 1:2);
  t.rows(end+1,:) = row ('convex 20 without products', @(s) bare (pgdqa_testproblem ('convex', 20, s, 'handles')), 1:10);
  t.rows(end+1,:) = row ('quadratic 5, 5 without products', @(s) bare (pgdqa_testproblem ('quadratic', 5, 5, s, 'handles')), 1:10);
  tables = t;
end

function cells = row (name, make, seeds)
  count = numel (seeds);
  calls = zeros (1, count);
  solved = 0;
  claims = 0;
  least = 0;
  start = tic ();
  for s = seeds
    p = make (s);
    [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Schedule', 'adaptive');
    calls(seeds == s) = output.calls.total;
    good = is_solved (name, p, x, y, fval, output);
    solved = solved + (good && exitflag == 1);
    claims = claims + (exitflag > 0 && ~ good);
    least = least + (fval <= min ([p.known(~ strcmp ({p.known.kind}, 'trap')).f]) + 1e-6 * (1 + abs (fval)));
  end
  cells = {name, count, solved, claims, least, median(calls), max(calls), toc(start) / count};
end

function good = is_solved (name, p, x, y, fval, output)
  switch (strtok (name, ' ,'))
    case 'convex'
      good = output.lower.hypergradient <= 1e-7 && output.lower_opt <= 1e-8;
    case 'quadratic'
      answer = [p.known.x; p.known.y];
      good = norm ([x; y] - answer) <= 1e-6 * norm (answer);
    case 'nonconvex'
      good = abs (p.g.fun (x, y) + 1) <= 1e-8 && output.stationarity <= 1e-6 * (1 + abs (fval));
    otherwise
      listed = p.known(~ strcmp ({p.known.kind}, 'trap'));
      good = any (abs ([listed.f] - fval) <= 1e-5 * (1 + abs (fval)));
  end
end

function p = at_maximum (instance, seed)
  % y0 = H \ x0, which solves the lower level of the convex problem with the same numbers and is a maximum of this one's
  p = pgdqa_testproblem ('nonconvex', 20, instance, 'handles', 'Start', seed);
  p.y0 = getfield (pgdqa_testproblem ('convex', 20, instance, 'Start', seed), 'y0');
end

function p = at_trap (k)
  p = pgdqa_testproblem ('mirrlees');
  trap = p.known(strcmp ({p.known.kind}, 'trap'));
  p.x0 = trap(k).x;
  p.y0 = trap(k).y;
end

function p = bare (p)
  p.g = p.g.fun;
end
