% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_scipy ()
  % hyper-data cleaning of MNIST's size against scipy_hypercleaning.py; skipped where python3 has no scipy; ten minutes, on an idle machine
  %
  % Generated rows; MNIST with 25 % wrong labels as well where PGDQA_SHARED names a folder with data/mnist and data/hyperclean.
  t.title = 'Hyper-data cleaning against scipy';
  t.header = {'data', 'seconds', 'calls', 'scipy: gtol', 'CG tol', 'seconds', 'scipy / pgdqa', 'least f of scipy / best f'};
  t.rows = cell (0, numel (t.header));
  python = '/usr/bin/python3';                       % the one that packages of the system belong to
  if (system ([python, ' -c "import scipy" 2>/dev/null']) ~= 0)
    t.note = 'SKIPPED: python3-scipy is not installed (apt-get install python3-scipy).';
    warning ('bench_scipy: %s', t.note);
    return;
  end
  t.note = ['Softmax regression, 5000 training rows with 25 % wrong labels, 2500 validation rows, D = 784, C = 10, r = 1e-3; from x = 0, y = 0; two threads each.  Time to a point ' ...
            'whose f, with the lower level solved, is within 0.5 % of the best f known.  scipy: L-BFGS on x, L-BFGS lower solves to gtol, hypergradients by conjugate gradients to the ' ...
            'relative residual CG tol, both from the last solution (scipy_hypercleaning.py), at several tolerances.  NaN: not in ', num2str(limit ()), ' s.'];
  threads = getenv ('OPENBLAS_NUM_THREADS');
  setenv ('OPENBLAS_NUM_THREADS', '2');
  unwind_protect
    for data = {generated(), mnist()}
      if (~ isempty (data{1}))
        t.rows = [t.rows; rows_of(data{1}, python)];
      end
    end
  unwind_protect_cleanup
    setenv ('OPENBLAS_NUM_THREADS', threads);
  end_unwind_protect
end

function s = limit ()
  s = 120;
end

function rows = rows_of (data, python)
  [f, g] = pgdqa_hypercleaning (data.A, data.labels, data.Av, data.val_labels, data.r);
  start = {zeros(numel (data.labels), 1), zeros(10 * columns (data.A), 1)};
  [~, ~, fval] = pgdqa_solve (f, g, start{:}, 'Threads', 2, 'MaxTime', 60);
  runs = struct ([]);
  for tolerances = [1e-4, 1e-5, 1e-5, 1e-6; 1e-2, 1e-2, 1e-3, 1e-3]
    runs = [runs, by_scipy(data, python, tolerances, 1.005 * fval)];
  end
  best = min ([fval, runs.least]);
  [time, calls] = until_near (f, g, start, 1.005 * best);
  rows = cell (0, 8);
  for r = runs
    there = r.path(find (r.path(:,2) <= 1.005 * best, 1), 1);
    if (isempty (there))
      there = NaN;
    end
    rows(end+1,:) = {data.name, time, calls, r.gtol, r.cg, there, there / time, r.least / best};
  end
end

function [time, calls] = until_near (f, g, start, wanted)
  % the first iterate whose f, with the lower level solved tightly there, is at most WANTED
  watch_path ('start', wanted);
  pgdqa_solve (f, g, start{:}, 'Threads', 2, 'MaxTime', 60, 'OutputFcn', @(x, values, state) watch_path (state, x, values));
  for at = watch_path ('path')
    [~, ~, F] = pgdqa_solve (f, g, at.x, at.y, 'Threads', 2, 'MaxIter', 0, 'Starts', 0);
    if (F <= wanted)
      time = at.time;
      calls = at.calls;
      return;
    end
  end
  time = calls = NaN;
end

function out = watch_path (state, x, values)
  % notes the iterates whose f is low enough, at most 20
  persistent path = [] wanted = -Inf;
  out = false;
  switch (state)
    case 'start'
      wanted = x;
      path = [];
    case 'path'
      out = path;
    case 'iter'
      if (values.fval <= wanted)
        path = [path, struct('x', x, 'y', values.y, 'time', values.time, 'calls', values.funccount)];
      end
      out = numel (path) >= 20;
  end
end

function r = by_scipy (data, python, tolerances, target)
  here = fileparts (mfilename ('fullpath'));
  folder = tempname ();
  mkdir (folder);
  cleanup = onCleanup (@() remove (folder));
  save ('-v6', fullfile (folder, 'in.mat'), '-struct', 'data');
  command = sprintf ('%s "%s" "%s" "%s" %g %g %.17g %g', python, fullfile (here, 'scipy_hypercleaning.py'), fullfile (folder, 'in.mat'), ...
                     fullfile (folder, 'out.mat'), tolerances, target, limit ());
  if (system (command) ~= 0)
    error ('bench_scipy: %s failed', command);
  end
  out = load (fullfile (folder, 'out.mat'));
  % f at a y that is not solved for may be too low: with x alone, as for pgdqa
  r = struct ('gtol', tolerances(1), 'cg', tolerances(2), 'path', out.path, 'least', min (out.path(:,2)), 'x', out.x);
end

function remove (folder)
  files = fullfile (folder, {'in.mat', 'out.mat'});
  cellfun (@delete, files(cellfun (@(name) exist (name, 'file') == 2, files)));
  rmdir (folder);
end

function data = generated ()
  % ten smooth images and smooth noise, clipped to [0, 1]
  rand ('twister', 1);
  randn ('twister', 1);
  truth = 1 + mod ((0:7499)', 10);
  window = exp (-((-4:4) .^ 2) / 6);
  smooth = @(z) reshape (convn (convn (reshape (z, 28, 28, []), window, 'same'), window', 'same'), 784, [])';
  means = smooth (randn (784, 10));
  A = max (0, min (1, 0.05 * (means(truth,:) + 2 * smooth (randn (784, 7500))) - 0.2));
  data = cleaning ('generated', A, truth, (1:7500)');
end

function data = cleaning (name, A, truth, order)
  % the first 5000 rows of ORDER with 25 % wrong labels, the next 2500 for validation
  train = order(1:5000);
  valid = order(5001:7500);
  labels = truth(train);
  wrong = rand (5000, 1) < 0.25;
  labels(wrong) = 1 + mod (labels(wrong) - 1 + randi (9, nnz (wrong), 1), 10);
  data = struct ('name', name, 'A', A(train,:), 'labels', labels, 'Av', A(valid,:), 'val_labels', truth(valid), 'r', 1e-3);
end

function data = mnist ()
  data = [];
  images = shared_file ('data/mnist');
  splits = shared_file ('data/hyperclean');
  if (isempty (images) || isempty (splits))
    return;
  end
  A = reshape (idx_bytes (images, 't10k-images-idx3-ubyte', 16), 784, [])' / 255;
  truth = 1 + idx_bytes (images, 't10k-labels-idx1-ubyte', 8);
  data = cleaning ('MNIST p25', A, truth, dlmread (fullfile (splits, 'order.csv')));
  data.labels = 1 + dlmread (fullfile (splits, 'train_labels_p25.csv'));
end

function bytes = idx_bytes (folder, name, head)
  scratch = tempname ();
  mkdir (scratch);
  gunzip (fullfile (folder, [name, '.gz']), scratch);
  file = fullfile (scratch, name);
  id = fopen (file, 'r');
  bytes = fread (id, Inf, 'uint8')(head+1:end);
  fclose (id);
  delete (file);
  rmdir (scratch);
end
