% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {@var{objective} =} pgdqa_objective (@var{fun})
% @deftypefnx {} {@var{objective} =} pgdqa_objective (@var{fun}, @var{hvp})
% Make an objective from function handles, to be used as f or g of @code{pgdqa_solve}.
%
% @table @var
% @item fun
% Handle @code{[v, gx, gy] = fun (x, y)}: value (real scalar), gradient in x (n x 1) and gradient
% in y (m x 1) at the upper variable x (n x 1) and the lower variable y (m x 1).  It is always called
% with three outputs.  A function of one output is differentiated by central differences; one that declares gradients and does
% not set them is refused (@code{pgdqa:oracle}).  Gradients are full columns: sparse ones are refused, too.
% @item hvp
% Handle @code{[hx, hy] = hvp (x, y, vx, vy)}: the Hessian of fun times (vx, vy), split into its
% x part (n x 1) and its y part (m x 1).  Default @code{[]}: differences of the gradient stand in.
% @item objective
% Struct with the fields @code{objective} (@code{'handle'}), @code{fun} and @code{hvp}.
% @end table
%
% A value or derivative that is complex is refused at the start (@code{pgdqa:oracle}); away from it complex ones count as not finite.
% From points that are not finite @code{pgdqa_solve} goes back with @code{Schedule} @code{"adaptive"}, and ends with exitflag -4 where it finds no
% way around them; otherwise it ends there, with exitflag -2 and the last finite iterate.
%
% Nothing is evaluated here (no oracle call); @code{pgdqa_check} tests the derivatives.
%
% Errors: @code{pgdqa:class} if an argument is no function handle, @code{pgdqa:size} if a handle
% takes the wrong number of arguments.
%
% @example
% square = @@(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
% g = pgdqa_objective (square, @@(x, y, vx, vy) deal (2 * (vx + vy), 2 * (vx + vy)));
% @end example
%
% @seealso{pgdqa_quadratic, pgdqa_terms, pgdqa_check, pgdqa_solve}
% @end deftypefn

function objective = pgdqa_objective (fun, hvp, varargin)
  if (nargin < 1)
    error ('pgdqa:option', 'pgdqa_objective: no arguments, expected a function handle');
  elseif (nargin > 2)
    error ('pgdqa:option', 'pgdqa_objective: %d arguments, expected at most fun, hvp', nargin);
  end
  if (nargin < 2)
    hvp = [];
  end
  check_handle (fun, 'fun', '[v, gx, gy] = fun (x, y)', 2);
  if (~ isequal (hvp, []))
    check_handle (hvp, 'hvp', '[hx, hy] = hvp (x, y, vx, vy), or []', 4);
  end
  objective = struct ('objective', 'handle', 'fun', fun, 'hvp', hvp);
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
%!error <3 arguments, expected at most fun, hvp> pgdqa_objective (@plus, [], 1)
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
