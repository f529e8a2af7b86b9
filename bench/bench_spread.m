% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_spread (conditions, seeds, sizes)
  % t = bench_spread ()                           calls on quadratic lower levels with spread eigenvalues, against hypergradient methods in Octave
  % t = bench_spread (conditions, seeds, sizes)   of those conditions (default 10, 1e3), seeds (default 1) and m (default 1000)
  %
  % Calls to within 1e-4 and 1e-8 of the decrease of F, over those of spread_reference.m counted the same way.
  if (nargin < 1)
    conditions = [10, 1e3];
  end
  if (nargin < 2)
    seeds = 1;
  end
  if (nargin < 3)
    sizes = 1000;
  end
  t.title = 'Spread spectra';
  t.note = ['Quadratic lower levels (spread_problem.m), no factorisation (handles).  Calls of f, g and products until F is within ' ...
            '1e-4 / 1e-8 of its whole decrease above the optimum.  plain: y, multiplier and response by conjugate gradients to 1e-8, ' ...
            'BFGS on x.  tuned: to 0.1 times the relative reduced gradient (spread_reference.m; "-": it does not arrive in 60,000 calls).  ' ...
            'end: all calls of the run with its certificate.  outside: microseconds a call outside of f, g and products, in all of the run ' ...
            'and in plain.'];
  t.header = {'spectrum', 'condition', 'm', 'n', 'pgdqa', 'plain', 'tuned', 'end', 'exitflag', 'seconds', 'outside', 'outside of plain', 'ratio'};
  t.rows = cell (0, numel (t.header));
  logs = zeros (0, 2);
  for seed = seeds
    for m = sizes
      for condition = conditions
        for n = [1, 10, 100]
          for kind = {'log', 'clusters', 'large', 'small'}
            [cells, ratios] = row (spread_problem (kind{1}, n, m, condition, seed), kind{1}, condition);
            t.rows(end+1,:) = cells;
            logs = [logs; log(ratios)];
          end
        end
      end
    end
  end
  arrived = isfinite (logs);
  mean_of = @(k) exp (mean (logs(arrived(:,k),k)));
  t.note = sprintf ('%s  Geometric mean of the calls to 1e-8 over plain %.2f, over tuned where it arrives %.2f; worst %.2f and %.2f.', ...
                    t.note, mean_of (1), mean_of (2), exp (max (logs(arrived(:,1),1))), exp (max (logs(arrived(:,2),2))));
end

function [cells, ratios] = row (p, kind, condition)
  n = numel (p.x0);
  q = counted (p);
  start = tic ();
  [~, ~, ~, exitflag, output] = pgdqa_solve (q.f, pgdqa_objective (q.g, q.product), p.x0, p.y0, 'MaxCalls', 60000);
  seconds = toc (start);
  ours = levels ();
  aside = outside (seconds);
  start = tic ();
  spread_reference (counted (p), 0, @enough);
  aside(2) = outside (toc (start));
  plain = levels ();
  spread_reference (counted (p), 0.1, @enough);
  tuned = levels ();
  cells = {kind, condition, numel(p.y0), n, pair(ours), pair(plain), pair(tuned), output.calls.total, exitflag, seconds, aside(1), aside(2), aside(1) / aside(2)};
  ratios = ours(2) ./ [plain(2), tuned(2)];
  ratios(~ isfinite ([plain(2), tuned(2)])) = NaN;
end

function s = pair (calls)
  one = {sprintf('%d', calls(1)), sprintf('%d', calls(2))};
  one(~ isfinite (calls)) = {'-'};
  s = strjoin (one, ' / ');
end

function q = counted (p)
  global pgdqa_bench_spread
  pgdqa_bench_spread = struct ('calls', 0, 'met', [Inf, Inf], 'inside', 0);
  q = p;
  q.f = @(x, y) upper (p, x, y);
  q.g = @(x, y) noted (p.g, x, y);
  q.product = @(varargin) noted (p.product, varargin{:});
end

function varargout = noted (fun, varargin)
  global pgdqa_bench_spread
  start = tic ();
  pgdqa_bench_spread.calls++;
  varargout = cell (1, max (1, nargout));
  [varargout{:}] = fun (varargin{:});
  pgdqa_bench_spread.inside += toc (start);
end

function varargout = upper (p, x, y)
  global pgdqa_bench_spread
  varargout = cell (1, max (1, nargout));
  [varargout{:}] = noted (p.f, x, y);
  start = tic ();
  left = (p.F (x) - p.best) / (p.first - p.best);
  new = left <= [1e-4, 1e-8] & isinf (pgdqa_bench_spread.met);
  pgdqa_bench_spread.met(new) = pgdqa_bench_spread.calls;
  pgdqa_bench_spread.inside += toc (start);
end

function microseconds = outside (seconds)
  global pgdqa_bench_spread
  microseconds = 1e6 * (seconds - pgdqa_bench_spread.inside) / pgdqa_bench_spread.calls;
end

function calls = levels ()
  global pgdqa_bench_spread
  calls = pgdqa_bench_spread.met;
end

function yes = enough ()
  global pgdqa_bench_spread
  yes = all (isfinite (pgdqa_bench_spread.met)) || pgdqa_bench_spread.calls > 60000;
end
