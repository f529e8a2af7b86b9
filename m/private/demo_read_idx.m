% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [images, labels, pixels] = demo_read_idx (folder)
  % [images, labels, pixels] = demo_read_idx (folder)   the MNIST test set from its IDX files, plain or .gz
  %
  % images   count x (rows columns), grey values in [0, 1];  labels   count x 1, 0 .. 9;  pixels = [rows, columns]
  [bytes, sizes] = read_idx (folder, 't10k-images-idx3-ubyte', 3);
  [labels, count] = read_idx (folder, 't10k-labels-idx1-ubyte', 1);
  if (sizes(1) ~= count)
    error ('pgdqa:size', 'pgdqa_demo: %s holds %d images but %d labels', ...
           folder, sizes(1), count);
  end
  if (any (labels > 9))
    error ('pgdqa:value', 'pgdqa_demo: a label in %s is %d, expected 0 to 9', folder, max (labels));
  end
  images = reshape (bytes, [], count)' / 255;
  pixels = sizes(2:3);
end

function [values, sizes] = read_idx (folder, name, dimensions)
  % values: a column of bytes as doubles, sizes: 1 x dimensions, as the file's head says.
  path = fullfile (folder, name);
  if (exist (path, 'file') == 2)
    [values, sizes] = parse_idx (path, dimensions);
  elseif (exist ([path, '.gz'], 'file') == 2)
    scratch = scratch_name ('');
    mkdir (scratch);
    cleanup = onCleanup (@() remove (scratch, name));
    copy_bytes ([path, '.gz'], fullfile (scratch, [name, '.gz']));
    gunzip (fullfile (scratch, [name, '.gz']), scratch);
    [values, sizes] = parse_idx (fullfile (scratch, name), dimensions);
  else
    error ('pgdqa:value', 'pgdqa_demo: %s (or %s.gz) is not in folder %s', name, name, folder);
  end
end

function copy_bytes (from, to)
  % gunzip of Octave hands the name of the file to a shell.
  [id, message] = fopen (from, 'r');
  if (id < 0)
    error ('pgdqa:value', 'pgdqa_demo: cannot open %s: %s', from, message);
  end
  cleanup = onCleanup (@() fclose (id));
  write_file ('pgdqa_demo', 'Data', to, fread (id, Inf, 'uint8'));
end

function remove (scratch, name)
  files = fullfile (scratch, {name, [name, '.gz']});
  for i = 1:numel (files)
    if (exist (files{i}, 'file') == 2)
      delete (files{i});
    end
  end
  rmdir (scratch);
end

function [values, sizes] = parse_idx (path, dimensions)
  unsigned_bytes = 8;
  magic = 256 * unsigned_bytes + dimensions;
  [file, message] = fopen (path, 'r', 'ieee-be');
  if (file < 0)
    error ('pgdqa:value', 'pgdqa_demo: cannot open %s: %s', path, message);
  end
  cleanup = onCleanup (@() fclose (file));
  head = fread (file, 1 + dimensions, 'uint32');
  if (numel (head) < 1 + dimensions || head(1) ~= magic)
    error ('pgdqa:value', 'pgdqa_demo: %s is not an IDX file of bytes in %d dimensions', path, dimensions);
  end
  sizes = head(2:end)';
  values = fread (file, Inf, 'uint8');
  if (numel (values) ~= prod (sizes))
    error ('pgdqa:size', 'pgdqa_demo: %s holds %d bytes of data, expected %d', ...
           path, numel (values), prod (sizes));
  end
end
