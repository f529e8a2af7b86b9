% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {@var{objective} =} pgdqa_objective (@var{fun})
% @deftypefnx {} {@var{objective} =} pgdqa_objective (@var{fun}, @var{hvp})
% @deftypefnx {} {@var{objective} =} pgdqa_objective (@var{fun}, "@var{Name}", @var{value}, @dots{})
% Make an objective from function handles, to be used as f or g of @code{pgdqa_solve}.
%
% @table @var
% @item fun
% Handle @code{[v, gx, gy] = fun (x, y)}: value (real scalar), gradient in x (n x 1) and gradient
% in y (m x 1) at the upper variable x (n x 1) and the lower variable y (m x 1).  It is always called
% with three outputs.  gx may be @code{[]}, at every point: then central differences stand in for it alone, of f by 2 n calls a gradient, of g by 2 n
% calls a product that needs D2_xy g (2 n + 1 with bounds).  A function of one output is differentiated by central differences; one that declares gradients and does
% not set them is refused (@code{pgdqa:oracle}).  Gradients are full columns: sparse ones are refused, too.
% @item hvp
% Handle @code{[hx, hy] = hvp (x, y, vx, vy)}: the Hessian of fun times (vx, vy), split into its
% x part (n x 1) and its y part (m x 1).  Default @code{[]}: differences of the gradient stand in.
% @item objective
% Struct with the fields @code{objective} (@code{'handle'}), @code{fun}, @code{hvp}, and one for each other function given.
% @end table
%
% Names and values: @code{HVP}, another way to give hvp; and for a lower level g without bounds on y, whose Hessian in y is A = D2_yy g, any
% of these.  Systems with A are then solved with less products; Krylov steps correct what they return, so that the answer does not depend on
% them.  Each call counts in @code{output.calls.user}, which is part of the total; @code{output.linear} says which is used.
%
% @table @code
% @item HessianYY
% Handle @code{A = fun (x, y)}: A, m x m, symmetric, sparse or dense.  It gets a Cholesky factor (what for and when: as
% @code{pgdqa_quadratic} says, but without a limit on its condition), which is made again when (x, y) has moved so far that a solve needs more
% than 6 products.  Where A is not positive definite the memory of products stands in.
% @item SolveYY
% Handle @code{s = fun (x, y, b)}: the solution (m x 1) of A s = b, b m x 1.  It is used in place of @code{HessianYY}.
% @item PreconditionerYY
% Handle @code{s = fun (x, y, b)}: an approximation of it, linear in b, symmetric and positive definite.  It is used where neither of the others
% is given.
% @end table
%
% A value or derivative that is complex is refused at the start (@code{pgdqa:oracle}); away from it complex ones count as not finite.
% From points that are not finite @code{pgdqa_solve} goes back with @code{Schedule} @code{"adaptive"}, and ends with exitflag -4 where it finds no
% way around them; otherwise it ends there, with exitflag -2 and the last finite iterate.
%
% Nothing is evaluated here (no oracle call); @code{pgdqa_check} tests the derivatives.
%
% Errors: @code{pgdqa:class} if an argument is no function handle, @code{pgdqa:size} if a handle
% takes the wrong number of arguments, @code{pgdqa:option} for an unknown name; later, in @code{pgdqa_solve}, @code{pgdqa:oracle} if one returns
% the wrong size or class, if A is not symmetric, or if the first s of @code{HessianYY} or @code{SolveYY} leaves ||A s - b|| above 0.1 ||b||.
%
% @example
% square = @@(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
% g = pgdqa_objective (square, @@(x, y, vx, vy) deal (2 * (vx + vy), 2 * (vx + vy)));
% g = pgdqa_objective (square, "HessianYY", @@(x, y) 2);
% @end example
%
% @code{HessianYY} pays where A is cheap beside the products it saves.  Where a ridge penalty exp (x) is learnt from many rows, A'A is made once
% (@file{bench/bench_penalties.m}: 0.6 to 0.9 of the time with products alone until f is within 0.1 % of the best, 20,000 rows and
% 500 columns; 0.8 for logistic regression, whose A is made again at some points; no gain with 4000 rows and 200 columns):
%
% @example
% A = [1, 2; 3, 4; 5, 6; 7, 9];
% b = [1; 2; 4; 3];
% B = A' * A;
% ridge = @@(x, y) deal (sumsq (A * y - b) / 2 + exp (x) * sumsq (y) / 2, exp (x) * sumsq (y) / 2, A' * (A * y - b) + exp (x) * y);
% hvp = @@(x, y, vx, vy) deal (exp (x) * (y' * vy + vx * sumsq (y) / 2), A' * (A * vy) + exp (x) * (vy + vx * y));
% g = pgdqa_objective (ridge, "HVP", hvp, "HessianYY", @@(x, y) B + exp (x) * eye (2));
% report = pgdqa_check (@@(x, y) deal (sumsq (y), 0 * x, 2 * y), g, 0.5, [1; 2], "Display", "off");
% assert (report.ok)
% @end example
%
% @seealso{pgdqa_quadratic, pgdqa_terms, pgdqa_check, pgdqa_solve}
% @end deftypefn

function objective = pgdqa_objective (fun, varargin)
  if (nargin < 1)
    error ('pgdqa:option', 'pgdqa_objective: no arguments, expected a function handle');
  end
  check_handle (fun, 'fun', '[v, gx, gy] = fun (x, y)', 2);
  hvp = [];
  if (~ isempty (varargin) && ~ ischar (varargin{1}))
    hvp = varargin{1};
    varargin(1) = [];
  end
  if (mod (numel (varargin), 2) == 1)
    error ('pgdqa:option', 'pgdqa_objective: %s has no value, expected pairs of a name and a value after fun or fun, hvp', value_text (varargin{end}));
  end
  objective = struct ('objective', 'handle', 'fun', fun, 'hvp', []);
  objective = with_function (objective, 'hvp', 'hvp', hvp, '[hx, hy] = hvp (x, y, vx, vy), or []', 4);
  for k = 1:2:numel (varargin)
    objective = with_named (objective, varargin{k:k+1});
  end
end

function objective = with_named (objective, name, value)
  solvers = solver_functions ();
  names = [{'HVP'}, solvers(:, 1)'];
  if (~ ischar (name) || ~ any (strcmp (name, names)))
    error ('pgdqa:option', 'pgdqa_objective: %s, expected one of %s', value_text (name), strjoin (names, ', '));
  end
  if (strcmp (name, 'HVP'))
    objective = with_function (objective, 'hvp', 'HVP', value, '[hx, hy] = fun (x, y, vx, vy), or []', 4);
  else
    row = find (strcmp (name, solvers(:, 1)));
    objective = with_function (objective, name, name, value, [solvers{row, 2}, ', or []'], solvers{row, 3});
  end
end

function objective = with_function (objective, field, name, handle, signature, inputs)
  if (~ isequal (handle, []))
    check_handle (handle, name, signature, inputs);
    objective.(field) = handle;
  end
end

function check_handle (handle, name, signature, inputs)
  if (~ isa (handle, 'function_handle'))
    error ('pgdqa:class', 'pgdqa_objective: %s is a %s, expected a function handle %s', name, class (handle), signature);
  end
  taken = known_inputs (handle);
  if (taken >= 0 && taken ~= inputs)
    error ('pgdqa:size', 'pgdqa_objective: %s takes %d arguments, expected %d: %s', name, taken, inputs, signature);
  end
end

%!test
%! f = @(x, y) deal (x + y, 1, 1);
%! objective = pgdqa_objective (f);
%! assert (objective.objective, 'handle');
%! assert (isequal (objective.fun, f));
%! assert (objective.hvp, []);

%!test
%! hvp = @(x, y, vx, vy) deal (vx, vy);
%! objective = pgdqa_objective (@(x, y) deal (x' * x / 2, x, 0 * y), hvp);
%! [hx, hy] = objective.hvp (1, 2, 3, 4);
%! assert ([hx, hy], [3, 4]);

%!test
%! % Handles of any number of arguments.
%! pgdqa_objective (@(varargin) deal (0, 0, 0));
%! pgdqa_objective (@plus);

%!error <no arguments, expected> pgdqa_objective ()
%!test
%! % Functions that help to solve with D2_yy fun, by name.
%! A = @(x, y) 2;
%! objective = pgdqa_objective (@plus, 'HVP', @(x, y, vx, vy) deal (vx, vy), 'HessianYY', A);
%! assert (objective.HessianYY, A);
%! assert (nargin (objective.hvp), 4);
%! assert (fieldnames (pgdqa_objective (@plus, [], 'SolveYY', @(x, y, b) b)), {'objective'; 'fun'; 'hvp'; 'SolveYY'});
%! assert (fieldnames (pgdqa_objective (@plus, 'SolveYY', [])), {'objective'; 'fun'; 'hvp'});

%!error <1 has no value, expected pairs of a name and a value> pgdqa_objective (@plus, [], 1)
%!error <1, expected one of HVP, HessianYY, SolveYY, PreconditionerYY> pgdqa_objective (@plus, [], 1, 2)
%!error <'Hessian', expected one of HVP> pgdqa_objective (@plus, 'Hessian', @(x, y) 1)
%!error <SolveYY is a double, expected a function handle s = fun \(x, y, b\), or \[\]> pgdqa_objective (@plus, 'SolveYY', 1)
%!error <HessianYY takes 1 arguments, expected 2: A = fun \(x, y\)> pgdqa_objective (@plus, 'HessianYY', @(x) 1)
%!error id=pgdqa:option pgdqa_objective (@plus, 'Hessian', @(x, y) 1)
%!error <fun is a double, expected a function handle> pgdqa_objective (3)
%!error <fun is a char, expected a function handle> pgdqa_objective ('sin')
%!error <hvp is a struct, expected a function handle> pgdqa_objective (@(x, y) x, struct ())
%!error <fun takes 1 arguments, expected 2> pgdqa_objective (@(x) x)
%!error <hvp takes 2 arguments, expected 4> pgdqa_objective (@(x, y) x, @(vx, vy) deal (vx, vy))
%!error id=pgdqa:class pgdqa_objective (struct ())
%!error id=pgdqa:size pgdqa_objective (@(x, y, z) x)

%!demo
%! % A lower-level objective with an exact Hessian-vector product, checked.
%! fun = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
%! hvp = @(x, y, vx, vy) deal (2 * (vx + vy), 2 * (vx + vy));
%! g = pgdqa_objective (fun, hvp);
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! pgdqa_check (f, g, 0.3, -0.2);
