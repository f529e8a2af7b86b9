% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Explain constraints at both levels of pgdqa_solve.
%
% @deftypefn  {} {} pgdqa_constraints ()
% @deftypefnx {} {@var{names} =} pgdqa_constraints ()
% Print the options that hold constraints, or return their names.
%
% @example
% @group
% f = @@(x, y) (x - 3)^2 + (y - 2)^2;
% g = @@(x, y) (y - 5)^2;
% opt = pgdqa_options ("XMin", 0, "XMax", 8, ...
%          "LowerA", [-2, 1; 1, -2; 1, 2], "LowerB", [1; -2; 14]);
% [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 1, 1, opt);
% printf ("%.3f %.3f, multiplier %.3f\n", x, y, ...
%         output.multipliers.lower.ineqlin(1))
% @print{} 1.000 3.000, multiplier 4.000
% @end group
% @end example
%
% @display
% min f (x, y)  subject to  U (x, y) <= 0, Q (x, y) = 0,
% where y minimises g (x, v) over c (x, v) <= 0, e (x, v) = 0.
% @end display
%
% @strong{Options}, or fields of the problem struct; z = [x; y]
% @table @code
% @item UpperA, UpperB, LowerA, LowerB
% A * z <= B; A is p x (n + m), dense or sparse, B is p x 1.
% @item UpperAeq, UpperBeq, LowerAeq, LowerBeq
% Aeq * z = Beq.
% @item UpperCon, LowerCon
% Handle @code{[c, ceq] = con (x, y)}, columns, c <= 0 and ceq = 0; or c alone; or
% @code{[c, ceq, J, Jeq]} with J(i,j) = dc_i / dz_j (rows; fmincon has columns).
% They are traced where that can be done; J is tested, and used where it cannot;
% without J that leaves differences.
% @item TolCon
% Bound on the relative violation: each row over max (1, norm of its row of J).
% Default 1e-6.
% @end table
%
% Rows of one variable of their own level become its bounds, rows of UpperCon
% and LowerCon that turn out to be linear are treated so.  A problem of the
% BOLIB library, w = fun (x, y, key), is four handles:
%
% @display
% f = @@(x, y) fun (x, y, "F"), g = @@(x, y) fun (x, y, "f"),
% UpperCon = @@(x, y) fun (x, y, "G"), LowerCon = @@(x, y) fun (x, y, "g")
% @end display
%
% @strong{What output adds}
% @table @code
% @item multipliers.lower, multipliers.upper
% ineqlin, eqlin, ineqnonlin, eqnonlin, and ymin, ymax (xmin, xmax) of bounds;
% >= 0 for inequalities.  Lower: grad_y g + Jy' mu = 0.  Upper: the same for the
% reduced gradient of f and the reduced Jacobian.
% @item violation.lower, violation.upper
% The largest, raw and relative.
% @item active.lower, active.upper
% Logical, as multipliers.
% @item calls.con_value, calls.con_grad
% Evaluations of constraint functions or their records; in total.
% MaxCalls below 50 may be exceeded by them.
% @item runs, history
% Runs of the solver; a row for each, with @code{violation}, and one of the answer.
% @end table
%
% An exit flag above 0 says besides: all constraints hold to @code{TolCon}, the
% multipliers no longer change, and no y that meets the lower constraints was
% found with a lower g.  Stop "infeasible" (-5): no such point was found, the one
% returned has the least violation.  "nearly_feasible" (-4): to more than
% @code{TolCon}, as where constraints have no interior.
%
% @strong{How.}  Augmented Lagrangians at both levels.  Up to 60 lower variables
% and inequalities each of these gets a slack, so that kinks of y (x) are bounds,
% which the solver follows, searches included.  Beyond, they are smoothed,
% from run to run less, down to 1e-9 of the size of g.
%
% Where the answer claims nothing, or y stays at a vertex whatever x is, a second
% start follows: the end of the smoothed path, which keeps to the better side of
% kinks and jumps.  With Search "global" it always does, and four other x are
% starts, too.  Where a lower-level solution is refuted on the way, its tie with
% the better one is looked for ("tie_unproven").  The lowest f is returned whose y
% was not refuted; a claim is left for a clearly lower f only.
%
% Cost: 200 to 3000 calls with few variables, 10,000 and more where nothing is
% claimed.  Linear constraints count as no calls.  Only Schedule "adaptive" takes
% constraints.
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value},
% @code{pgdqa:needs}; @code{pgdqa:oracle} where J contradicts the values.
%
% @seealso{pgdqa_solve, pgdqa_options, pgdqa_output, pgdqa_sensitivity}
% @end deftypefn

function names = pgdqa_constraints ()
  known = pgdqa_shared.constraint_names ();
  if (nargout > 0)
    names = known;
    return;
  end
  table = pgdqa_options ();
  for name = [known, {'TolCon'}]
    row = table(strcmp ({table.name}, name{1}));
    fprintf ('%-10s %s\n', row.name, row.meaning);
  end
end

%!test
%! assert (numel (pgdqa_constraints ()), 10);
%! text = evalc ('pgdqa_constraints ()');
%! assert (! isempty (strfind (text, 'LowerCon')));
