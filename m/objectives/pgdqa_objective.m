% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make an objective from function handles, to be used as f or g of
% @code{pgdqa_solve}.
%
% @deftypefn  {} {@var{objective} =} pgdqa_objective (@var{fun})
% @deftypefnx {} {@var{objective} =} pgdqa_objective (@var{fun}, @var{hvp})
% @deftypefnx {} {@var{objective} =} pgdqa_objective (@var{fun}, "Name", @var{value}, @dots{})
%
% @example
% @group
% f = @@(x, y) x^2 + y^2;
% s = @@(x, y) x + y - 1;
% square = @@(x, y) deal (s (x, y)^2, 2 * s (x, y), 2 * s (x, y));
% g = pgdqa_objective (square, "HessianYY", @@(x, y) 2);
% [x, y] = pgdqa_solve (f, g, 0, 0);
% printf ('%.2f %.2f\n', x, y)
% @print{} 0.50 0.50
% @end group
% @end example
%
% @strong{Arguments}
% @table @code
% @item fun
% Handle @code{v = fun (x, y)} or @code{[v, gx, gy] = fun (x, y)}: the value (real
% scalar), the gradient in x (n x 1) and the gradient in y (m x 1) at x (n x 1)
% and y (m x 1).  Gradients are full columns.
% @itemize
% @item
% A function of one output is traced, or else differentiated by central
% differences (option @code{Derivatives}).
% @item
% One that has more is always called with three outputs.
% @item
% gx may be @code{[]}, at every point.  Then central differences stand in for
% it alone: of f by 2 n calls a gradient, of g by 2 n calls a product that
% needs D2_xy g (2 n + 1 with bounds).
% @item
% A function that declares gradients and does not set them is refused.
% @end itemize
% @item hvp
% Handle @code{[hx, hy] = hvp (x, y, vx, vy)}: the Hessian of @code{fun} times
% (vx, vy), its x part (n x 1) and its y part (m x 1).  Default @code{[]}:
% differences of the gradient stand in, or, where n + m > 20, products of a
% trace of the value, if gx and gy are the gradients of it.
% @end table
%
% @strong{Options}
%
% @code{HVP} gives @code{hvp} by name.  The others are for a lower level g
% without bounds on y, whose Hessian in y is A = D2_yy g.  They make systems
% with A cheaper.  Krylov steps correct what they return, so that the answer
% does not depend on them.
% @table @code
% @item HessianYY
% Handle @code{A = fun (x, y)}: A, m x m, symmetric, sparse or dense.  It gets a
% Cholesky factor as @code{pgdqa_quadratic} says, but without a limit on its
% condition.  The factor is made again where a solve needs more than 6
% products.  Where A is not positive definite, products stand in.
% @item SolveYY
% Handle @code{s = fun (x, y, b)}: the solution of A s = b, m x 1.  It is used in
% place of @code{HessianYY}.
% @item PreconditionerYY
% Handle @code{s = fun (x, y, b)}: an approximation of that solution, linear in b,
% symmetric, positive definite.  It is used where neither of the others is.
% @end table
%
% @code{HessianYY} pays where A is cheap beside the products that it saves.  For
% a ridge penalty learnt from 20,000 rows and 500 columns the time is 0.6 to
% 0.9 of that with products alone; for 4000 rows and 200 columns there is no
% gain (@file{bench/bench_penalties.m}).
%
% @strong{Outputs}
% @table @var
% @item objective
% Struct with the fields @code{objective} (@code{'handle'}), @code{fun}, @code{hvp}, and one
% for each other function given.
% @end table
%
% A value or derivative that is complex is refused at the start; away from it
% it counts as not finite.  The default schedule goes back from points that
% are not finite; where it finds no way around them, and with the others, a run
% ends with exitflag -2 and the last finite iterate.  Bounds keep away from them.
%
% Errors: @code{pgdqa:class} (no function handle), @code{pgdqa:size} (a handle takes the
% wrong number of arguments), @code{pgdqa:option} (unknown name).  Later, in
% @code{pgdqa_solve}, @code{pgdqa:oracle}: a wrong size or class, a sparse gradient,
% an A that is not symmetric, a first s that leaves ||A s - b|| above
% 0.1 ||b|| (@code{HessianYY}, @code{SolveYY}).
%
% Cost: nothing is evaluated here.  Calls of the handles of A count in
% @code{output.calls.user}, which is part of the total.  @code{output.linear} says
% which is used.
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
    error ('pgdqa:option', 'pgdqa_objective: %s has no value, expected pairs of a name and a value after fun or fun, hvp', ...
           pgdqa_shared.value_text (varargin{end}));
  end
  objective = struct ('objective', 'handle', 'fun', fun, 'hvp', []);
  objective = with_function (objective, 'hvp', 'hvp', hvp, '[hx, hy] = hvp (x, y, vx, vy), or []', 4);
  for k = 1:2:numel (varargin)
    objective = with_named (objective, varargin{k:k+1});
  end
end

function objective = with_named (objective, name, value)
  solvers = pgdqa_shared.solver_functions ();
  names = [{'HVP'}, solvers(:, 1)'];
  if (~ ischar (name) || ~ any (strcmp (name, names)))
    error ('pgdqa:option', 'pgdqa_objective: %s, expected one of %s', pgdqa_shared.value_text (name), strjoin (names, ', '));
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
  taken = pgdqa_shared.known_inputs (handle);
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
