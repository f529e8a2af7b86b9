% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problem = cleaning_problem (data, seed, small, hidden)
  % problem = cleaning_problem (data, seed, small)           hyper-data cleaning as arXiv:2504.17215 starts it, softmax regression
  % problem = cleaning_problem (data, seed, small, hidden)   the same of a network with one hidden layer, ReLU, in single precision
  %
  % data     of cleaning_rows;  seed   of the normal numbers from which Adam starts y0;  x0 = 0, for the network N(0, 1)
  % small    Adam ends when ||grad_y g|| is below this, after 4000 steps (network: 3000) at the latest
  % problem  struct f, g, x0, y0, name, metric (test accuracy), start (words)
  [N, D] = size (data.A);
  C = 10;
  x = zeros (N, 1);
  most = 4000;
  if (nargin > 3)
    most = 3000;
    data.A = single (data.A);
    data.Av = single (data.Av);
    [f, g] = pgdqa_hypercleaning (data.A, data.given, data.Av, data.valid, 1e-3, 'Classes', C, 'Hidden', hidden, 'Activation', 'relu');
    sizes = [D * hidden, hidden, hidden * C, C];
    [x, y] = torch_start (seed, N, sum (sizes));
    x = single (x);
    y = single (y);
    metric = @(x, y) network_accuracy (data.At, data.test, y, hidden);
    name = 'network';
  else
    [f, g] = pgdqa_hypercleaning (data.A, data.given, data.Av, data.valid, 1e-3, 'Classes', C);
    [~, y] = torch_start (seed, 0, D * C);
    metric = @(x, y) softmax_accuracy (data.At, data.test, y);
    name = sprintf ('cleaning, %d features', D);
  end
  [y, steps, size_g] = adam_start (g, x, y, small, most);
  problem = struct ('name', name, 'f', f, 'g', g, 'x0', x, 'y0', y, 'metric', metric, ...
                    'start', sprintf ('Adam, %d steps to ||grad_y g|| %.2g', steps, size_g));
end

function value = softmax_accuracy (A, labels, y)
  [~, guess] = max (A * reshape (double (y), size (A, 2), []), [], 2);
  value = mean (guess == labels);
end

function value = network_accuracy (A, labels, y, hidden)
  D = size (A, 2);
  y = double (y);
  cut = cumsum ([D * hidden, hidden, hidden * 10, 10]);
  first = max (A * reshape (y(1:cut(1)), D, hidden) + y(cut(1)+1:cut(2))', 0);
  [~, guess] = max (first * reshape (y(cut(2)+1:cut(3)), hidden, 10) + y(cut(3)+1:cut(4))', [], 2);
  value = mean (guess == labels);
end
