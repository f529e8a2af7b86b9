% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Test every derivative of f and of g by Taylor's theorem.
%
% @deftypefn  {} {@var{report} =} pgdqa_check (@var{f}, @var{g}, @var{x}, @var{y})
% @deftypefnx {} {@var{report} =} pgdqa_check (@var{problem})
% @deftypefnx {} {@var{report} =} pgdqa_check (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% f = @@(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
% d = @@(x, y) 2 * (x + y - 1);
% g = @@(x, y) deal ((x + y - 1) ^ 2, d (x, y), -d (x, y));
% report = pgdqa_check (f, g, 0.3, -0.2, 'Display', 'off');
% disp (strtok (report.lower.verdict, ':'))
% @print{} gradient in y is wrong
% @end group
% @end example
%
% Along random directions d, with steps t from 1 to below the rounding, the
% remainder
%
% @display
% f (z + t d) - f (z) - t f' d
% @end display
%
% falls like t^2.  On logarithmic axes its slope is 2 or more where the
% derivative is right, and 1 where it is wrong.  A remainder at rounding
% throughout counts as exact.
%
% @strong{Arguments}
% @table @var
% @item f, g
% Function handles, or objectives of @code{pgdqa_objective} etc.
% @item x, y
% The point, n x 1 and m x 1.  Where a part of the gradient vanishes a wrong sign
% does not show: there a point nearby is tested, too.
% @item problem
% Struct with f, g, x0, y0, and options if it has bounds or @code{Derivatives}.
% @end table
%
% @strong{Options}
% @table @code
% @item Seed
% Seed of the directions.  Default 1.  The state of @code{rand} is left alone.
% @item Display
% 'final' (default) prints a table, 'off' nothing.
% @end table
%
% @strong{Outputs}
% @table @code
% @item report.ok
% true: all derivatives given are right.
% @item report.constraints
% The same for UpperCon and LowerCon, where given: struct array with name.  J and
% Jeq are tested as derivatives of u'c with random u; slope_y includes u.
% @item report.upper, report.lower
% For f and for g a struct with the fields below.
% @item slope_x, slope_y, slope_xy, slope_hvp
% Slopes for the gradient in x, in y, in both, and the least of the four blocks
% of the Hessian-vector product.  Inf: exact.  NaN: not given.
% @item error_x, error_y, error_xy, error_hvp
% Relative errors against the best central difference.
% @item symmetry
% |u'Hv - v'Hu| relative to its terms; at most sqrt (eps).
% @item kinks
% Names such as 'y(3)' of the components in which the function has a kink
% at the point.  The other tests leave them as they are.
% @item ok, verdict
% Slopes of at least 1.8, or errors of at most sqrt (eps); the same in words,
% with the block, and in small problems the component, that is wrong.
% @item hessian_yy, solve_yy, preconditioner_yy
% Of @code{HessianYY}, @code{SolveYY} and @code{PreconditionerYY}, with
% A = D2_yy g: ||A - A'|| / ||A|| or the difference of A v from the product;
% ||A s - v|| / ||v||; |u'P v - v'P u|, each relative.  At most eps^(1/3), or 100
% times that where g has no products.  NaN: not given.
% @end table
%
% A function of one output is traced (@code{pgdqa_trace}), and the derivatives of
% its record are checked.  Where it cannot be traced there is nothing to check.
% Points where a function is not finite are left out.
%
% Errors: @code{pgdqa:oracle}: an output of the wrong size or class, or not
% finite; @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value},
% @code{pgdqa:option}: the arguments.
%
% Cost: about 205 calls of each level in double and 100 in single precision; 125
% and 60 more where a part of the gradient vanishes; 4 for each component where
% the gradient seems wrong, of at most 200 in x and in y.
%
% @seealso{pgdqa_objective, pgdqa_diagnose, pgdqa_solve}
% @end deftypefn

function report = pgdqa_check (varargin)
  [problem, rest] = pgdqa_shared.problem_of ('pgdqa_check', varargin, {'x', 'y'});
  rules = {'Seed', 1, 'whole', '[0, Inf)'
           'Display', 'final', 'word', {'off', 'final'}};
  options = pgdqa_shared.named_options ('pgdqa_check', rules, rest);
  x = problem.x0;
  y = problem.y0;
  problem = pgdqa_shared.traced_problem ('pgdqa_check', problem, problem.options);
  checked = struct ('ok', false, 'upper', taylor_check ('f', problem.f, x, y, options.Seed, problem.options), ...
                    'lower', taylor_check ('g', problem.g, x, y, options.Seed, problem.options));
  checked.upper = check_solvers (checked.upper, problem.f, x, y, options.Seed);
  checked.lower = check_solvers (checked.lower, problem.g, x, y, options.Seed);
  checked.ok = checked.upper.ok && checked.lower.ok;
  checked = check_constraints (checked, problem, options.Seed);
  if (strcmp (options.Display, 'final'))
    print_table (checked, numel (x), numel (y));
  end
  if (nargout > 0)
    report = checked;
  end
end

function report = check_constraints (report, problem, seed)
  % The Jacobians of UpperCon and LowerCon, as derivatives of u' * c (x, y) with random u; report.constraints: struct array name and what
  % taylor_check gives.
  results = {};
  for name = {'UpperCon', 'LowerCon'}
    if (~ isfield (problem.options, name{1}) || isempty (problem.options.(name{1})))
      continue;
    end
    [x, y] = deal (problem.x0, problem.y0);
    [call, count, gives_J] = pgdqa_shared.constraint_function (problem.options.(name{1}), name{1}, x, y, false);
    k = sum (count);
    L = pgdqa_shared.constraint_lagrangian (call, (1:k)', ones (k, 1), gives_J, [numel(x), numel(y)], name{1});
    L.hvp = [];   % it is differenced
    L.order = double (gives_J);
    result = taylor_check (name{1}, L, x, [y; pgdqa_shared.seeded_normal(k, 1, seed)], seed, struct ());
    result.name = name{1};
    results{end + 1} = result; %#ok<AGROW>
    report.ok = report.ok && result.ok;
  end
  report.constraints = [results{:}];
end

function print_table (report, n, m)
  labels = {'upper f', 'lower g'};
  table = {'', 'x', 'y', '(x, y)', 'hvp', 'symmetry'};
  verdicts = '';
  tested = {report.upper, report.lower};
  for i = 1:numel (report.constraints)
    tested{end + 1} = report.constraints(i); %#ok<AGROW>
    labels{end + 1} = report.constraints(i).name; %#ok<AGROW>
  end
  for i = 1:numel (tested)
    r = tested{i};
    table(i + 1, :) = {labels{i}, slope_text(r.slope_x), slope_text(r.slope_y), slope_text(r.slope_xy), slope_text(r.slope_hvp), ...
                       symmetry_text(r.symmetry)};
    verdicts = [verdicts, pgdqa_shared.hanging_text([labels{i}, ': '], r.verdict, 80), char(10)]; %#ok<AGROW>
  end
  fprintf ('Taylor test of the derivatives, n = %d, m = %d: slope 2 or more is right, 1 wrong\n%s%s', n, m, ...
           pgdqa_shared.aligned_text (table, 'lrrrrr'), verdicts);
end

function text = slope_text (slope)
  if (isnan (slope))
    text = '-';
  elseif (isinf (slope))
    text = 'exact';
  else
    text = sprintf ('%.2f', slope);
  end
end

function text = symmetry_text (symmetry)
  if (isnan (symmetry))
    text = '-';
  else
    text = sprintf ('%.1e', symmetry);
  end
end

%!function [v, gx, gy] = flipped (fun, x, y, block, i)
%!  [v, gx, gy] = fun (x, y);
%!  if (block == 1)
%!    gx(i) = -gx(i);
%!  else
%!    gy(i) = -gy(i);
%!  end
%!endfunction

%!function [hx, hy] = scaled (hvp, x, y, vx, vy, factor)
%!  [ax, ay] = hvp (x, y, vx, 0 * vy);
%!  [bx, by] = hvp (x, y, 0 * vx, vy);
%!  hx = factor(1) * ax + factor(2) * bx;
%!  hy = factor(3) * ay + factor(4) * by;
%!endfunction

%!function [v, gx, gy] = broken (x, y)
%!  v = x;
%!  gx = no_such_name;
%!endfunction

%!test
%! % All test problems are right at a random point; linear gradients and products are exact.
%! for name = pgdqa_testproblem ()
%!   report = pgdqa_check (pgdqa_testproblem (name{1}, 'handles', 'Start', 3), 'Display', 'off');
%!   assert (report.ok, '%s: %s; %s', name{1}, report.upper.verdict, report.lower.verdict);
%!   slopes = [report.upper.slope_x, report.upper.slope_hvp, report.lower.slope_y, report.lower.slope_hvp];
%!   assert (all (slopes > 1.9));
%!   if (any (strcmp (name{1}, {'quadratic', 'lampariello', 'macal', 'nonsingleton'})))
%!     assert ([report.upper.slope_hvp, report.lower.slope_hvp], [Inf, Inf]);
%!   end
%! end

%!test
%! % The sign of any one component is caught and the component named.
%! p = pgdqa_testproblem ('nonconvex', 3, 1, 'handles');
%! for block = 1:2
%!   for i = 1:3
%!     f = @(x, y) flipped (p.f.fun, x, y, block, i);
%!     g = @(x, y) flipped (p.g.fun, x, y, block, i);
%!     report = pgdqa_check (f, g, p.x0, p.y0, 'Display', 'off');
%!     for level = [report.upper, report.lower]
%!       assert (~ level.ok);
%!       assert (any (strfind (level.verdict, sprintf ('component %d is', i))));
%!       assert (abs (level.slope_x - 1) < 0.1, block == 1);
%!       assert (abs (level.slope_y - 1) < 0.1, block == 2);
%!     end
%!   end
%! end

%!test
%! % A factor 2 missing in any block of the Hessian-vector product is caught and the block named.
%! p = pgdqa_testproblem ('convex', 6, 1, 'handles');
%! blocks = {'D2_xx', 'D2_xy', 'D2_yx', 'D2_yy'};
%! for i = 1:4
%!   factor = ones (1, 4);
%!   factor(i) = 2;
%!   f = pgdqa_objective (p.f.fun, @(x, y, vx, vy) scaled (p.f.hvp, x, y, vx, vy, factor));
%!   g = pgdqa_objective (p.g.fun, @(x, y, vx, vy) scaled (p.g.hvp, x, y, vx, vy, factor));
%!   report = pgdqa_check (f, g, p.x0, p.y0 + 1, 'Display', 'off');
%!   for level = [report.upper, report.lower]
%!     assert (~ level.ok);
%!     assert (any (strfind (level.verdict, blocks{i})));
%!     assert (level.slope_hvp, 1, 0.1);
%!     assert (level.symmetry > 1e-3, i == 2 || i == 3);
%!   end
%! end

%!test
%! % Scales: x in units of 1e6, y of 1e-4, f with an offset that costs eight digits.
%! f = @(x, y) deal (1e8 + sum (sin (x / 1e6)) + sum (cos (1e4 * y)), cos (x / 1e6) / 1e6, -1e4 * sin (1e4 * y));
%! g = @(x, y) deal (sum (sin (x / 1e6)) + sum (cos (1e4 * y)), -cos (x / 1e6) / 1e6, -1e4 * sin (1e4 * y));
%! report = pgdqa_check (f, g, 1e6 * [1; 2], 1e-4 * [3; 1], 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);
%! assert (report.lower.slope_y, 2, 0.05);
%! assert (report.lower.slope_x, 1, 0.05);

%!test
%! % Single precision.
%! p = pgdqa_testproblem ('sine', 3, 'handles');
%! report = pgdqa_check (p.f, p.g, single (0.3), single ([1; 2; 3]), 'Display', 'off');
%! assert (report.ok, '%s; %s', report.upper.verdict, report.lower.verdict);
%! report = pgdqa_check (p.f, @(x, y) flipped (p.g.fun, x, y, 2, 2), single (0.3), single ([1; 2; 3]), 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);

%!test
%! % A product with a relative error of 1e-9, as of differences, passes with its accuracy said.
%! p = pgdqa_testproblem ('mirrlees', 'handles');
%! slope = @(x, y) -2 * (y + 1) * exp (-(y + 1) ^ 2) * (1 + 1e-9);
%! hvp = @(x, y, vx, vy) deal (-slope (x, y) * vy, -slope (x, y) * vx + ...
%!   ((2 - 4 * (y + 1) ^ 2) * x * exp (-(y + 1) ^ 2) + (2 - 4 * (y - 1) ^ 2) * exp (-(y - 1) ^ 2)) * vy);
%! report = pgdqa_check (p.f, pgdqa_objective (p.g.fun, hvp), 1, 0.5, 'Display', 'off');
%! assert (report.ok);
%! assert (any (strfind (report.lower.verdict, 'to a relative')));

%!test
%! % Functions of one output, in each of their forms; a failing gradient is not one of them.
%! f = @(x, y) deal (x + y, 1, 1);
%! for g = {@(x, y) x + y, @(x, y) plus(x, y), @plus}
%!   report = pgdqa_check (f, g{1}, 1, 2, 'Display', 'off');
%!   assert (report.ok);
%!   assert (strncmp (report.lower.verdict, 'traced: gradient and hvp right', 30));
%!   p = struct ('f', f, 'g', g{1}, 'x0', 1, 'y0', 2, 'options', struct ('Derivatives', 'difference'));
%!   report = pgdqa_check (p, 'Display', 'off');
%!   assert (report.lower.verdict, 'value only: nothing to check');
%!   assert (isnan (report.lower.slope_x));
%! end
%! report = pgdqa_check (f, @(x, y) besselj (0, x) + y, 1, 2, 'Display', 'off');
%! assert (strncmp (report.lower.verdict, 'value only: nothing to check; pgdqa_trace: fun cannot be traced', 60));
%! fail ('pgdqa_check (f, @broken, 1, 2)', 'no_such_name');

%!test
%! % A start where a gradient vanishes says so, and a point nearby is tested; steps out of the domain are left out.
%! report = pgdqa_check (pgdqa_testproblem ('convex'), 'Display', 'off');
%! assert (any (strfind (report.lower.verdict, 'vanishes here, at least in part: tested nearby, too')));
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! g = @(x, y) deal ((y - x) ^ 2, -2 * (y - x), -2 * (y - x));
%! report = pgdqa_check (f, g, 3, 3, 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);
%! assert (report.upper.verdict, 'gradient right, no hvp given');
%! assert (any (strfind (report.lower.verdict, 'gradient in y is wrong: slope 1.00')));
%! assert (any (strfind (report.lower.verdict, ', at a point nearby')));
%! assert ([report.lower.slope_x, report.lower.slope_y], [2, 1], 0.05);
%! % in one component
%! g = @(x, y) deal (sum ((y - x) .^ 2), -2 * sum (y - x), [2; -2] .* (y - x));
%! report = pgdqa_check (@(x, y) deal (x + sum (y), 1, [1; 1]), g, 3, [4; 3], 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);
%! assert (any (strfind (report.lower.verdict, 'component 2 is')));
%! % a gradient that is 0 and should be
%! report = pgdqa_check (f, @(x, y) deal (x ^ 2, 2 * x, 0), 3, 3, 'Display', 'off');
%! assert (report.lower.verdict, 'gradient right, no hvp given');
%! % within bounds, and where nothing nearby is finite
%! g = @(x, y) deal ((y - x) ^ 2 + 0 / (y <= 3.4), -2 * (y - x), -2 * (y - x));
%! p = struct ('f', f, 'g', g, 'x0', 3, 'y0', 3, 'options', struct ('YMin', 2, 'YMax', 3.4));
%! report = pgdqa_check (p, 'Display', 'off');
%! assert (! report.lower.ok);
%! report = pgdqa_check (f, @(x, y) deal ((y - x) ^ 2 + 0 / (abs (y - 3) < 1e-5), -2 * (y - x), -2 * (y - x)), 3, 3, 'Display', 'off');
%! assert (any (strfind (report.lower.verdict, 'vanishes here: check another point')));
%! f = @(x, y) deal (log (x) + sqrt (y), 1 / x, 1 / (2 * sqrt (y)));
%! report = pgdqa_check (f, f, 1e-3, 1e-4, 'Display', 'off');
%! assert (report.ok);
%! report = pgdqa_check (f, @(x, y) deal (1 / (x == 1 && y == 1), 0, 0), 1, 1, 'Display', 'off');
%! assert (any (strfind (report.lower.verdict, 'not finite near this point')));

%!test
%! % Natively evaluated objectives.
%! if (exist ('pgdqa_mex', 'file') == 3)
%!   report = pgdqa_check (pgdqa_testproblem ('quadratic', 3, 4, 1), 'Display', 'off');
%!   assert (report.ok, '%s; %s', report.upper.verdict, report.lower.verdict);
%!   assert ([report.upper.slope_hvp, report.lower.slope_hvp], [Inf, Inf]);
%! end

%!test
%! % Kinks: a subgradient between the slopes is right, one outside is not, nor is an error elsewhere.
%! f = @(x, y) deal (x + sum (y), 1, ones (size (y)));
%! lasso = @(x, y, at, wrong) deal (sum ((y - [1; 2; 3]) .^ 2) / 2 + exp (x) * sum (abs (y)), exp (x) * sum (abs (y)), ...
%!                                  y - [1; 2; 3] + exp (x) * (sign (y) + at * (y == 0)) + [0; wrong; 0]);
%! for at = [-1, 0, 0.5, 1]
%!   report = pgdqa_check (f, @(x, y) lasso (x, y, at, 0), 0.3, [1.5; 0.7; 0], 'Display', 'off');
%!   assert (report.ok && isequal (report.lower.kinks, {'y(3)'}));
%!   assert (report.lower.verdict, 'gradient right, no hvp given; g has a kink in y(3)');
%! end
%! report = pgdqa_check (f, @(x, y) lasso (x, y, 1.2, 0), 0.3, [1.5; 0.7; 0], 'Display', 'off');
%! assert (! report.ok && any (strfind (report.lower.verdict, 'component 3 is')));
%! report = pgdqa_check (f, @(x, y) lasso (x, y, 0, 1e-3), 0.3, [1.5; 0.7; 0], 'Display', 'off');
%! assert (! report.ok && any (strfind (report.lower.verdict, 'component 2 is')));
%! % in all components, in x, and one that is concave
%! cone = @(x, y) deal (norm (y) - abs (x), -sign (x), y / max (norm (y), realmin));
%! report = pgdqa_check (f, cone, 0, [0; 0], 'Display', 'off');
%! assert (report.ok && isequal (report.lower.kinks, {'x(1)', 'y(1)', 'y(2)'}));
%! % smooth ones have none, however curved
%! report = pgdqa_check (f, @(x, y) deal (sqrt (y ^ 2 + 1e-8), 0, -y / sqrt (y ^ 2 + 1e-8)), 0, 1e-5, 'Display', 'off');
%! assert (! report.ok && isempty (report.lower.kinks));

%!error <component 1 of gradient gy of g has NaN or Inf at the point given; g has a kink in y\(1\), y\(2\)> ...
%! pgdqa_check (@(x, y) deal (x, 1, 0 * y), @(x, y) deal (norm (y), 0, y / norm (y)), 1, [0; 0])

%!test
%! % gx may be left out: then there is nothing to check in x.
%! f = @(x, y) deal (x ^ 2 + y ^ 2, [], 2 * y);
%! report = pgdqa_check (f, @(x, y) deal ((x - y) ^ 2, [], 2 * (x - y)), 1, 2, 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);
%! assert (report.upper.verdict, 'gradient in y right, no hvp given; gx not given');
%! assert (isnan ([report.upper.slope_x, report.upper.slope_xy]));

%!test
%! % The table.
%! f = @(x, y) deal (x ^ 2, 2 * x, 0);
%! text = evalc ('pgdqa_check (f, @(x, y) x, 1, 1);');
%! assert (any (strfind (text, 'gradient right, no hvp given')));
%! assert (any (strfind (text, 'exact')));
%! assert (isempty (evalc ('report = pgdqa_check (f, f, 1, 1, ''Display'', ''off'');')));

%!shared f
%! f = @(x, y) deal (x' * x + y' * y, 2 * x, 2 * y);
%!test
%! % Functions that solve with D2_yy g: right ones, and each wrong one named.
%! A = [2, 1, 0; 1, 3, 1; 0, 1, 4];
%! f = @(x, y) deal (x ^ 2 + y' * y, 2 * x, 2 * y);
%! fun = @(x, y) deal (0.5 * y' * A * y - x * sum (y), -sum (y), A * y - x);
%! hvp = @(x, y, vx, vy) deal (-sum (vy), A * vy - vx);
%! right = {'HessianYY', @(x, y) A, 'SolveYY', @(x, y, b) A \ b, 'PreconditionerYY', @(x, y, b) b / 3};
%! for products = {{'HVP', hvp}, {}}
%!   report = pgdqa_check (f, pgdqa_objective (fun, products{1}{:}, right{:}), 1, [1; 2; 3], 'Display', 'off');
%!   assert (report.ok);
%!   assert (all ([report.lower.hessian_yy, report.lower.solve_yy, report.lower.preconditioner_yy] < 1e-4));
%!   wrong = {'HessianYY', @(x, y) A + eye(3), 'HessianYY wrong: A v differs'; 'HessianYY', @(x, y) triu(A), 'HessianYY wrong: not symmetric'
%!            'SolveYY', @(x, y, b) b, 'SolveYY wrong: ||A s - b||'; 'PreconditionerYY', @(x, y, b) triu(A) * b, 'PreconditionerYY wrong: not symmetric'
%!            'PreconditionerYY', @(x, y, b) -b, 'PreconditionerYY wrong: not positive'};
%!   for k = 1:rows (wrong)
%!     report = pgdqa_check (f, pgdqa_objective (fun, products{1}{:}, right{:}, wrong{k,1:2}), 1, [1; 2; 3], 'Display', 'off');
%!     assert (! report.ok && ! report.lower.ok && report.upper.ok);
%!     assert (strncmp (report.lower.verdict, wrong{k,3}, numel (wrong{k,3})));
%!   end
%! end
%!error <0 arguments, expected f, g, x, y or a problem struct> pgdqa_check ()
%!error <3 arguments, expected f, g, x, y> pgdqa_check (f, f, 1)
%!error <problem lacks the fields y0, expected f, g, x0, y0> pgdqa_check (struct ('f', f, 'g', f, 'x0', 1))
%!error <x has size 1x2, expected a non-empty column> pgdqa_check (f, f, [1, 2], 1)
%!error <y is a char, expected a full real double or single column> pgdqa_check (f, f, 1, 'a')
%!error <y\(1\) is NaN, expected finite numbers> pgdqa_check (f, f, 1, NaN)
%!error <Step is no option, expected one of: Seed, Display> pgdqa_check (f, f, 1, 1, 'Step', 1)
%!error <option Seed has no value> pgdqa_check (f, f, 1, 1, 'Seed')
%!error <Seed is 1.5, expected a whole number in \[0, Inf\)> pgdqa_check (f, f, 1, 1, 'Seed', 1.5)
%!error <Display is 'loud', expected off or final> pgdqa_check (f, f, 1, 1, 'Display', 'loud')
%!error <g is a 0x0 cell, expected a function handle or an objective> pgdqa_check (f, {}, 1, 1)
%!error <gradient gy of g has size 1x3, expected 3x1 \(m = 3\)> pgdqa_check (f, @(x, y) deal (1, 1, [1, 2, 3]), 1, [1; 2; 3])
%!error <gradient gx of g has size 2x1, expected 1x1 \(n = 1\)> pgdqa_check (f, @(x, y) deal (1, [1; 1], 1), 1, 1)
%!error <value of f has size 1x2, expected 1x1> pgdqa_check (@(x, y) deal ([1, 2], 1, 1), f, 1, 1)
%!error <value of g is complex at the point given, expected real> pgdqa_check (f, @(x, y) deal (1i, 1, 1), 1, 1)
%!error <gradient gx of g is a sparse double, expected full double or single> pgdqa_check (f, @(x, y) deal (1, sparse (1), 1), 1, 1)
%!error <gradient gy of g is a int8, expected full double or single> pgdqa_check (f, @(x, y) deal (1, 1, int8 (1)), 1, 1)
%!error <gradient gy of f has NaN or Inf> pgdqa_check (@(x, y) deal (1, 1, NaN), f, 1, 1)
%!error <product hy of g has size 1x2, expected 2x1> ...
%! pgdqa_check (f, pgdqa_objective (f, @(x, y, vx, vy) deal (vx, vy')), 1, [1; 2])
%!error id=pgdqa:oracle pgdqa_check (f, @(x, y) deal (1, 1, [1, 2]), 1, [1; 2])
%!error id=pgdqa:size pgdqa_check (f, f, [], 1)

%!demo
%! % A gradient with a wrong sign.
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! g = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), -2 * (x + y - 1));
%! pgdqa_check (f, g, 0.3, -0.2);

%!demo
%! % A test problem, whose products are exact too.
%! pgdqa_check (pgdqa_testproblem ('mirrlees'));
