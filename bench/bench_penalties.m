% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_penalties (sizes, losses)
  % t = bench_penalties ()               one and three penalties of ridge and logistic regression against grids and simplex searches; minutes
  % t = bench_penalties (sizes, losses)  these sizes [N, m; ..] and losses of penalty_problem
  if (nargin < 1)
    sizes = [4000, 200; 20000, 500];
  end
  if (nargin < 2)
    losses = {'ridge', 'gram', 'logistic'};
  end
  t.title = 'One to three penalties';
  t.note = ['N training and N / 2 validation rows, m correlated features (penalty_problem.m), penalty weights exp (x) with the bounds of a log scale; start at x = 0, one thread.  ' ...
            'Reference: one penalty, a grid of 20 values over the bounds of Newton fits, each started from its neighbour''s, as a whole; three, fminsearch on such fits, until an f is ' ...
            'within 0.1 % of the best known.  handles: f, g and products of g as one writes them; terms: pgdqa_terms; hessian: handles with HessianYY.  gram: ridge regression with the ' ...
            'rows replaced by a factor of A''A, for all.  to 0.1 %: until the exact fit at the iterate x, and f there, are within 0.1 % of the best.  Calls before the first x: those ' ...
            'made when the first step in x starts.  Medians of up to three runs.  grid excess: its least f above the best, in %.  The time of making A''A once counts where it is used (ridge; by terms the package makes it).'];
  t.header = {'loss', 'N', 'm', 'penalties', 'way', 'calls before the first x', 'calls to 0.1 %', 'ms to 0.1 %', 'reference ms', 'to 0.1 % / reference', ...
              'calls', 'ms', 'exitflag', 'whole / reference', 'calls TolFun 1e-2', 'ms TolFun 1e-2', 'exitflag TolFun 1e-2', 'f excess % TolFun 1e-2', 'grid excess %'};
  t.rows = cell (0, numel (t.header));
  for size = sizes'
    for loss = losses
      for groups = [1, 3]
        t.rows = [t.rows; rows_of(loss{1}, size(1), size(2), groups)];
      end
    end
  end
end

function rows = rows_of (loss, N, m, groups)
  p = penalty_problem (loss, N, m, groups, 1);
  ways = {'handles', 'terms', 'hessian'};
  once = p.seconds * [0, 0, 1];
  for k = 1:numel (ways)
    [f, g] = objectives (p, ways{k});
    usual(k) = run_of (p, f, g);
    loose(k) = run_of (p, f, g, 'TolFun', 1e-2);
  end
  best = min (arrayfun (@(r) exact (p, r.x, p.y0), [usual, loose]));
  excess = NaN;
  if (groups == 1)
    [reference, least] = grid (p);
    best = min (best, least);
    excess = 100 * (least / best - 1);
  else
    reference = simplex (p, best);
  end
  reference += p.seconds;
  rows = cell (0, 19);
  for k = 1:numel (ways)
    [calls, near] = until_near (p, usual(k).path, best);
    times = 1e3 * (once(k) + [near, usual(k).time, loose(k).time]);
    rows(end+1,:) = {loss, N, m, groups, ways{k}, usual(k).first, calls, times(1), 1e3 * reference, times(1) / (1e3 * reference), ...
                     usual(k).calls, times(2), usual(k).exitflag, times(2) / (1e3 * reference), ...
                     loose(k).calls, times(3), loose(k).exitflag, 100 * (exact (p, loose(k).x, p.y0) / best - 1), excess};
  end
end

function [f, g] = objectives (p, way)
  f = p.f;
  g = p.g;
  if (strcmp (way, 'terms'))
    [f, g] = p.terms{:};
  elseif (strcmp (way, 'hessian'))
    g = pgdqa_objective (g.fun, 'HVP', g.hvp, 'HessianYY', p.hessian);
  end
end

function r = run_of (p, f, g, varargin)
  % the run of the median time among at most three, with the path of x
  runs = struct ([]);
  clock = tic ();
  do
    start = tic ();
    [x, ~, ~, exitflag, output] = pgdqa_solve (f, g, p.x0, p.y0, 'XMin', p.low, 'XMax', p.high, 'Threads', 1, 'OutputFcn', @path_of, varargin{:});
    seconds = toc (start);
    path = path_of ();
    before = num2cell ([path.time] + seconds - output.time);     % what the core does not see: A'A and factors made before it starts
    [path.time] = before{:};
    runs = [runs, struct('time', seconds, 'x', x, 'exitflag', exitflag, 'calls', output.calls.total, 'path', path, 'first', path(1).calls)];
  until (numel (runs) == 3 || toc (clock) > 10)
  [~, order] = sort ([runs.time]);
  r = runs(order(ceil (end / 2)));
end

function out = path_of (x, values, state)
  % an OutputFcn that notes the iterates; without arguments, what it has noted
  persistent path = [];
  if (nargin == 0)
    out = path;
    path = [];
    return;
  end
  if (~ strcmp (state, 'done'))
    path = [path, struct('x', x, 'f', values.fval, 'time', values.time, 'calls', values.funccount)];
  end
  out = false;
end

function [F, y] = exact (p, x, y)
  y = p.fit (x, y, 1e-12);
  F = p.value (y);
end

function [calls, time] = until_near (p, path, best)
  y = p.y0;
  calls = time = NaN;
  for at = path
    [F, y] = exact (p, at.x, y);
    if (max (F, at.f) <= 1.001 * best)
      calls = at.calls;
      time = at.time;
      return;
    end
  end
end

function [time, least] = grid (p)
  % from the largest penalty down
  times = [];
  clock = tic ();
  do
    start = tic ();
    y = p.y0;
    least = Inf;
    for x = linspace (p.high, p.low, 20)
      y = p.fit (x, y, 1e-6);
      least = min (least, p.value (y));
    end
    times(end+1) = toc (start);
  until (numel (times) == 3 || toc (clock) > 10)
  time = median (times);
end

function time = simplex (p, best)
  % fminsearch from x0, each fit started from the one before; NaN: it ends farther from the best
  fitted ('start', p, best);
  fminsearch (@(x) fitted ('try', p, x), p.x0, optimset ('TolX', 1e-3, 'TolFun', 1e-6, 'MaxFunEvals', 300));
  time = fitted ('time');
end

function out = fitted (what, p, value)
  persistent y clock best time;
  switch (what)
    case 'start'
      y = p.y0;
      clock = tic ();
      best = value;
      time = NaN;
    case 'try'
      y = p.fit (min (max (value, p.low), p.high), y, 1e-6);
      out = p.value (y);
      if (isnan (time) && out <= 1.001 * best)
        time = toc (clock);
      end
    case 'time'
      out = time;
  end
end
