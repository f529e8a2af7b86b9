% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_trace ()
  % plain handles that are traced, against pgdqa_terms and against differences
  [native, plain] = problems (20);
  t = struct ('title', 'Traced handles', ...
              'note', ['Convex synthetic problem, n = m = 20, f and g as plain handles of values, medians of 7 in turns.  A gradient: of method f2sa, microseconds a call, most of ' ...
                       'which are gradients; an iteration: of the fixed schedule, two gradients and a product, by the times in its history; both without tracing, with what the method itself takes.  A ' ...
                       'solve: seconds with default options (Search local), tracing included.  Tracing: pgdqa_trace of g = a sum of so many terms in a loop, milliseconds ' ...
                       'a node with its checks.  Memory: growth of the process over 100 solves after 20, in MB.  native: pgdqa_terms.  Softmax: hyper-data cleaning, 5000 rows of 784 generated numbers, 10 classes, written with exp, sum and log; native: pgdqa_hypercleaning.'], ...
              'header', {{'what', 'native', 'traced', 'by values', 'traced / native', 'by values / traced'}}, 'rows', {cell(0, 6)});
  steps = {'a gradient (us)', {'Method', 'f2sa', 'MaxIter', 2000, 'TolKKT', 0}
           'an iteration (us)', {'Schedule', 'fixed', 'MaxIter', 2000, 'TolKKT', 0, 'AlphaScale', 1, 'StepScale', 0.1}};
  tapes = plain;
  tapes.f = pgdqa_trace (plain.f, plain.x0, plain.y0);
  tapes.g = pgdqa_trace (plain.g, plain.x0, plain.y0);
  for k = 1:rows (steps)
    cost = @(p, varargin) microseconds (solve (p, steps{k,2}{:}, varargin{:}), k == 1);
    t.rows(end+1,:) = line (steps{k,1}, in_turns (@() cost (native), @() cost (tapes), ...
                                                  @() cost (plain, 'Derivatives', 'difference', 'MaxIter', 20)));
  end
  whole = @(p, varargin) took (@() solve (p, 'Search', 'local', varargin{:}));
  t.rows(end+1,:) = line ('a solve (s)', in_turns (@() whole (native), @() whole (plain, 'Derivatives', 'auto'), ...
                                                  @() whole (plain, 'Derivatives', 'difference')));
  [native, tapes] = softmax_problems ();
  cost = @(p) 1e-3 * microseconds (solve (p, 'Schedule', 'fixed', 'MaxIter', 60, 'TolKKT', 0, 'AlphaScale', 1, 'StepScale', 0.1, ...
                                          'XMin', -5, 'XMax', 5, 'Search', 'local'), false);
  t.rows(end+1,:) = line ('softmax, an iteration (ms)', [in_turns(@() cost (native), @() cost (tapes)), NaN]);
  for terms = [10, 100]
    chain = @(x, y) looped (terms, x, y);
    nodes = pgdqa_trace (chain, 1, ones (terms, 1)).operations;
    time = 1e3 * seconds (@() pgdqa_trace (chain, 1, ones (terms, 1)), 3) / nodes;
    t.rows(end+1,:) = line (sprintf ('tracing %d nodes (ms a node)', nodes), [NaN, time, NaN]);
  end
  t.rows(end+1,:) = line ('memory (MB)', [NaN, growth(@() solve (plain, 'Search', 'local', 'Derivatives', 'auto')), NaN]);
end

function cells = line (what, cost)
  % cost: native, traced, by values; NaN: not measured
  cells = [{what}, num2cell([cost, cost(2) / cost(1), cost(3) / cost(2)])];
  cells(cellfun (@(c) isequaln (c, NaN), cells)) = {'-'};
end

function [native, plain] = problems (n)
  % the objectives of pgdqa_testproblem, and the same as users write them
  native = pgdqa_testproblem ('convex', n, 1);
  given = native.f.terms;
  c = given(1).A';
  d = given(1).B';
  H = native.g.terms.B;
  plain = native;
  plain.f = @(x, y) sin (c' * x + d' * y) + log (1 + norm (x + y) ^ 2);
  plain.g = @(x, y) norm (H * y - x) ^ 2 / 2;
end

function [native, tapes] = softmax_problems ()
  % hyper-data cleaning of the size of MNIST, by pgdqa_hypercleaning and as users write it, with exp, sum and log
  [N, D, C] = deal (5000, 784, 10);
  rand ('twister', 1);
  randn ('twister', 1);
  A = rand (N, D) .* (rand (N, D) < 0.3) + 1e-6 * rand (N, D);
  [~, labels] = max (A * randn (D, C), [], 2);
  judges = 1:N / 5;
  native = struct ('x0', zeros (N, 1), 'y0', zeros (D * C, 1));
  [native.f, native.g] = pgdqa_hypercleaning (A, labels, A(judges,:), labels(judges), 1e-3);
  hot = double (labels == 1:C);
  loss = @(Z, hot) log (sum (exp (Z), 2)) - sum (hot .* Z, 2);
  f = @(x, y) mean (loss (A(judges,:) * reshape (y, D, C), hot(judges,:)));
  g = @(x, y) mean ((1 ./ (1 + exp (-x))) .* loss (A * reshape (y, D, C), hot)) + 1e-3 * sum (y .^ 2);
  tapes = native;
  tapes.f = pgdqa_trace (f, native.x0, native.y0);
  tapes.g = pgdqa_trace (g, native.x0, native.y0);
end

function output = solve (p, varargin)
  [~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, varargin{:});
end

function times = in_turns (varargin)
  % medians of what the functions return, called in turns, so that other programs slow all of them alike
  for i = 1:7
    for k = 1:nargin
      times(i,k) = varargin{k} ();
    end
  end
  times = median (times);
end

function s = took (run)
  start = tic ();
  run ();
  s = toc (start);
end

function us = microseconds (output, by_gradients)
  % a gradient, which by differences is 2 (n + m) = 80 values, or an iteration, without the close of the run
  if (by_gradients)
    c = output.calls;
    us = 1e6 * output.time / (c.f_grad + c.g_grad + (c.f_value + c.g_value) / 80);
  else
    h = output.history;
    us = 1e6 * (h.time(end-1) - h.time(1)) / (h.k(end-1) - h.k(1));
  end
end

function v = looped (terms, x, y)
  v = 0;
  for i = 1:terms
    v = v + (y(i) - sin (i * x)) ^ 2;
  end
end

function megabytes = growth (run)
  for k = 1:20
    run ();
  end
  before = resident ();
  for k = 1:100
    run ();
  end
  megabytes = (resident () - before) / 1e6;
end

function bytes = resident ()
  pages = sscanf (fileread ('/proc/self/statm'), '%d');
  bytes = 4096 * pages(2);
end
