% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Tell how the lower-level solution moves with x at an answer: dy/dx.
%
% @deftypefn  {} {[@var{dydx}, @var{info}] =} pgdqa_sensitivity (@var{output})
% @deftypefnx {} {[@var{dydx}, @var{info}] =} pgdqa_sensitivity (@var{output}, @var{dx})
%
% @example
% @group
% f = @@(x, y) x ^ 2 + y ^ 2;
% g = @@(x, y) (x + y - 1) ^ 2;                   # y = 1 - x
% [~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0);
% printf ('%.4f\n', pgdqa_sensitivity (output))
% @print{} -1.0000
% @end group
% @end example
%
% By the implicit function theorem
%
% @display
% dy/dx = -A^-1 D2_yx g,   A = D2_yy g,
% @end display
%
% where y solves the lower level and A is positive definite.  A variable of y at
% a bound where grad_y g pushes outward does not move: its row is 0, and A is
% that of the others.  With lower-level constraints the active ones hold along
% y (x), and A is that of the Lagrangian along them; info.weak then lists active
% ones, [kind, index], with a multiplier of about 0.
%
% @strong{Arguments}
% @table @var
% @item output
% The fifth output of @code{pgdqa_solve}.
% @item dx
% Directions, n x k.  @var{dydx} is then dy/dx times @var{dx}.  Default: the
% whole dy/dx.  With m > 300 every column costs a solve: there give directions.
% @end table
%
% @strong{Outputs}
% @table @code
% @item dydx
% m x n, or m x k.
% @item info.eig_min, eig_max, condition
% Extreme eigenvalues of A, exact for m <= 300, else estimated; their ratio.
% @item info.residual
% Of the linear systems, relative.
% @item info.lower_step
% Length of the Newton step -A^-1 grad_y g, relative to that of y or of its way
% from the start: how far y is from solving the lower level.
% @item info.hypergradient
% n x 1: df/dx along the lower-level solution,
% grad_x f - D2_xy g A^-1 grad_y f.
% @item info.hypergradient_difference
% Its norm against @code{output.lower.hypergradient}, relative to its terms.
% NaN: the output has none.
% @item info.free, weak
% m x 1: does the variable move?  Indices of those at a bound with a gradient of
% about 0: there dy/dx is right only for directions that keep them inside.
% @item info.solver, calls
% 'cholesky', 'cg' or, with constraints, 'kkt'; calls as in @code{output.calls}.
% @end table
%
% Errors: @code{pgdqa:needs} where dy/dx does not exist or would be wrong: the
% least eigenvalue of A is not above 1e-7 of the largest; the certificate
% refuted y; the Newton step is longer than 1e-3.  @code{pgdqa:class},
% @code{pgdqa:size}, @code{pgdqa:value}: the arguments.
%
% Cost: a gradient of each level, and Hessian-vector products of g: one for each
% free variable of y up to m = 300; beyond, one for each direction and those of
% conjugate gradients in 3 + k solves.  A product that is not given costs
% 4 gradients.
%
% @seealso{pgdqa_solve, pgdqa_multistart, pgdqa_check}
% @end deftypefn

function [dydx, info] = pgdqa_sensitivity (output, dx, varargin)
  if (nargin == 0)
    error ('pgdqa:class', 'pgdqa_sensitivity: no arguments, expected an output of pgdqa_solve');
  elseif (nargin > 2)
    error ('pgdqa:option', 'pgdqa_sensitivity: %d arguments, expected at most an output of pgdqa_solve, dx', nargin);
  end
  p = problem_of (output);
  n = numel (p.x);
  m = numel (p.y);
  all_of_x = nargin < 2 || isempty (dx);
  if (all_of_x)
    dx = eye (n);
  end
  check_directions (dx, n);
  refuse_refuted (output);

  at = struct ('x', p.x, 'y', p.y);
  from = struct ('x', p.x0, 'y', p.y0);
  for name = 'fg'
    probed = pgdqa_shared.probe_objective (pgdqa_shared.as_objective ('pgdqa_sensitivity', p.(name), name), p.x, p.y);
    level.(name) = pgdqa_shared.traced ('pgdqa_sensitivity', probed, output.options, p.x, p.y);
  end
  df = second_derivatives (level.f, 'f', at, from);
  dg = second_derivatives (level.g, 'g', at, from);
  if (isfield (output, 'multipliers') && any (structfun (@numel, rmfield (output.multipliers.lower, {'ymin', 'ymax'}))))
    [dydx, info] = constrained_sensitivity (output, p, level, df, dg, dx);
    return;
  end
  [fx, fy] = df.gradient ();
  [~, v] = dg.gradient ();
  [free, weak] = free_variables (p.y, v, output.options);

  dense = sum (free) <= 300; % a matrix of that size costs less than the solves
  least = max (eps (class (p.x(1) + p.y(1))) ^ 0.45, 100 * dg.accuracy); % 1e-7, 8e-4 in single precision
  system = lower_system (dg, free, n, least, dense);
  refuse_singular (system, least);
  [step, count(1)] = system.solve (double (v(free)));
  lower_step = norm (step) / longest (norm (p.y), norm (p.y - p.y0));
  refuse_unsolved (lower_step, norm (v(free)));

  [B, count(2)] = system.right (dx);
  [X, count(3), residual] = system.solve (B);
  dydx = zeros (m, size (dx, 2));
  dydx(free, :) = -X;
  [q, count(4)] = system.solve (double (fy(free)));
  [Cq, count(5)] = system.across (q);
  hypergradient = double (fx) - Cq;
  size_of_terms = longest (norm (fx), norm (Cq));

  solvers = {'cg', 'cholesky'};
  calls = add_calls (level.f, level.g, {df.per_gradient, dg.per_gradient, dg.per_product}, [1, 1, system.products + sum(count)]);
  info = struct ('eig_min', system.eig_min, 'eig_max', system.eig_max, 'condition', system.eig_max / system.eig_min, ...
                 'residual', residual, 'lower_step', lower_step, 'hypergradient', hypergradient, ...
                 'hypergradient_difference', abs (norm (hypergradient) - known_hypergradient (output)) / size_of_terms, ...
                 'free', free, 'weak', weak, 'solver', solvers{1 + dense}, 'calls', calls);
end

function p = problem_of (output)
  pgdqa_shared.check_output ('pgdqa_sensitivity', {output}, 1, ...
                             {'problem.f', 'problem.g', 'problem.x', 'problem.y', 'problem.x0', 'problem.y0', 'options', ...
                              'lower.kind', 'lower.eig_min', 'lower.value_gap', 'lower.hypergradient?'});
  pgdqa_shared.refuse_mpi ('pgdqa_sensitivity', output.options);
  p = output.problem;
  pgdqa_shared.check_start ('pgdqa_sensitivity', p.x, 'problem.x');
  pgdqa_shared.check_start ('pgdqa_sensitivity', p.y, 'problem.y');
  if (numel (p.x0) ~= numel (p.x) || numel (p.y0) ~= numel (p.y))
    error ('pgdqa:size', 'pgdqa_sensitivity: the start of output.problem has sizes %s and %s, expected %s and %s', pgdqa_shared.size_text (p.x0), ...
           pgdqa_shared.size_text (p.y0), pgdqa_shared.size_text (p.x), pgdqa_shared.size_text (p.y));
  end
end

function check_directions (dx, n)
  if (~ isfloat (dx) || ~ isreal (dx))
    error ('pgdqa:class', 'pgdqa_sensitivity: dx is a %s, expected real double or single', class (dx));
  end
  if (size (dx, 1) ~= n || ~ ismatrix (dx))
    error ('pgdqa:size', 'pgdqa_sensitivity: dx has size %s, expected %d rows (n = %d)', pgdqa_shared.size_text (dx), n, n);
  end
  if (~ all (isfinite (dx(:))))
    error ('pgdqa:value', 'pgdqa_sensitivity: dx has NaN or Inf, expected finite numbers');
  end
end

function refuse_refuted (output)
  kind = output.lower.kind;
  if (any (strcmp (kind, {'saddle', 'maximizer'})))
    error ('pgdqa:needs', 'pgdqa_sensitivity: y is a %s of the lower level (lowest curvature %.2g of the largest), expected a minimizer', ...
           kind, output.lower.eig_min);
  elseif (output.lower.value_gap > 0)
    error ('pgdqa:needs', 'pgdqa_sensitivity: y does not solve the lower level: a value of g lower by %.2g was found', output.lower.value_gap);
  end
end

function refuse_singular (system, least)
  if (system.regular && ~ (system.residual > system.tolerance))
    return;
  elseif (system.regular)
    error ('pgdqa:needs', 'pgdqa_sensitivity: conjugate gradients left a residual of %.2g after %d products, expected %.2g (condition of D2_yy g above %.2g)', ...
           system.residual, system.products, system.tolerance, system.eig_max / system.eig_min);
  end
  words = 'singular';
  if (~ (system.eig_min >= -least * system.eig_max))
    words = 'indefinite';
  end
  error ('pgdqa:needs', ['pgdqa_sensitivity: D2_yy g is %s at the answer: its lowest eigenvalue is %.2g, its largest in size %.2g, ' ...
                         'expected a ratio above %.2g, without which y is no function of x'], words, system.eig_min, system.eig_max, least);
end

function refuse_unsolved (lower_step, lower_opt)
  if (~ (lower_step <= 1e-3))
    error ('pgdqa:needs', ['pgdqa_sensitivity: y does not solve the lower level: lower_opt is %.2g and a Newton step would move y by %.2g ' ...
                           'of its length, expected at most 0.001 (option Restore of pgdqa_solve)'], lower_opt, lower_step);
  end
end

function [free, weak] = free_variables (y, v, options)
  % At a bound, grad_y g = v pushes outward where it is > 0 at YMin and < 0 at YMax; up to sqrt (eps) of the largest it may be rounding.
  low = pgdqa_shared.bound_of (options, 'YMin', y);
  high = pgdqa_shared.bound_of (options, 'YMax', y);
  small = sqrt (eps (class (v))) * max (abs (v));
  fixed = (y <= low & v > small) | (y >= high & v < -small) | low == high;
  free = ~ fixed;
  weak = find (free & (y <= low | y >= high));
end

function length = longest (a, b)
  length = double (max (a, b));
  if (length == 0)
    length = 1;
  end
end

function value = known_hypergradient (output)
  value = NaN;
  if (isfield (output.lower, 'hypergradient'))
    value = output.lower.hypergradient;
  end
end

function calls = add_calls (upper, lower, kinds, times)
  calls = struct ('f_value', 0, 'f_grad', 0, 'g_value', 0, 'g_grad', 0, 'hvp', 0);
  if (isfield (upper, 'probes'))
    calls.f_value = upper.probes(1);
    calls.f_grad = upper.probes(2);
  end
  if (isfield (lower, 'probes'))
    calls.g_value = lower.probes(1);
    calls.g_grad = lower.probes(2);
  end
  for i = 1:numel (kinds)
    name = fieldnames (kinds{i});
    calls.(name{1}) = calls.(name{1}) + times(i) * kinds{i}.(name{1});
  end
  calls.total = sum (cell2mat (struct2cell (calls)));
end

%!function v = first (fun, x, y)
%!  [v, ~, ~] = fun (x, y);
%!endfunction
%!function output = made_by_hand (f, g, x, y)
%!  output = struct ('options', struct (), 'lower', struct ('kind', 'unknown', 'eig_min', NaN, 'value_gap', NaN), ...
%!                   'problem', struct ('f', f, 'g', g, 'x0', 0 * x, 'y0', 0 * y, 'x', x, 'y', y));
%!endfunction
%!function output = answer (p, varargin)
%!  [~, ~, ~, ~, output] = pgdqa_solve (p, 'Schedule', 'adaptive', varargin{:});
%!endfunction

%!test # quadratic: exact, m and n unequal, all four forms of the objective, counted
%! p = pgdqa_testproblem ('quadratic', 4, 6, 2);
%! exact = - p.g.Qyy \ p.g.Qxy';
%! output = answer (p);
%! [dydx, info] = pgdqa_sensitivity (output);
%! assert (dydx, exact, 1e-12 * norm (exact));
%! assert (info.condition, cond (p.g.Qyy), 1e-10 * info.condition);
%! assert ({info.calls.f_grad, info.calls.g_grad, info.calls.hvp, info.solver}, {1, 1, 6, 'cholesky'});
%! assert (norm (info.hypergradient) < 1e-7 && info.hypergradient_difference < 1e-9);
%! dx = [1, 2; 0, 1; -1, 0; 3, 3];
%! assert (pgdqa_sensitivity (output, dx), exact * dx, 1e-11);
%! q = pgdqa_testproblem ('quadratic', 4, 6, 2, 'handles');
%! output.problem.g = pgdqa_objective (q.g.fun);
%! [dydx, info] = pgdqa_sensitivity (output);
%! assert (dydx, exact, 1e-9 * norm (exact));
%! assert ([info.calls.g_grad, info.calls.hvp], [2 + 4 * 6, 0]);
%! output.problem.g = @(x, y) first (q.g.fun, x, y);
%! [dydx, info] = pgdqa_sensitivity (output);
%! assert (dydx, exact, 1e-12 * norm (exact));
%! assert ([info.calls.g_grad, info.calls.hvp], [1, 6]);
%! output.options.Derivatives = 'difference';
%! [dydx, info] = pgdqa_sensitivity (output);
%! assert (dydx, exact, 1e-6 * norm (exact));
%! assert (info.calls.g_value > 4 * 6 * 20 && info.calls.g_grad <= 1);

%!test # variables at a bound do not move; where the gradient is 0 there, they are named
%! g = pgdqa_quadratic ([], [1, 2, 3], [2, 1, 0; 1, 2, 0; 0, 0, 1], [], [0; 1; 0]);
%! f = pgdqa_quadratic (1, [], eye (3));
%! y = [0; 0; 0];                                    # grad_y g = (0, 1, 0): y2 is held at YMin, y3 only just
%! output = made_by_hand (f, g, 0, y);
%! output.options = struct ('YMin', [-1; 0; 0], 'YMax', Inf);
%! [dydx, info] = pgdqa_sensitivity (output);
%! assert (dydx, [-0.5; 0; -3], 1e-14);
%! assert ({info.free, info.weak}, {[true; false; true], 3});
%! output.options = struct ('YMin', [-1; -1; -1], 'YMax', Inf);
%! fail ('pgdqa_sensitivity (output)', 'y does not solve the lower level: lower_opt is 1 ');
%! output.options = struct ('YMin', 0, 'YMax', 0);
%! assert (pgdqa_sensitivity (output), zeros (3, 1));

%!test # single precision
%! p = pgdqa_testproblem ('quadratic', 2, 3, 1);
%! output = made_by_hand (p.f, p.g, single (p.known.x), single (p.known.y));
%! exact = - p.g.Qyy \ p.g.Qxy';
%! assert (norm (pgdqa_sensitivity (output) - exact) < 1e-4 * norm (exact));

%!test # refused with the reason: not isolated, a maximum, refuted
%! output = answer (pgdqa_testproblem ('nonsingleton'));
%! fail ('pgdqa_sensitivity (output)', 'D2_yy g is singular at the answer: its lowest eigenvalue is');
%! p = pgdqa_testproblem ('sine');
%! trap = p.known(strcmp ({p.known.kind}, 'trap'));
%! fail ('pgdqa_sensitivity (made_by_hand (p.f, p.g, trap(1).x, trap(1).y))', 'D2_yy g is indefinite');
%! output = answer (p);
%! output.lower.value_gap = 0.25;
%! fail ('pgdqa_sensitivity (output)', 'a value of g lower by 0.25 was found');
%! output.lower.kind = 'saddle';
%! fail ('pgdqa_sensitivity (output)', 'y is a saddle of the lower level');

%!error id=pgdqa:class pgdqa_sensitivity ()
%!error <output is 3, expected an output of pgdqa_solve> pgdqa_sensitivity (3)
%!error <dx has size 2x1, expected 1 rows> pgdqa_sensitivity (made_by_hand (1, 1, 0, 0), [1; 2])
%!error <dx is a char> pgdqa_sensitivity (made_by_hand (1, 1, 0, 0), 'a')
%!error id=pgdqa:value pgdqa_sensitivity (made_by_hand (1, 1, 0, 0), NaN)
