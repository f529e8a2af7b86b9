% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Which process of an MPI program this is, for data in parts.
%
% @deftypefn  {} {@var{rank} =} pgdqa_mpi ("rank")
% @deftypefnx {} {@var{size} =} pgdqa_mpi ("size")
% @deftypefnx {} {} pgdqa_mpi ("barrier")
% @deftypefnx {} {[@var{first}, @var{last}] =} pgdqa_mpi ("split", @var{N})
%
% With @code{"Comm", "mpi"} @code{pgdqa_solve} runs on several processes, the ranks, each
% with its own rows of the data.  f and g are then sums over the ranks:
% of the values, times a weight, that the objectives of the ranks give.
%
% @example
% @group
% N = 200;
% [first, last] = pgdqa_mpi ("split", N);
% k = (first:last)';                        % this rank's rows
% A = [sin(k), cos(3 * k), sin(k .^ 2)];
% b = A(:, 1) + cos (k .^ 2);
% f = @@(x, y) sum ((A * y - A(:, 1)) .^ 2) / N;
% g = @@(x, y) sum ((A * y - b) .^ 2) / N ...
%             + exp (x) * sumsq (y) * numel (k) / N;
% comm = "none";
% if (pgdqa_mpi ("size") > 1)
%   comm = "mpi";
% end
% [x, y, loss] = pgdqa_solve (f, g, -3, zeros (3, 1), "Comm", comm, ...
%                             "XMin", -9, "XMax", 3);
% if (pgdqa_mpi ("rank") == 0)
%   printf ("penalty %.4f, loss %.5f\n", exp (x), loss)
% end
% @print{} penalty 0.0034, loss 0.00301
% @end group
% @end example
%
% Saved as @file{script.m} it runs on four ranks by
% @code{mpirun -n 4 octave-cli --eval "pkg load pgdqa; script"}.
%
% @strong{Arguments and outputs}
% @table @code
% @item rank, size
% The number of this process, from 0, and how many there are.  Without
% @code{mpirun}: 0 and 1.
% @item "barrier"
% Waits until all ranks are here.
% @item first, last
% Of rows 1 to N those of this rank, shared out evenly; none: last = first - 1.
% @end table
%
% @strong{Rules}
% @itemize
% @item
% All ranks call @code{pgdqa_solve} with the same options and the same y0.  x is the
% same, too, or with @code{"CommX", "split"} each rank has a part of it: x0, @code{XMin} and
% @code{XMax} are then this rank's part, and f and g get it; constraints may be
% on y alone.
% @item
% Every rank gets the same y to the bit, its own x, and the same output.
% Fields sized like x are the rank's part, times its own; @code{output.state} is that of all.
% @item
% The weight is the field @code{weight} of an objective; for @code{pgdqa_hypercleaning} and
% @code{pgdqa_regselection}, which are means, the share of the rows, so that penalties
% count once.  Else it is 1.  A rank without rows may give
% @code{pgdqa_quadratic ([], [], [], [], [])}, which is 0.
% @item
% The least that a rank's objective offers holds for all: where tracing fails
% on one, all use differences.  Factors of D2_yy g are not used.
% @item
% Constraints, @code{LowerSolve} and @code{WarmStart} must be the same on every rank.
% @code{LowerSolve}, @code{OutputFcn}, @code{PlotFcn} and @code{Display} run on rank 0.
% @item
% An error in f or g of one rank is raised on every rank, with its id and
% message.  An error elsewhere on one rank, or a rank that ends, ends all.
% @item
% @code{Threads} and @code{MaxMemory} are by default shared out among the ranks of a machine.
% @end itemize
%
% Cost: one reduction of 4 + n + m numbers a call of the oracle.  The solver's own work and memory, some hundred vectors of n + m
% numbers, are the same on every rank; n counts all x with @code{CommX} split, too.
%
% Errors: @code{pgdqa:mpi}: built without MPI (install Open MPI or MPICH and build
% again); ranks called with different y0 or options.
%
% @seealso{pgdqa_solve, pgdqa_options}
% @end deftypefn

function [first, last] = pgdqa_mpi (command, N)
  known = {'rank', 'size', 'barrier', 'split'};
  if (nargin < 1 || ~ ischar (command) || ~ any (strcmp (command, known)))
    given = 'missing';
    if (nargin > 0)
      given = pgdqa_shared.value_text (command);
    end
    error ('pgdqa:option', 'pgdqa_mpi: the command is %s, expected one of %s', given, strjoin (known, ', '));
  end
  facts = world ();
  switch (command)
    case 'rank'
      first = facts(1);
    case 'size'
      first = facts(2);
    case 'barrier'
      if (facts(2) > 1)
        mpi ('sum', 0);
      end
    case 'split'
      if (nargin < 2)
        error ('pgdqa:option', 'pgdqa_mpi: N is missing, expected the number of rows');
      end
      [fits, N, expected] = pgdqa_shared.kind_of (N, 'whole', '[0, Inf)');
      if (~ fits)
        error ('pgdqa:value', 'pgdqa_mpi: N is %s, expected %s', pgdqa_shared.value_text (N), expected);
      end
      first = floor (N * facts(1) / facts(2)) + 1;
      last = floor (N * (facts(1) + 1) / facts(2));
  end
end

function facts = world ()
  % rank and size; a program that mpirun has started needs MPI
  started = cellfun (@(name) str2double (getenv (name)), {'OMPI_COMM_WORLD_SIZE', 'PMI_SIZE', 'MPI_LOCALNRANKS'});
  facts = [0, 1];
  if (any (started > 1) || exist ('pgdqa_mex_mpi') == 3) %#ok<EXIST>
    facts = mpi ('world');
  end
end

%!assert ({pgdqa_mpi('rank'), pgdqa_mpi('size')}, {0, 1})
%!test
%! [first, last] = pgdqa_mpi ('split', 10);
%! assert ([first, last], [1, 10]);
%! [first, last] = pgdqa_mpi ('split', 0);
%! assert ([first, last], [1, 0]);
%! pgdqa_mpi ('barrier');
%!error <the command is missing, expected one of rank, size> pgdqa_mpi ()
%!error <the command is 'sise', expected one of> pgdqa_mpi ('sise')
%!error <N is missing, expected the number of rows> pgdqa_mpi ('split')
%!error <N is -1, expected a whole number> pgdqa_mpi ('split', -1)
