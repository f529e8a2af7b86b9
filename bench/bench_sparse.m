% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_sparse (n, seeds)
  % t = bench_sparse ()           time on sparse quadratics with n = m = 1e4 against a factor, exact hypergradients and L-BFGS in Octave
  % t = bench_sparse (n, seeds)   of that size, a square, and these seeds (default 1)
  if (nargin < 1)
    n = 1e4;
  end
  if (nargin < 2)
    seeds = 1;
  end
  t.title = 'Sparse quadratics';
  t.note = ['f and g by pgdqa_quadratic, n = m, D2_yy g sparse (sparse_problem.m), one thread.  Time until F is within 1e-8 of its whole decrease above the optimum, over that of ' ...
            'the reference: a Cholesky factor, exact hypergradients and L-BFGS with 20 pairs in Octave (sparse_reference.m).  whole: the run with its certificate.  Medians of three runs, ' ...
            'in turn.'];
  t.header = {'A', 'condition', 'reference ms', 'ms to 1e-8', 'to 1e-8 / reference', 'calls to 1e-8', 'whole ms', 'whole / reference', 'calls', 'exitflag', 'error'};
  t.rows = cell (0, numel (t.header));
  for seed = seeds
    for condition = [1e3, 1e6]
      for kind = {'pentadiagonal', 'laplacian', 'rough laplacian'}
        t.rows(end+1,:) = row (sparse_problem (kind{1}, n, condition, seed), kind{1}, condition);
      end
    end
  end
end

function cells = row (p, kind, condition)
  enough = p.best + 1e-8 * (p.first - p.best);
  for k = 1:3
    reference(k) = sparse_reference (p, enough);
    start = tic ();
    [x, ~, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Threads', 1, 'OutputFcn', @(varargin) until_enough (enough, varargin{:}));
    whole(k) = toc (start);
    [near(k), calls] = until_enough (enough);
    near(k) += whole(k) - output.time;               % arguments and the factor
  end
  times = 1e3 * median ([reference; near; whole], 2);
  cells = {kind, condition, times(1), times(2), times(2) / times(1), calls, times(3), times(3) / times(1), output.calls.total, exitflag, ...
           (p.F (x) - p.best) / (p.first - p.best)};
end

function [out, calls] = until_enough (enough, x, values, state)
  % an OutputFcn that notes the first iterate with f <= ENOUGH and y solved for; without x, its time and calls
  persistent at;
  if (nargin == 1)
    out = at(1);
    calls = at(2);
    return;
  end
  if (strcmp (state, 'init'))
    at = [NaN, NaN];
  end
  if (isnan (at(1)) && values.fval <= enough)
    at = [values.time, values.funccount];
  end
  out = false;
end
