% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% pgdqa solves bilevel problems: the overview of the package.
%
% @deftypefn {} {} pgdqa ()
% Print this overview.
%
% @example
% @group
% f = @@(x, y) (x - 1)^2 + (y - 1)^2;    % upper objective
% g = @@(x, y) (y - 2*x)^2;              % lower objective: y = 2 x
% [x, y, fval] = pgdqa_solve (f, g, 0, 0);
% printf ("x = %.3f, y = %.3f, f = %.3f\n", x, y, fval)
% @print{} x = 0.600, y = 1.200, f = 0.200
% @end group
% @end example
%
% A bilevel problem is
%
% @display
% minimise over x, y   f (x, y)   where y minimises g (x, .)
% @end display
%
% with f and g smooth, convex or not, and perhaps bounds and constraints.  They are
% plain functions of Octave: each is called some 20 times and recorded, and
% the record is run in compiled code with exact derivatives.
% Examples: x are hyperparameters, y the coefficients fitted with them, g
% the training loss, f the validation loss; x are prices, y what customers
% buy; x is an unknown load, y the state of an equation.
%
% @strong{First steps}
% @table @code
% @item pgdqa_demo
% three problems with pictures
% @item pgdqa_check
% are my gradients right?
% @item pgdqa_diagnose
% is my problem one for this package, and what should I change?
% @item pgdqa_solve
% solve it
% @item pgdqa_options, pgdqa_output, pgdqa_methods, pgdqa_constraints
% every option, every field of the answer, the algorithm, constraints
% @item pgdqa_checkpoint
% long runs that survive a crash
% @item pgdqa_mpi
% data in parts, on several processes or machines
% @item pgdqa_plot, pgdqa_report
% residuals; the whole run as a page
% @end table
%
% @strong{Objectives evaluated in C}
% @table @code
% @item pgdqa_quadratic, pgdqa_terms, pgdqa_term
% quadratics; sums of functions of affine maps
% @item pgdqa_regselection, pgdqa_hypercleaning
% ridge penalties; weights of training rows
% @item pgdqa_trace
% such a record, to keep where a function is solved with many times
% @item pgdqa_objective
% handles with Hessian-vector products or solvers of your own
% @end table
%
% @strong{More about an answer, and comparisons}
% @table @code
% @item pgdqa_sensitivity, pgdqa_multistart
% how y moves with x; many starts
% @item pgdqa_testproblem, pgdqa_variant
% problems with known answers; with noise or other units
% @item pgdqa_compare, pgdqa_compare_plot, pgdqa_profile, pgdqa_plot_live
% methods on equal budgets; pictures
% @end table
%
% Source: N. Abolfazli, S. Sharifi, M. Fazlyab, E. Yazdandoost Hamedani,
% arXiv:2504.17215.
%
% @seealso{pgdqa_solve, pgdqa_demo}
% @end deftypefn

function pgdqa ()
  help ('pgdqa');
end

%!assert (any (strfind (evalc ('pgdqa ()'), 'pgdqa_diagnose')))
