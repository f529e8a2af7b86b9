% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = run_path (label, f, g, x0, y0, options, marks, counter)
  % run = run_path (label, f, g, x0, y0, options, marks, counter)   pgdqa_solve, with the iterates at the marks kept
  %
  % options  struct of pgdqa_options; marks: ascending iterations; [] for the adaptive default: every iteration is kept, and the
  %          point returned is the last one
  % counter  handle of the OutputFcn's values: does an iteration count?  May be left out
  % run      struct: label; upper, lower (f and g); k, calls, time, x, y, squares, stationarity, counted (help path_recorder); fval, exitflag, output;
  %          reference (true for the adaptive default: another unit of iterations); axis (k, to be replaced where the source's
  %          axis is another)
  reference = isempty (marks);
  if (reference)
    marks = 0:20000;
  end
  if (nargin < 8)
    counter = [];
  end
  path_recorder ('start', marks, counter);
  options.OutputFcn = @path_recorder;
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, y0, options);
  run = path_recorder ('read');
  if (reference)
    run.k(end + 1) = output.iterations;
    run.calls(end + 1) = output.calls.total;
    run.time(end + 1) = output.time;
    run.x(:, end + 1) = x;
    run.y(:, end + 1) = y;
    run.squares(end + 1) = NaN;
    run.stationarity(end + 1) = output.stationarity;
  end
  run.label = label;
  run.upper = f;
  run.lower = g;
  run.fval = fval;
  run.exitflag = exitflag;
  run.output = output;
  run.reference = reference;
  run.axis = run.k;
end
