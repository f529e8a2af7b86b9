% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_scaling ()
  % how the cost of an iteration grows with the data, and how much memory a solve takes beyond them
  cases = {'N', [1e3, 4e3, 1.6e4, 6.4e4]; 'D', [50, 200, 800, 2000]; 'C', [2, 10, 30, 100]};
  rows = cell (0, 6);
  curves = {};
  for c = cases'
    sizes = struct ('N', 4000, 'D', 200, 'C', 10);
    time = zeros (size (c{2}));
    for i = 1:numel (c{2})
      sizes.(c{1}) = c{2}(i);
      [f, g, x, y] = random_cleaning (sizes);
      time(i) = seconds_an_iteration (f, g, x, y, 20, 'ScaleX', sizes.N);
    end
    slope = polyfit (log (c{2}), log (time), 1);
    rows(end+1,:) = [c(1), num2cell(1e3 * time), {slope(1)}];
    curves = [curves, {c{2} / c{2}(1), 1e3 * time}];
  end
  draw (curves, cases(:,1));
  tables = struct ('title', 'Growth with the data', ...
                   'note', ['Hyper-data cleaning, milliseconds an iteration, double, all threads; N = 4000, D = 200, C = 10 but for the one that varies: ' ...
                            'N 1e3 4e3 1.6e4 6.4e4, D 50 200 800 2000, C 2 10 30 100.  Slope: log-log, 1 is linear.'], ...
                   'header', {{'varies', 'first', 'second', 'third', 'fourth', 'slope'}}, 'rows', {rows});
  rows = cell (0, 4);
  for n = [20, 200, 2000]
    p = pgdqa_testproblem ('quadratic', n, n, 1);
    rows(end+1,:) = {'dense', n, 1e6 * seconds_an_iteration(p.f, p.g, p.x0, p.y0, max (20, 4e4 / n), 'StepScale', 0.1), 2 * 8 * (2 * n) ^ 2 / 1e6};
  end
  n = 1e6;
  [f, g] = sparse_quadratic (n);
  rows(end+1,:) = {'sparse', n, 1e6 * seconds_an_iteration(f, g, zeros (n, 1), zeros (n, 1), 10, 'StepScale', 0.1), 2 * 16 * 3 * n / 1e6};
  tables(2) = struct ('title', 'Growth of quadratics', 'note', 'n = m; microseconds an iteration; megabytes of the blocks.', ...
                      'header', {{'blocks', 'n', 'microseconds', 'megabytes'}}, 'rows', {rows});
end

function draw (curves, names)
  % growth_with_the_data.png beside this file; left out where no figure can be drawn
  if (isempty (available_graphics_toolkits ()))
    return;
  end
  warning ('off', 'Octave:gnuplot-graphics', 'local');
  h = figure ('visible', 'off');
  graphics_toolkit (h, 'gnuplot');
  for k = 1:numel (names)
    loglog (curves{2 * k - 1}, curves{2 * k}, 'o-', 'linewidth', 1.5, 'displayname', names{k});
    hold ('on');
  end
  grid ('on');
  legend ('location', 'northwest');
  xlabel ('size, in multiples of the smallest');
  ylabel ('milliseconds an iteration');
  title ('Hyper-data cleaning: growth with N, D and C');
  print (h, fullfile (fileparts (mfilename ('fullpath')), 'growth_with_the_data.png'), '-dpngcairo', '-S800,560');
  close (h);
end

function [f, g, x, y] = random_cleaning (s)
  rand ('twister', 1);
  A = rand (s.N, s.D);
  labels = 1 + mod ((1:s.N)', s.C);
  [f, g] = pgdqa_hypercleaning (A, labels, A(1:ceil (s.N / 2),:), labels(1:ceil (s.N / 2)));
  x = zeros (s.N, 1);
  y = zeros (s.D * s.C, 1);
end

function [f, g] = sparse_quadratic (n)
  f = pgdqa_quadratic (speye (n), [], speye (n), ones (n, 1), ones (n, 1));
  g = pgdqa_quadratic ([], -speye (n), spdiags (ones (n, 1) * [-0.5, 2, -0.5], -1:1, n, n));
end
