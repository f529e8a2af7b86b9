% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_constraints (varargin)
  % tables = bench_constraints ()            constraints and bounds: SMD1 to SMD8, and problems of scale
  % tables = bench_constraints ('smd', ..)   only these tables: smd, quadratic, tolls, pricing, truth
  parts = {'smd', 'quadratic', 'tolls', 'pricing', 'truth'};
  if (nargin > 0)
    parts = varargin;
  end
  tables = struct ([]);
  for part = parts
    tables = [tables, feval(part{1})]; %#ok<AGROW>
  end
end

% ---- SMD ----

function t = smd ()
  t.title = 'Constraints SMD';
  t.note = ['The family of Sinha, Malo and Deb, u and v in R^3, w and z in R^2, f and g by values, bounds only, 10 random starts each, Search auto.  solved: f within 1e-3 of 0 and the lower ' ...
            'level solved to 1e-3.  false claim: exitflag > 0 where g (x, .) is lower by more than 1e-3.'];
  t.header = {'problem', 'best f', 'its lower gap', 'solved from', 'claims', 'false claims', 'calls median', 'seconds median'};
  t.rows = cell (0, numel (t.header));
  for k = 1:8
    p = smd_problem (k);
    r = struct ([]);
    for seed = 1:10
      r = [r, smd_run(p, seed)]; %#ok<AGROW>
    end
    solved = abs ([r.f]) <= 1e-3 & [r.gap] <= 1e-3;
    [~, best] = min (abs ([r.f]) + 1e3 * max ([r.gap] - 1e-3, 0));
    claim = [r.exitflag] > 0;
    t.rows(end+1,:) = {sprintf('SMD%d', k), r(best).f, r(best).gap, nnz(solved), nnz(claim), nnz(claim & [r.gap] > 1e-3), median([r.calls]), median([r.seconds])};
  end
end

function r = smd_run (p, seed)
  rand ('twister', seed);
  n = 5;
  z = p.low + (p.high - p.low) .* rand (size (p.low));
  start = tic ();
  [x, y, r.f, r.exitflag, output] = pgdqa_solve (p.f, p.g, z(1:n), z(n+1:end), 'XMin', p.low(1:n), 'XMax', p.high(1:n), 'YMin', p.low(n+1:end), ...
                                                 'YMax', p.high(n+1:end), 'MaxTime', 60);
  r.seconds = toc (start);
  r.calls = output.calls.total;
  r.gap = p.g (x, y) - least_g (p, x, y);
end

function least = least_g (p, x, y)
  % from y and where each y_i is moved along a grid, by turns
  low = p.low(numel (x)+1:end);
  high = p.high(numel (x)+1:end);
  least = p.g (x, y);
  for turn = 1:4
    for i = 1:numel (y)
      grid = [linspace(low(i), high(i), 1001), min(max (y(i) + [-1, 1]' * logspace (-6, 0, 30), low(i)), high(i))(:)'];
      values = arrayfun (@(v) p.g (x, [y(1:i-1); v; y(i+1:end)]), grid);
      [value, at] = min (values);
      if (value < least)
        [least, y(i)] = deal (value, grid(at));
      end
    end
  end
end

% ---- quadratic lower levels with known answers ----

function t = quadratic ()
  t.title = 'Constraints quadratic';
  t.note = ['f and g by pgdqa_quadratic, LowerA sparse, answers by construction (planted_qp.m).  reference: one solve of the lower level to KKT residuals of 1e-8 by an interior-point method in ' ...
            'Octave (interior_point.m).  error: of f, and of (x, y) in its norm.'];
  t.header = {'problem', 'n', 'm', 'rows', 'active', 'exitflag', 'error of f', 'error of (x, y)', 'violation', 'calls', 'runs', 'seconds', 'reference seconds', 'ratio'};
  t.rows = cell (0, numel (t.header));
  for size = {[5, 50, 30], [20, 300, 150], [50, 2000, 1000]}
    t.rows(end+1,:) = quadratic_row ('sparse rows', sparse_rows (size{1}(1), size{1}(2), size{1}(3)), {}); %#ok<AGROW>
  end
  t.rows(end+1,:) = quadratic_row ('portfolio', portfolio (5, 50), {'YMin', 0});
  t.rows(end+1,:) = quadratic_row ('portfolio', portfolio (5, 500), {'YMin', 0});
end

function p = sparse_rows (n, m, k)
  % g near |y|^2 / 2; 4 entries a row in y and 2 in x, half of the rows active
  rand ('twister', 1);
  randn ('twister', 1);
  one = ones (m, 1);
  H = speye (m) + 0.2 * spdiags ([-one, 2 * one, -one], -1:1, m, m);
  i = repmat ((1:k)', 1, 6);
  j = [ceil(n * rand (k, 2)), n + ceil(m * rand (k, 4))];
  A = sparse (i(:), j(:), randn (6 * k, 1), k, n + m);
  active = (1:k)' <= k / 2;
  p = planted_qp (H, sprandn (m, n, 0.05), A, ~active .* (0.5 + rand (k, 1)), sparse (0, n + m), active .* (0.5 + rand (k, 1)), randn (m, 1));
end

function p = portfolio (n, m)
  % g: risk by n factors and of each asset, less returns that x tilts; a budget, no short sales: a tenth of the assets is held
  rand ('twister', 2);
  randn ('twister', 2);
  F = randn (m, n) / sqrt (n);
  held = (1:m)' <= m / 10;
  y = held .* (0.5 + rand (m, 1));
  y = y / sum (y);
  H = diag (0.5 + rand (m, 1)) + F * F';
  p = planted_qp (H, -0.1 * F, [sparse(m, n), -speye(m)], y, [sparse(1, n), sparse(ones (1, m))], ~held .* (0.1 + rand (m, 1)), y);
  p.y0(:) = 1 / m;
end

function cells = quadratic_row (name, p, bounds)
  [n, m] = deal (numel (p.x), numel (p.y));
  start = tic ();
  rows_ = {'LowerA', p.A, 'LowerB', p.b};
  if (~ isempty (bounds))                           % its rows are bounds
    rows_ = bounds;
  end
  if (~ isempty (p.Aeq))
    rows_ = [rows_, {'LowerAeq', p.Aeq, 'LowerBeq', p.beq}];
  end
  [x, y, f, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, rows_{:}, 'Search', 'local', 'Threads', 1, 'MaxTime', 300);
  seconds = toc (start);
  start = tic ();
  reference = interior_point (p.H, p.C * p.x + p.q, p.A(:,n+1:end), p.b - p.A(:,1:n) * p.x, p.Aeq(:,n+1:end), p.beq - p.Aeq(:,1:n) * p.x);
  once = toc (start);
  assert (norm (reference - p.y) <= 1e-5 * (1 + norm (p.y)));
  z = [p.x; p.y];
  cells = {name, n, m, rows(p.A) + rows(p.Aeq), nnz(p.A * z >= p.b - 1e-9) + rows(p.Aeq), exitflag, abs(f - p.fval) / abs(p.fval), norm([x; y] - z) / norm(z), ...
           output.violation.lower.relative, output.calls.total, output.runs, seconds, once, seconds / once};
end

% ---- tolls on a network ----

function t = tolls ()
  t.title = 'Constraints tolls';
  t.note = ['One traveller, tolls between 0 and 5, the lower level a linear program with the equations of flow, from tolls of 0 and of 1.  best: by linear programs over all paths where these ' ...
            'are few.  close by: the most revenue of tolls that differ by 0.01, by linear programs.  gap: of the traveller''s cost above the cheapest.'];
  t.header = {'arcs', 'tolls', 'seed', 'start', 'best revenue', 'revenue', 'close by', 'gap', 'violation', 'exitflag', 'stop', 'calls', 'seconds'};
  t.rows = cell (0, numel (t.header));
  for size = {[2, 3, 3], [3, 3, 4], [3, 4, 6]}
    for seed = 1:3
      for from = [0, 1]
        t.rows(end+1,:) = toll_row (size{1}, true, seed, from); %#ok<AGROW>
      end
    end
  end
  t.rows(end+1,:) = toll_row ([10, 10, 10], false, 1, 0);
end

function cells = toll_row (size, enumerated, seed, from)
  p = toll_problem (size(1), size(2), size(3), seed);
  best = NaN;
  if (enumerated)
    best = p.revenue ();
  end
  k = numel (p.x0);
  start = tic ();
  [x, y, f, exitflag, output] = pgdqa_solve (p.f, p.g, from + p.x0, p.y0, 'LowerAeq', [sparse(rows (p.N), k), p.N], 'LowerBeq', p.b, 'YMin', 0, 'XMin', 0, 'XMax', 5, ...
                                             'MaxTime', 100, 'Search', 'local');
  seconds = toc (start);
  [least, close] = deal (cheapest (p, x), 0);
  for d = 0.01 * [zeros(k, 1), eye(k), -eye(k), ones(k, 1), -ones(k, 1)]
    [~, taken] = cheapest (p, min (max (x + d, 0), 5));
    close = max (close, taken);
  end
  cost = p.cost;
  cost(p.taxed) += x;
  cells = {numel(p.y0), k, seed, from, best, -f, close, cost' * y - least, output.violation.lower.relative, exitflag, output.stop, output.calls.total, seconds};
end

function [least, revenue] = cheapest (p, x)
  % cost of the cheapest path, and among paths within 1e-7 of it one with the most revenue
  cost = p.cost;
  cost(p.taxed) += x;
  cost(p.taxed) -= 1e-7 * x;
  y = glpk (cost, p.N, p.b, zeros (size (cost)), [], repmat ('S', 1, rows (p.N)), repmat ('C', 1, numel (cost)), 1);
  revenue = x' * y(p.taxed);
  cost(p.taxed) += 1e-7 * x;
  least = cost' * y;
end

% ---- prices with capacities ----

function t = pricing ()
  t.title = 'Constraints pricing';
  t.note = ['A customer with a quadratic utility buys n products whose prices x are set for the most revenue x'' y, and m - n others, within m / 4 capacities, y >= 0.  below: how far f (x, y (x)), with ' ...
            'y (x) by interior points, falls below the f returned in a search by coordinates around x, over f.'];
  t.header = {'n', 'm', 'rows', 'seed', 'revenue', 'below', 'exitflag', 'stop', 'active', 'violation', 'calls', 'seconds'};
  t.rows = cell (0, numel (t.header));
  for size = {[2, 8], [5, 20], [5, 60], [10, 200]}
    for seed = 1:2
      t.rows(end+1,:) = pricing_row (size{1}(1), size{1}(2), seed); %#ok<AGROW>
    end
  end
end

function cells = pricing_row (n, m, seed)
  rand ('twister', seed);
  randn ('twister', seed);
  k = m / 4;
  R = randn (m) / sqrt (m);
  H = eye (m) + R * R' / 2;
  T = sparse (1:n, 1:n, 1, m, n);
  value = 3 + 3 * rand (m, 1);
  A = rand (k, m) .* (rand (k, m) < 0.4);
  b = 0.5 * sum (A, 2) + 0.2;
  f = pgdqa_quadratic ([], -T', []);
  g = pgdqa_quadratic ([], T', H, [], -value);
  start = tic ();
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, ones (n, 1), ones (m, 1) / 2, 'LowerA', [sparse(k, n), A], 'LowerB', b, 'YMin', 0, 'XMin', 0, 'XMax', 10, ...
                                                'Search', 'local', 'MaxTime', 100);
  seconds = toc (start);
  response = @(x) interior_point (H, T * x - value, [A; -speye(m)], [b; zeros(m, 1)], sparse (0, m), zeros (0, 1));
  revenue = @(x) x' * response (x)(1:n);
  best = -fval;
  for step = [1e-3, 1e-2, 0.1]
    for d = step * [eye(n), -eye(n)]
      best = max (best, revenue (min (max (x + d, 0), 10)));
    end
  end
  u = output.active.lower;
  cells = {n, m, k, seed, -fval, (best + fval) / abs(fval), exitflag, output.stop, nnz(u.ineqlin) + nnz(u.ymin), output.violation.lower.relative, output.calls.total, seconds};
end

% ---- truth of claims ----

function t = truth ()
  addpath (fullfile (fileparts (mfilename ('fullpath')), '..', 'tests', 'truth'));
  runs = truth_constrained_run ('', 1:20, false);
  t.title = 'Constraints truth';
  t.note = ['Random problems whose answers are known by construction (tests/truth/truth_constrained.m), 20 a family, f, g and constraints by values, Search local, MaxCalls 20000.  claims: exitflag > 0.  ' ...
            'false: claims that the judge refutes (it knows nothing of the solver): a row violated by 1e-5, g lower by 1e-5 of its variation, or f (x, y (x)) lower by 1e-5 of its range around x.  ' ...
            'reached: f is the planted one or less.  A star marks several lower-level minima.  Starts: the planted answer and a normal deviate of 0.7 in each variable.  The judge looks at most 0.03 ' ...
            'around x: it refutes what falls close by, not a local answer with a better one farther off.'];
  t.header = {'family', 'runs', 'claims', 'false', 'reached', 'exitflag 1', '2', '3', '0', '-4', 'other', 'calls median', 'calls worst', 'seconds'};
  t.rows = cell (0, numel (t.header));
  for name = unique ({runs.family}, 'stable')
    some = runs(strcmp ({runs.family}, name{1}));
    t.rows(end+1,:) = truth_row ([name{1}, {'', ' *'}{1 + some(1).many_wells}], some);
  end
  t.rows(end+1,:) = truth_row ('regular', runs([runs.regular]));
  t.rows(end+1,:) = truth_row ('all but *', runs(~ [runs.many_wells]));
end

function cells = truth_row (name, runs)
  share = arrayfun (@(k) nnz ([runs.exitflag] == k), [1, 2, 3, 0, -4]);
  cells = [{name, numel(runs), nnz([runs.claim]), nnz([runs.false]), nnz([runs.reached])}, num2cell(share), ...
           {numel(runs) - sum(share), median([runs.calls]), max([runs.calls]), sum([runs.seconds])}];
end
