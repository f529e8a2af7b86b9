% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function mpi_case (N, repeats)
  % mpi_case (N, repeats)   run by every rank for bench_mpi: rank 0 prints 'run N seconds calls f' of the best of the repeats, after it
  % the largest difference of y from a run of rank 0 alone, then 'sum count seconds' of sums over the ranks
  %
  % Penalties of softmax regression, N rows in all, 100 features, 5 classes, 6 iterations of the default schedule; one thread a rank.
  D = 100;
  C = 5;
  start = {-3 * ones(D, 1), zeros(D * C, 1)};
  options = {'Threads', 1, 'MaxIter', 6, 'XMin', -8, 'XMax', 0};
  [first, last] = pgdqa_mpi ('split', N);
  [f, g] = objectives (first, last, D, C);
  seconds = Inf;
  for k = 1:repeats
    pgdqa_mpi ('barrier');
    clock = tic ();
    [~, y, fval, ~, output] = pgdqa_solve (f, g, start{:}, options{:}, 'Comm', 'mpi');
    seconds = min (seconds, toc (clock));
  end
  if (pgdqa_mpi ('rank') == 0)
    [f, g] = objectives (1, N, D, C);
    [~, alone] = pgdqa_solve (f, g, start{:}, options{:});
    printf ('run %d %.6g %d %.17g %.3g\n', N, seconds, output.calls.total, fval, norm (y - alone, Inf) / norm (alone, Inf));
  end
  pgdqa_mpi ('barrier');
  for count = 10 .^ (0:6)
    a = zeros (count, 1);
    best = Inf;
    for k = 1:5
      clock = tic ();
      times = max (3, min (300, 1e6 / count));
      for i = 1:times
        pgdqa_mex_mpi ('sum', a);
      end
      best = min (best, toc (clock) / times);
    end
    if (pgdqa_mpi ('rank') == 0)
      printf ('sum %d %.6g\n', count, best);
    end
  end
end

function [f, g] = objectives (first, last, D, C)
  k = (first:last)';
  A = sin (1e3 * sin (k * (1:D) * 12.9898));
  labels = 1 + mod (floor (2 * abs (A(:, 1) + A(:, 2)) + 3 * abs (sin (k))), C);
  [f, g] = pgdqa_regselection (A, labels, A + 0.3 * cos (A), labels, 'Classes', C);
end
