% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_hypercleaning ()
  % an iteration on data of MNIST's size against the matrix products it replaces, against handles, and against reading the data
  N = 5000;
  D = 784;
  C = 10;
  rand ('twister', 1);
  randn ('twister', 1);
  data = rand (N, D) .* (rand (N, D) < 0.2);
  labels = randi (C, N, 1);
  rows = cell (0, 9);
  for kind = {'double', 'single'}
    A = cast (data, kind{1});
    Av = A(1:N/2,:);
    [f, g] = pgdqa_hypercleaning (A, labels, Av, labels(1:N/2), 1e-3);
    [fh, gh] = softmax_handles (A, labels, Av, labels(1:N/2), 1e-3);
    x = zeros (N, 1, kind{1});
    y = 0.1 * randn (D * C, 1, kind{1});
    for threads = 1:min (2, nproc ())
      native = seconds_an_iteration (f, g, x, y, 60, 'ScaleX', N, 'Threads', threads);
      handles = seconds_an_iteration (fh, gh, x, y, 15, 'ScaleX', N);
      products = seconds (@() six_products (A, Av, reshape (y, D, C), cast (rand (N, C), kind{1})), 15);
      stream = 2.5 * seconds (@() A(:)' * A(:), 15);
      eval_time = seconds (@() pgdqa_mex ('eval', g, x, y), 15);
      both_time = seconds (@() pgdqa_mex ('hvp', g, x, y, x, y), 15);
      rows(end+1,:) = {kind{1}, threads, 1e3 * native, 1e3 * products, native / products, 1e3 * handles, handles / native, ...
                       stream / native, (both_time - eval_time) / both_time};
    end
  end
  t = struct ('title', 'Hyper-data cleaning', ...
              'note', sprintf (['N = %d training and %d validation rows, D = %d, C = %d; milliseconds, medians.  Products: the six matrix products ' ...
                                'of an iteration (forward and backward for f, g and the Hessian-vector product) by BLAS with all its threads.  Streaming: ' ...
                                'reading the data two and a half times (BLAS dot, all threads), as a fraction of the native iteration.  Hot product: a ' ...
                                'Hessian-vector product right after an evaluation there, as a fraction of a cold one.'], N, N / 2, D, C), ...
              'header', {{'class', 'threads', 'native', 'products', 'native / products', 'handles', 'handles / native', 'streaming / native', ...
                          'hot / cold product'}}, 'rows', {rows});
end

function six_products (A, Av, W, R)
  for k = 1:2
    B = A * W;
    G = A' * R;
  end
  B = Av * W;
  G = Av' * R(1:size (Av, 1),:);
end
