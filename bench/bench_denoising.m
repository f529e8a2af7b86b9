% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_denoising (m)
  % t = bench_denoising ()    weights of the total variation, m = 2000: seconds to the optimum
  % t = bench_denoising (m)   of so many samples
  if (nargin < 1)
    m = 2000;
  end
  t.title = 'Denoising';
  t.note = ['One and ten weights exp (x) of the total variation of a signal of m samples, sqrt (d^2 + edge^2) for |d| of neighbours'' difference d (denoising_problem.m), x between -8 ' ...
            'and 4, start at x = 0, one thread.  handles: f, g and products of g; hessian: with HessianYY, too.  to 1e-6: until F at y (x) and f are within 1e-6 of F (x0) - F* ' ...
            'of F*, the least F of fminbnd, or of fminunc from the x returned over the weights inside their bounds.  error: of the f returned, likewise.'];
  t.header = {'m', 'weights', 'edge', 'way', 'seconds to 1e-6', 'calls to 1e-6', 'seconds', 'calls', 'factors', 'exitflag', 'error'};
  t.rows = cell (0, numel (t.header));
  for c = [1, 0.1; 1, 0.01; 1, 0.001; 10, 0.1; 10, 0.01; 10, 0.001]'
    p = denoising_problem (m, c(1), c(2), 1);
    t.rows(end+1,:) = row (p, c, 'hessian', pgdqa_objective (p.g.fun, 'HVP', p.g.hvp, 'HessianYY', p.hessian));
    if (c(1) == 1 && c(2) == 0.1)
      t.rows(end+1,:) = row (p, c, 'handles', p.g);
    end
  end
end

function cells = row (p, c, way, g)
  [x, ~, value, exitflag, output] = pgdqa_solve (p.f, g, p.x0, p.y0, 'XMin', p.low, 'XMax', p.high, 'Threads', 1, 'OutputFcn', @path_of);
  path = path_of ();
  best = least (p, x);
  whole = p.F (p.x0) - best;
  near = find (arrayfun (@(at) max (p.F (at.x), at.f) <= best + 1e-6 * whole, path), 1);
  cells = {numel(p.y0), c(1), c(2), way, path(near).time, path(near).calls, output.time, output.calls.total, output.linear.factorisations, exitflag, ...
           (value - best) / whole};
end

function best = least (p, x)
  if (isscalar (x))
    [~, best] = fminbnd (p.F, p.low, p.high, optimset ('TolX', 1e-9));
    best = min (best, p.F (x));
  else
    inside = x > p.low & x < p.high;
    [~, best] = fminunc (@(u) part (p, x, inside, u), x(inside), optimset ('GradObj', 'on', 'TolX', 1e-10, 'TolFun', 1e-13, 'MaxIter', 20));
  end
end

function [F, gradient] = part (p, x, inside, u)
  x(inside) = u;
  [F, gradient] = p.F (x);
  gradient = gradient(inside);
end

function out = path_of (x, values, state)
  % an OutputFcn that notes x, f, time and calls; without x, all of them
  persistent path;
  if (nargin == 0)
    out = path;
    return;
  end
  if (strcmp (state, 'init'))
    path = struct ('x', {}, 'f', {}, 'time', {}, 'calls', {});
  end
  path(end+1) = struct ('x', x, 'f', values.fval, 'time', values.time, 'calls', values.funccount);
  out = false;
end
