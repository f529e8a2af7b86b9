% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = hypercleaning_mnist (folder, noise)
  % report = hypercleaning_mnist (folder, noise)   finds mislabelled digits of MNIST: pgdqa_demo's first problem on real images
  %
  % Half of the 10,000 test images of MNIST are training rows of which the fraction noise has a wrong label; a quarter judges, and a
  % quarter measures the accuracy.  Softmax regression, the default options, x within [-5, 5].  Minutes on two cores.
  %
  % folder   of t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz, as https://yann.lecun.com/exdb/mnist has them;
  %          default: data/mnist in the folder that PGDQA_SHARED names (help shared_file)
  % noise    in [0, 1), default 0.25
  % report   accuracy, f1 (of finding wrong labels by a weight below 0.5), f, exitflag, x, y, given, truth, output
  %
  %   addpath m src examples                        % from the project's folder
  %   report = hypercleaning_mnist ();
  if (nargin < 1)
    folder = shared_file ('data/mnist');
  end
  if (nargin < 2)
    noise = 0.25;
  end
  images = read_idx (folder, 't10k-images-idx3-ubyte', 3) / 255;
  labels = read_idx (folder, 't10k-labels-idx1-ubyte', 1)';
  count = numel (labels);
  rand ('twister', 0);
  order = randperm (count);
  part = @(low, high) order(floor (low * count) + 1:floor (high * count));
  train = part (0, 1/2);
  judge = part (1/2, 3/4);
  test_rows = part (3/4, 1);
  truth = labels(train);
  wrong = (1:numel (truth))' <= round (noise * numel (truth));
  given = mod (truth + wrong .* randi (9, numel (truth), 1), 10);

  [f, g] = pgdqa_hypercleaning (images(train, :), given + 1, images(judge, :), labels(judge) + 1, 1e-3, 'Classes', 10);
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, zeros (numel (truth), 1), zeros (10 * size (images, 2), 1), ...
                                                'XMin', -5, 'XMax', 5, 'Display', 'final');

  [~, class] = max (images(test_rows, :) * reshape (y, [], 10), [], 2);
  found = x < 0;
  report = struct ('accuracy', mean (class - 1 == labels(test_rows)), ...
                   'f1', 2 * sum (found & wrong) / (sum (found) + sum (wrong)), 'f', fval, 'exitflag', exitflag, ...
                   'x', x, 'y', y, 'given', given, 'truth', truth, 'output', output);
  fprintf ('%d rows, %d wrong labels: f %.4f, accuracy %.4f on %d test rows, F1 %.3f\n', ...
           numel (truth), sum (wrong), fval, report.accuracy, numel (test_rows), report.f1);
end

function values = read_idx (folder, name, dimensions)
  % A row an item of the file: LeCun's IDX format, unsigned bytes.
  path = fullfile (folder, name);
  if (exist (path, 'file') ~= 2)
    if (exist ([path, '.gz'], 'file') ~= 2)
      error ('pgdqa:value', 'hypercleaning_mnist: neither %s nor %s.gz is in folder ''%s''', name, name, folder);
    end
    scratch = tempname ();
    mkdir (scratch);
    cleanup = onCleanup (@() discard (scratch, name));
    gunzip ([path, '.gz'], scratch);
    path = fullfile (scratch, name);
  end
  id = fopen (path, 'r', 'ieee-be');
  closing = onCleanup (@() fclose (id));
  head = fread (id, 1 + dimensions, 'uint32');
  values = fread (id, Inf, 'uint8');
  if (numel (head) < 1 + dimensions || head(1) ~= 2048 + dimensions || numel (values) ~= prod (head(2:end)))
    error ('pgdqa:value', 'hypercleaning_mnist: %s is no whole IDX file of bytes in %d dimensions', name, dimensions);
  end
  values = reshape (values, [], head(2))';
  if (dimensions == 1)
    values = values(:)';
  end
end

function discard (scratch, name)
  if (exist (fullfile (scratch, name), 'file') == 2)
    delete (fullfile (scratch, name));
  end
  rmdir (scratch);
end

%!function write_idx (folder, name, head, bytes)
%!  file = fopen (fullfile (folder, name), 'w', 'ieee-be');
%!  fwrite (file, head, 'uint32');
%!  fwrite (file, bytes, 'uint8');
%!  fclose (file);
%!endfunction

%!test # small files, plain and compressed; a broken one
%! folder = tempname ();
%! mkdir (folder);
%! labels = mod (1:80, 10);
%! pixels = repmat (labels * 20, 12, 1) + repmat ((1:12)', 1, 80);
%! write_idx (folder, 't10k-images-idx3-ubyte', [2051, 80, 4, 3], pixels);
%! write_idx (folder, 't10k-labels-idx1-ubyte', [2049, 80], labels);
%! text = evalc ('plain = hypercleaning_mnist (folder);');
%! assert (any (strfind (text, '40 rows, 10 wrong labels')));
%! assert (any (plain.exitflag == [1, 2, 3]));
%! assert (sum (plain.given ~= plain.truth), 10);
%! gzip (fullfile (folder, 't10k*'));
%! delete (fullfile (folder, 't10k-images-idx3-ubyte'));
%! delete (fullfile (folder, 't10k-labels-idx1-ubyte'));
%! text = evalc ('packed = hypercleaning_mnist (folder, 0.25);');
%! assert (packed.x, plain.x);
%! write_idx (folder, 't10k-labels-idx1-ubyte', [2049, 79], labels);
%! fail ('hypercleaning_mnist (folder)', 't10k-labels-idx1-ubyte is no whole IDX file');
%! confirm_recursive_rmdir (false, 'local');
%! rmdir (folder, 's');
