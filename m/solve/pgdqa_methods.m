% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Explain the methods and schedules of pgdqa_solve.
%
% @deftypefn  {} {} pgdqa_methods ()
% @deftypefnx {} {@var{table} =} pgdqa_methods ()
% Print the methods and schedules with the options that each reads, or
% return them as a struct array (words, constants, options).
%
% @example
% @group
% p = pgdqa_testproblem ("lampariello");
% [x, y, fval] = pgdqa_solve (p.f, p.g, 0, 0, "Schedule", "fixed", ...
%                 "Regime", "pl", "MaxIter", 500, "Restore", true);
% printf ("%.4f\n", fval)
% @print{} 0.5000
% @end group
% @end example
%
% @strong{PGD-QA.}  J is the Jacobian of grad_y g, A is D2_yy g and
% F (x) = f (x, y (x)).  An iteration is a gradient step of f, perturbed so
% that grad_y g decreases: the closest d to -grad f that meets a linearised
% constraint.  This quadratic program has a closed form.
%
% @strong{Schedule "adaptive"} (default) imposes the whole constraint
% J d = -grad_y g, with products of A and a memory of them.  It steps
% along the reduced gradient, the gradient of F, with a line search, and
% solves the lower level only as accurately as the expected decrease of F
% requires.  It has no constants.  It ends where both tests hold:
% @itemize
% @item stationary: E <= @code{TolKKT}^2 V.  E is the decrease of F that its
% quadratic model expects, V how much F varied while it was quadratic;
% the latest steps must have left at most 1/16 of E, and a look along the
% gradient must confirm it.
% @item lower level solved: a Newton step in y lowers g by at most
% @code{TolLower}^2 dy'A dy / 2 (dy: the response of y to the steps of V) and
% changes f by at most 1e-6 V.
% @end itemize
% Units and constants added to f and g do not change these tests.  Before
% it ends it tests y: the lowest curvature of g (x, .), and g at
% @code{Starts} points.  From a better y it goes on.
%
% @strong{Kinks and ties.}  F has kinks where y (x) meets a bound, and jumps
% where two lower-level solutions tie, as in games.  With at most 20 x
% and 20 y, finite @code{YMin} and @code{YMax}, in double precision, a run that
% meets one goes on by a bundle method in x: the gradients of F met are
% cuts of a model, and a small quadratic program gives the step.
% An answer (stop "kink" or "tie") is a local minimum of F: 0 lies in the
% hull of the gradients met, and F rises at looks to all sides.
%
% @strong{Search} (option @code{Search}).  A branch y_i (x) is a minimiser of
% g (x, .) followed over x.  Branches are looked for at (4 + 3 n) Starts / 12
% other x (12 at the least).  On each, f (x, y_i (x)) is minimised subject to
% g (x, y_i) <= g (x, y_j) for all others, by sequential quadratic
% programming; at a tie one of these holds with equality.  The best end is
% tested for branches not seen, and measured as every answer is.  It takes
% some 1000 calls with two x and two y (2000 by values), and is a sample,
% not a proof.  Where wells of g are too narrow for it, stop is "unseen".
%
% @strong{Schedules of the paper.}  "fixed": alpha and gamma are constants
% times powers of the budget K = @code{MaxIter}; "diminishing": of k + 1.
% @code{StepScale} and @code{AlphaScale} are yours to choose, and none is safe for
% every problem: gamma must stay below 2 over the curvature of f.  A run
% ends near, not at, the lower-level solution, so fval can be too low: set
% @code{Restore} and compare @code{output.fval_before}.  An iteration takes one
% gradient of f, one of g and one Hessian-vector product.
%
% @strong{Other methods}, to compare with.
% @table @code
% @item rxgf
% flow of f kept on ||grad_y g||^2 <= eps^2 (arXiv:2501.16520)
% @item sgf
% the same with the whole Jacobian, by conjugate gradients
% @item qcqp
% step of f inside a ball around the linearised constraint (arXiv:2505.14647)
% @item bome
% value gap of a few inner steps, first-order (Liu et al., 2022)
% @item vpbgd
% penalty on the value gap, error of order 1 / Penalty (Shen and Chen, 2023)
% @item f2sa
% penalty with two inner sequences, the same error
% @item aid
% implicit gradient by conjugate gradients: convex lower levels only
% @end table
%
% Sources: arXiv:2504.17215 (PGD-QA); C. Lemarechal, Math. Program. Study 3
% (1975) 95-109 (bundle method).
%
% @seealso{pgdqa_solve, pgdqa_options, pgdqa_output, pgdqa_compare}
% @end deftypefn

function out = pgdqa_methods ()
  table = pgdqa_shared.core ('methods');
  if (nargout > 0)
    out = table;
    return;
  end
  fprintf ('%-22s%s\n', 'method or schedule', 'options of its own (pgdqa_compare tunes the first two)');
  for row = table'
    options = strjoin (strsplit (strjoin ({row.constants, row.options}, '|'), '|', 'CollapseDelimiters', true), ', ');
    fprintf ('%s\n', pgdqa_shared.hanging_text (sprintf ('%-22s', strrep (row.words, '|', ', ')), regexprep (options, '^, |, $', ''), 80));
  end
end

%!test
%! text = evalc ('pgdqa_methods ()');
%! assert (! isempty (regexp (text, '\nbome +StepSize, InnerStep, StepDecay', 'once')));
%! assert (! isempty (regexp (text, '\nadaptive +TolFun, WarmStart', 'once')));
%! assert (isempty (regexp (text, ', \n|, $', 'once')));
%! assert (max (cellfun (@numel, strsplit (text, char (10)))) <= 80);
%! assert (any (strcmp ({pgdqa_methods().words}, 'diminishing|fixed')));
