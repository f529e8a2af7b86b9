% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_mpi ()
  % agreement and scaling on the ranks of MPI, a model fitted to that, and what it says of 1e8 rows on 64 nodes (an extrapolation)
  if (system ('command -v mpirun > /dev/null') ~= 0 || exist ('pgdqa_mex_mpi') ~= 3)
    tables = struct ('title', {}, 'note', {}, 'header', {}, 'rows', {});
    return;
  end
  sizes = [5000, 50000];
  rows = cell (0, 7);
  for R = 1:4
    for N = sizes(1:1 + (R <= 2))
      [run, sums] = measured (R, N, 5 - 2 * (N > 5000));
      each = run(2) / run(3);
      if (R == 1)
        alone(sizes == N) = each; %#ok<AGROW>
      elseif (R == 2 && N == max (sizes))
        pair = sums;
      end
      rows(end+1,:) = {R, N, run(2), run(3), 1e6 * each, alone(sizes == N) / each, run(5)}; %#ok<AGROW>
    end
  end
  tables = struct ('title', 'Ranks of MPI', ...
                   'note', ['Penalties of softmax regression, 100 features, 5 classes (n = 100, m = 500), 6 iterations of the default schedule, one thread a ' ...
                            'rank, the best of several runs; mpirun of Open MPI, its ranks on this machine.  More ranks than cores only show agreement.  ' ...
                            'apart: the largest difference of y from one process without MPI, over the largest y.'], ...
                   'header', {{'ranks', 'rows', 'seconds', 'calls', 'us a call', 'speed-up', 'apart'}}, 'rows', {rows});

  a_row = (alone(2) - alone(1)) / diff (sizes);
  rest = max (0, alone(1) - a_row * sizes(1));
  [latency, a_number] = line_through (pair);
  turn = @(R, numbers) ceil (log2 (R)) * (latency + a_number * numbers);
  model = @(N, R) a_row * N / R + rest + turn (R, 604);
  seen = rows(cellfun (@(r) r == 2, rows(:, 1)), :);
  rows = cell (0, 5);
  for i = 1:size (seen, 1)
    rows(end+1,:) = {'here', 2, seen{i, 2}, seen{i, 5}, 1e6 * model(seen{i, 2}, 2)}; %#ok<AGROW>
  end
  nodes = 64;
  for cores = [1, 16]
    rows(end+1,:) = {sprintf('%d nodes, ranks on each: %d; extrapolation', nodes, cores), nodes * cores, 1e8, '-', 1e6 * model(1e8, nodes * cores)}; %#ok<AGROW>
  end
  tables(2) = struct ('title', 'Model of a call on ranks of MPI', ...
                      'note', sprintf (['A call takes a N / R + b + log2 (R) (L + c k), k = 4 + n + m numbers reduced: a = %.3g us a row (%.3g operations at ' ...
                                        '%.2g GFlop/s, %d bytes read) and b = %.3g us of the solver''s own, fitted to one rank; L = %.3g us and c = %.3g ns, fitted to ' ...
                                        'sums over two ranks.  The last rows are an extrapolation: they take the cores of 64 nodes to be as fast as these, and a hop of their ' ...
                                        'network as dear as one between processes here; nothing of the kind was run.  With split x of 1e8 weights k is 1e8: %.3g s a call for ' ...
                                        'the reduction alone and some 100 vectors of 0.8 GB on every rank, which is out of reach.'], ...
                                       1e6 * a_row, 4 * 100 * 5, 4 * 100 * 5 / a_row / 1e9, 800, 1e6 * rest, 1e6 * latency, 1e9 * a_number, turn (nodes, 1e8)), ...
                      'header', {{'where', 'ranks', 'rows', 'us a call', 'model (us)'}}, 'rows', {rows});
end

function [run, sums] = measured (R, N, repeats)
  % run: N, seconds, calls, f, difference;   sums: rows of count and seconds
  here = fileparts (mfilename ('fullpath'));
  root = fileparts (here);
  path = sprintf ('--path "%s" ', fullfile (root, 'm'), fullfile (root, 'src'), here);
  settings = 'OPENBLAS_NUM_THREADS=1 OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1';
  [failed, text] = system (sprintf ('%s mpirun -n %d octave-cli --no-history %s --eval "mpi_case (%d, %d)" 2>&1', settings, R, path, N, repeats));
  if (failed)
    error ('bench_mpi: %d ranks: %s', R, text);
  end
  words = regexp (text, 'run ([^\n]*)', 'tokens', 'once');
  run = sscanf (words{1}, '%f')';
  lines = regexp (text, 'sum ([^\n]*)', 'tokens');
  sums = cell2mat (cellfun (@(w) sscanf (w{1}, '%f')', lines(:), 'UniformOutput', false));
end

function [latency, slope] = line_through (sums)
  % seconds = latency + slope count: the latency of few numbers, the slope of many
  latency = min (sums(sums(:, 1) <= 1000, 2));
  many = sums(end, :);
  slope = max (0, (many(2) - latency) / many(1));
end
