% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Tell what a checkpoint holds; how an interrupted run goes on.
%
% @deftypefn  {} {} pgdqa_checkpoint (@var{file})
% @deftypefnx {} {@var{info} =} pgdqa_checkpoint (@var{file})
% Print, or return, what the checkpoint @var{file} holds.
%
% @example
% @group
% f = @@(x, y) (x - 1)^2 + (y - 1)^2;
% g = @@(x, y) (y - 2*x)^2;
% file = tempname ();
% pgdqa_solve (f, g, 0, 0, "Checkpoint", file, "MaxIter", 2);
% [x, y, fval] = pgdqa_solve (f, g, 0, 0, "Resume", file);
% printf ("%.3f %.3f %.3f\n", x, y, fval)
% delete (file)
% @print{} 0.600 1.200 0.200
% @end group
% @end example
%
% @strong{Options of pgdqa_solve}
% @table @code
% @item Checkpoint
% Name of a file.  It is written at the start of the run, every
% @code{CheckpointEvery} seconds, and when the run ends: with an answer, at a
% limit, by an error in f or g, by Ctrl-C.  It appears complete or not at all, so
% that a run killed while it writes leaves the file of before.
% @item CheckpointEvery
% Seconds, default 600: the most that a killed run loses.  0: after every call.
% @item Resume
% Name of such a file.  The run goes on from there and gives the same x, y, fval,
% output.calls and history, to the bit, as one that was not interrupted, on the
% same machine with the same threads.  Give the same f, g and constraints, and
% x0, y0 of the same sizes.  The options of the file hold, except MaxIter,
% MaxCalls, MaxTime (counted from here), Display and functions, which
% are those of the call.  The file goes on being written, unless @code{Checkpoint}
% names another.
% @end table
%
% A job that may be killed and started again sets, before it solves,
%
% @display
% opt = pgdqa_options ("Checkpoint", "run.ck");
% if (exist ("run.ck", "file")), opt.Resume = "run.ck"; end
% @end display
%
% A file holds what calls of f and g have returned, and what runs have that ended
% before, where there are several (constraints).  A run that goes on takes that
% from there: it repeats the arithmetic of the solver, not the calls.  Where the
% results of a run take twice the memory of its state, the state stands in their
% place.  Functions count as the same by their text and by names, classes and
% sizes of what they capture; matrices and recorded functions by their values.
% Another @code{MaxCalls} can change early decisions: calls are then repeated.
% Calls of constraint functions that are not recorded count from @code{Resume} on.
% With @code{Comm} "mpi" each rank has a file, run.ck.0, run.ck.1, @dots{}
%
% Cost: memory and file grow by 8 (n + m) bytes with each gradient or product, up
% to three times the memory of the run.  Read only files of your own.
%
% @strong{Outputs}
% @table @var
% @item info
% Struct: release (version of pgdqa), x0, y0, options, runs (ended before the
% one at work), results (calls of f and g recorded in that one), bytes.
% @end table
%
% For another start of a similar problem save @code{output} itself, and give it as
% @code{WarmStart}: @code{save run.mat output}.
%
% Errors: @code{pgdqa:checkpoint}, where the file cannot be read or written, is
% damaged, of another version, or of another problem.
%
% @seealso{pgdqa_solve, pgdqa_options, pgdqa_output}
% @end deftypefn

function info = pgdqa_checkpoint (file)
  if (nargin ~= 1 || ~ ischar (file))
    error ('pgdqa:class', 'pgdqa_checkpoint: expected the name of a file');
  end
  [head, entries] = pgdqa_shared.core ('checkpoint', file);
  state = checkpoint_state (head);
  found = struct ('release', state.release, 'x0', state.x0, 'y0', state.y0, 'options', state.options, 'runs', numel (state.calls), ...
                  'results', results_in (entries), 'bytes', numel (head) + numel (entries));
  if (nargout > 0)
    info = found;
    return;
  end
  fprintf ('checkpoint of pgdqa %s: n = %d, m = %d, %d runs ended, %d results of the next, %d bytes\n', found.release, numel (found.x0), ...
           numel (found.y0), found.runs, found.results, found.bytes);
end

function count = results_in (entries)
  % an entry is a key and a length, 8 bytes each, and so many bytes
  count = 0;
  at = 0;
  while (at < numel (entries))
    at = at + 16 + double (typecast (entries(at+9:at+16), 'uint64'));
    count = count + 1;
  end
end

%!test
%! f = @(x, y) sum ((x - 1) .^ 2) + y ^ 2;
%! g = @(x, y) (y - sum (x)) ^ 2;
%! file = tempname ();
%! remove = onCleanup (@() delete (file));
%! [x, y, fval, exitflag, output] = pgdqa_solve (f, g, [0; 0], 0, 'Checkpoint', file);
%! info = pgdqa_checkpoint (file);
%! assert (info.x0, [0; 0]);
%! assert (info.results >= output.calls.total);
%! [x2, y2, ~, ~, again] = pgdqa_solve (f, g, [0; 0], 0, 'Resume', file);
%! assert (isequal ({x2, y2, again.calls}, {x, y, output.calls}));
%!error id=pgdqa:checkpoint pgdqa_checkpoint ('/no/such/file')
%!error id=pgdqa:class pgdqa_checkpoint ()
