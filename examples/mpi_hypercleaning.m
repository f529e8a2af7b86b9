% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = mpi_hypercleaning (N, iterations)
  % report = mpi_hypercleaning (N, iterations)   finds wrong labels in N generated rows, shared out among the ranks of MPI
  %
  % A quarter of the labels are wrong.  Each rank makes its own rows and has their weights, x; the coefficients y and the 2000 rows
  % that judge are shared (each rank has its part of these, too).  The rows do not depend on the number of ranks.  Softmax regression, 20
  % features, 4 classes.
  %
  % N           rows, default 4000;   iterations   MaxIter, default 30
  % report      f, exitflag, y: the same on every rank; x: of this rank's rows; found: the part of this rank's wrong labels with
  %             a weight below a half
  %
  %   mpirun -n 2 octave-cli --path m --path src --path examples --eval mpi_hypercleaning
  %
  % It runs without mpirun, too.  examples/mpi_hypercleaning.slurm is a batch script.
  if (nargin < 1)
    N = 4000;
  end
  if (nargin < 2)
    iterations = 30;
  end
  classes = 4;
  [A, truth] = generated (N, 0, classes);
  [V, val_labels] = generated (2000, N, classes);
  [first, last] = pgdqa_mpi ('split', N);
  wrong = mod (floor ((first:last)' / 4), 4) == 0;
  labels = 1 + mod (truth - 1 + wrong, classes);
  [f, g] = pgdqa_hypercleaning (A, labels, V, val_labels, 1e-3, 'Classes', classes);
  comm = {'none', 'mpi'};
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, zeros (last - first + 1, 1), zeros (20 * classes, 1), 'Comm', comm{1 + (pgdqa_mpi ('size') > 1)}, ...
                                                'CommX', 'split', 'XMin', -5, 'XMax', 5, 'MaxIter', iterations, 'TolFun', 1e-3);
  found = mean (x(wrong) < 0);
  text = sprintf ('rank %d of %d: rows %d to %d, f %.6f, exitflag %d, %d calls, %.2f s; %.1f %% of the wrong labels found\n', pgdqa_mpi ('rank'), ...
                  pgdqa_mpi ('size'), first, last, fval, exitflag, output.calls.total, output.time, 100 * found);
  fprintf ('%s', text);   % in one piece: the lines of ranks do not mix
  if (nargout > 0)
    report = struct ('f', fval, 'exitflag', exitflag, 'y', y, 'x', x, 'found', found);
  end
end

function [A, labels] = generated (N, offset, classes)
  % this rank's rows of N, numbered from offset on: whatever the other ranks have, a row depends on its number alone
  [first, last] = pgdqa_mpi ('split', N);
  k = offset + (first:last)';
  labels = 1 + mod (k, classes);
  A = sin (1e3 * sin (k * (1:20) * 12.9898 + 78.233));   % as good as random
  for c = 1:classes
    A(labels == c, 5 * c - 4) = A(labels == c, 5 * c - 4) + 1.2;
  end
end

%!test # it finds most of them, in one process
%! text = evalc ('report = mpi_hypercleaning (800, 20);');
%! assert (any (strfind (text, 'rank 0 of 1: rows 1 to 800')));
%! assert (report.found > 0.8);
