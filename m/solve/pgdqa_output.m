% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Explain the fields of output and the reasons for which a run ends.
%
% @deftypefn  {} {} pgdqa_output ()
% @deftypefnx {} {@var{table} =} pgdqa_output ()
% Print every stop reason with its exit flag and its meaning, or return
% them as a struct array (name, exitflag, headline, words).
%
% @example
% @group
% p = pgdqa_testproblem ("sine");
% [x, y, fval, exitflag, output] = pgdqa_solve (p);
% printf ("%s, %s\n", output.stop, output.lower.kind)
% @print{} certified, minimizer
% @end group
% @end example
%
% The struct @code{output} of @code{pgdqa_solve} has these fields.  F (x) is
% f (x, y (x)), A is D2_yy g, and V is how much F varies over the latest
% steps.  NaN stands for a number that was not measured.
% @table @code
% @item stop
% The reason by name, for your code to branch on:
% 1: certified, kink, tie;
% 2: converged, uncertified, tolerances, flat_uncertified, degenerate;
% 3: flat;
% 0: max_iter, max_calls, max_time, search_limit, search_cut;
% -1: output_fcn;
% -2: non_finite, contradiction;
% -3: refuted;
% -4: no_progress, not_confirmed, kink_unproven, no_response, singular, unbounded_upper, unbounded_lower, tie_unproven, unseen, sampled, nearly_feasible;
% -5: infeasible.
% @item message, exitflag, at_rest
% The reason in words; its flag; true if the iteration would stay there.
% @item stationarity, lower_opt, kkt_residual
% min over w of ||grad f + J'w|| with J the Jacobian of grad_y g;
% ||grad_y g||; the root of the sum of their squares.  The first is right
% to 1 % where stationarity_residual is at most 3e-3, else an upper bound.
% @item stationarity_relative, lower_opt_relative
% What the tolerances @code{TolKKT} and @code{TolLower} are compared with.
% @item variation, expected_decrease, expected_decrease_range
% V; by how much f is expected to fall if the run goes on, and a range
% (exitflag 0 and 3 alone, where the path is long enough to tell).
% @item far_variables
% The x that moved farthest where F may have no minimum: give bounds.
% @item start_solved
% 1: y0 solves the lower level at x0.  0: it does not, so f (x0, y0) is no
% value of F and may lie below fval.
% @item gval, fval_before, lambda
% g at the point; f before @code{Restore}; the multiplier of the paper.
% @item iterations, time, memory
% Their number; seconds; bytes of working memory.
% @item calls
% Counts: f_value, f_grad, g_value, g_grad, hvp, user (of your own solvers)
% and total; measure and confirm say how many only measured, and tested
% the answer.  passes: rows of data that native objectives read.  Evaluations
% of a record count; handle: calls of traced functions, outside total.
% @item rollbacks, escapes, pl_ratio
% Earlier iterates returned; refuted y left; ||grad h||^2 / h, h = ||grad_y g||^2.
% @item lower
% The certificate, a struct.  kind: convex, minimizer, degenerate, saddle,
% maximizer or unknown.  eig_min, eig_residual: least eigenvalue of A over
% the largest, and its accuracy.  eig_ratio: the same as the run met it;
% below 1e-5 the lower level is ill-conditioned.  starts: points at which g
% was compared.  value_gap: how far below g (x, y) the least value is.
% hypergradient: ||grad_x f - D2_xy g A^-1 grad_y f||, right to
% hypergradient_residual.  restored, restoration, grad_norm: was the lower
% level solved again, how that ended, ||grad_y g||.  f_error: by how much
% f may be wrong because grad_y g is not zero.  kinks: the y near which g
% has a kink.  Where F has a kink: sides (the gradients of F met at x,
% n x k), hull (least norm of their convex hull over the largest), minmax
% (is f = -c g + a function of x?), convex (was every tangent below F?).
% other_y, other_f: another lower-level solution and f there.  tied: the
% same as found by a search.
% @item linear
% How systems with A were solved.  how: memory, cg, cholesky, user or preconditioner.
% solves, factorisations: counts.  products: of calls.hvp, to form A.  inertia:
% numbers of positive, negative and zero eigenvalues of A, by a factor.
% @item derivatives
% f and g, structs.  source, hvp: where gradients and products come from
% (given, traced, native, difference, complex-step).  tapes, operations: of the
% record.  reason, where: why there is none, what to write instead, and where.
% @item multipliers, violation, active, runs (@code{help pgdqa_constraints})
% @item history
% columns k, f, g, stationarity, lower_opt, kkt_residual, lambda, rho, alpha, step, phase, calls, time;
% a row an iteration.  phase 0: iterates; 1: the point returned.
% @item search
% made; reason (why none was made); found (start, run, program, tie or flat:
% where the answer comes from); points (lower-level solutions found); counts:
% tried (other x explored), branches, programs, ties, runs; most (calls that a
% local run was allowed); cut_short.
% @item method, regime, schedule, options, problem, state
% What was used; @code{WarmStart} reads state.
% @end table
%
% @seealso{pgdqa_solve, pgdqa_methods, pgdqa_report}
% @end deftypefn

function out = pgdqa_output ()
  table = pgdqa_shared.core ('stops');
  if (nargout > 0)
    out = table;
    return;
  end
  fprintf ('exitflag  stop\n');
  flags = [table.exitflag];
  [~, order] = sortrows ([flags' <= 0, abs(flags')]);   % successes first
  for row = table(order)'
    fprintf ('%s\n', pgdqa_shared.hanging_text (sprintf ('%8d  %-17s ', row.exitflag, row.name), row.words, 80));
  end
end

%!test
%! text = evalc ('pgdqa_output ()');
%! for row = pgdqa_output ()'
%!   assert (! isempty (regexp (text, sprintf ('(?<![^\n])%8d  %s +%s', row.exitflag, row.name, regexptranslate('escape', row.words(1:5))), 'once')), '%s', row.name);
%! end
%! assert (max (cellfun (@numel, strsplit (text, char (10)))) <= 80);
%!test # the help explains every field
%! p = pgdqa_testproblem ('lampariello');
%! [~, ~, ~, ~, output] = pgdqa_solve (p);
%! told = get_help_text ('pgdqa_output');
%! names = [fieldnames(output); fieldnames(output.lower); fieldnames(output.calls); fieldnames(output.linear); fieldnames(output.search)];
%! for name = names'
%!   assert (! isempty (regexp (told, ['\<', name{1}, '\>'], 'once')), '%s', name{1});
%! end
