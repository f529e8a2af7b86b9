% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_beside ()
  % one thread and two, on an idle machine and beside a process that keeps one processor busy
  rand ('twister', 1);
  N = 5000;
  D = 784;
  C = 10;
  data = rand (N, D) .* (rand (N, D) < 0.2);
  labels = randi (C, N, 1);
  [f, g] = pgdqa_hypercleaning (data, labels, data(1:N/2,:), labels(1:N/2), 1e-3);
  run = @(threads) a_call (f, g, zeros (N, 1), zeros (D * C, 1), threads);
  rows = cell (0, 4);
  rows(end+1,:) = one_and_two (run, 'nothing else');
  busy = system ('exec sh -c "while :; do :; done"', false, 'async');
  unwind_protect
    rows(end+1,:) = one_and_two (run, 'one busy process');
  unwind_protect_cleanup
    kill (busy, 9);
    waitpid (busy);
  end_unwind_protect
  t = struct ('title', 'Threads beside other programs', ...
              'note', sprintf ('Hyper-data cleaning, N = %d, D = %d, C = %d, 120 calls of Schedule adaptive: milliseconds a call, medians of five.', N, D, C), ...
              'header', {{'beside', '1 thread', '2 threads', '2 threads / 1 thread'}}, 'rows', {rows});
end

function row = one_and_two (run, name)
  times = zeros (5, 2);
  for k = 1:rows (times)
    times(k,:) = [run(1), run(2)];
  end
  row = [{name}, num2cell(1e3 * median (times)), {median(times(:,2)) / median(times(:,1))}];
end

function s = a_call (f, g, x, y, threads)
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, x, y, 'MaxCalls', 120, 'Threads', threads);
  s = output.time / output.calls.total;
end
