% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first, patience)
  % [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first, patience)   Search "global" of pgdqa_solve
  %
  % first      struct x, y, f, exitflag, output: the run from the start, already made
  % patience   seconds of silence, that of the first run included, until a warning
  %
  % A local run sees one branch of lower-level solutions.  The best point can lie elsewhere in x, or where two branches tie,
  % g (x, y1) = g (x, y2): there f (x, y (x)) jumps, and the least f may be at the end of a branch (or, if g (x, .) is flat
  % between them, in neither).  So
  %   explore   solve the lower level at Starts other x (Latin hypercube) from several y; whatever y is found anywhere is
  %             compared everywhere
  %   descend   local runs from the best of these points, one in each neighbourhood
  %   ties      between neighbours on different branches, bisect to the tie
  %   choose    the lowest f among the points whose y none of the others, started at x, refutes
  % Costs some 13 times the first run, at worst 170 times (textbook problems with bounds).  The clustering of starts is that of A. H. G. Rinnooy Kan and G. T. Timmer (1987).
  s = search_start (f, g, problem, options, first, patience);
  s = search_explore (s);
  s = search_descend (s);
  s = search_ties (s);
  [s, best] = search_choose (s);
  if (best.exitflag <= 0 && any (strcmp (first.output.stop, {'unbounded_upper', 'unbounded_lower'})))
    best = s.points(1);                              % a sample of a function without a minimum says less than that
  end
  x = best.x;
  y = best.y;
  fval = best.f;
  output = best.output;
  if (s.interrupted)
    output = with_stop (output, 'output_fcn');
  elseif (s.stopped && output.exitflag > 0)
    output = with_stop (output, 'search_cut');       % y was not compared with all that the search has to try
  end
  output = with_words (output, sprintf ('a search tried %d other x', s.tried));
  exitflag = output.exitflag;
  output.schedule = 'adaptive';
  output.start_solved = first.output.start_solved;
  output.options = first.output.options;
  output.search = search_summary ('', s, best.origin);
  output.calls = s.calls;
  output.time = toc (s.clock) + first.output.time;
  if (~ strcmp (output.options.Display, 'off'))
    cut = {'', ', cut short by a limit'};
    fprintf ('search: %s\n  %d points in x, %d local runs, %s%s; f %.8g (first run: %.8g), exitflag %d, %d calls in all\n', output.message, ...
             s.tried, output.search.runs, pgdqa_shared.count_text (s.ties, 'tie'), cut{1 + s.stopped}, fval, first.f, exitflag, output.calls.total);
  end
end
