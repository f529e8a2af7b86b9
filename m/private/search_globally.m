% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first)
  % [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first)   Search "global" of pgdqa_solve
  %
  % first   struct x, y, f, exitflag, output: the run from the start, already made
  %
  % A local run sees one branch of lower-level solutions.  The best point can lie elsewhere in x, or where two branches tie,
  % g (x, y1) = g (x, y2): there f (x, y (x)) jumps, and the least f may be at the end of a branch (or, if g (x, .) is flat
  % between them, in neither).  So
  %   explore   solve the lower level at Starts other x (Latin hypercube) from several y; whatever y is found anywhere is
  %             compared everywhere
  %   descend   local runs from the best of these points, one in each neighbourhood
  %   ties      between neighbours on different branches, bisect to the tie
  %   choose    the lowest f among the points whose y none of the others, started at x, refutes
  % Costs several times the first run, at worst some fifty times.  The clustering of starts is that of A. H. G. Rinnooy Kan and G. T. Timmer (1987).
  s = search_start (f, g, problem, options, first);
  s = search_explore (s);
  s = search_descend (s);
  s = search_ties (s);
  [s, best] = search_choose (s);
  if (best.exitflag <= 0 && ~ isempty (strfind (first.output.message, 'unbounded below')))
    best = s.points(1);                              % a sample of a function without a minimum says less than that
  end
  x = best.x;
  y = best.y;
  fval = best.f;
  exitflag = best.exitflag;
  words = sprintf ('search: %d points in x, %d local runs, %s; from %s', s.starts, sum (ismember ({s.points.origin}, {'start', 'run'})), ...
                   count_text (s.ties, 'tie'), best.origin);
  if (s.stopped)
    words = [words, ', cut short by a limit'];
  end
  if (s.interrupted)
    exitflag = -1;
    words = [words, ', stopped by OutputFcn'];
  end
  output = best.output;
  output.exitflag = exitflag;
  output.message = [output.message, '; ', words];
  output.schedule = 'adaptive';
  output.options = first.output.options;
  output.search = struct ('points', rmfield (s.points, 'output'), 'found', best.origin, 'ties', s.ties);
  output.calls = s.calls;
  output.time = toc (s.clock) + first.output.time;
  if (~ strcmp (output.options.Display, 'off'))
    fprintf ('%s; f %.8g (first run: %.8g), exitflag %d, %d calls in all\n', words, fval, first.f, exitflag, output.calls.total);
  end
end
