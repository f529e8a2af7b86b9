% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make a bilevel problem with known answers.
%
% @deftypefn  {} {@var{problem} =} pgdqa_testproblem (@var{name}, @dots{})
% @deftypefnx {} {@var{problem} =} pgdqa_testproblem (@dots{}, 'handles')
% @deftypefnx {} {@var{problem} =} pgdqa_testproblem (@dots{}, 'Start', @var{seed})
% @deftypefnx {} {[@var{names}, @var{constrained}] =} pgdqa_testproblem ()
%
% @example
% @group
% f = @@(x, y) x^2 + y^2;
% g = @@(x, y) (x + y - 1)^2;
% [x, y, fval] = pgdqa_solve (f, g, 0, 0);
% printf ('%.2f %.2f %.2f\n', x, y, fval)
% @print{} 0.50 0.50 0.50
% problem = pgdqa_testproblem ('lampariello');   % the same
% [x, y, fval] = pgdqa_solve (problem);
% printf ('%.2f %.2f %.2f\n', x, y, fval)
% @print{} 0.50 0.50 0.50
% printf ('%.2f\n', problem.known.f)
% @print{} 0.50
% @end group
% @end example
%
% @strong{Arguments}, by @var{name}
% @table @code
% @item 'convex', n, seed
% f = sin (c'x + d'y) + log (1 + ||x + y||^2), g = 0.5 ||H y - x||^2.
% n = m = 20 and seed = 1 by default.  c, d ~ N(0, 1), H = Q diag (U(0.1, 1))
% Q'@.  There are infinitely many local minima; the eleven lowest are listed.
% @item 'nonconvex', n, seed
% The same f, g = cos (0.5 ||H y - x||^2), n > 1.  The trap is the
% lower-level maximum y = H\x0.
% @item 'convex', data
% @itemx 'nonconvex', data
% The same with c (n x 1), d (n x 1) and H (n x n, nonsingular), the fields of
% the struct data.
% @item 'coreset'
% f = 0.5 ||y - (3, -2)||^2, g = 0.5 ||y - X' softmax (x)||^2, n = 4, m = 2.
% inf f = 4.5 is not attained; the point listed equals it to rounding.
% @item 'sine', m
% f = (x - 2)^2 + ||y - 4||^2, g = sum_i sin (x + y_i - 2).  m = 1 by
% default.  The answers with all y on one branch are listed.
% @item 'vpbgd'
% f = cos (4 y + 2) / (1 + exp (2 - 4 x)) + 0.5 log ((4 x - 2)^2 + 1),
% g = (x + y)^2 + x sin (x + y)^2, 0 <= x <= 3 (Shen and Chen 2023).
% @item 'iaptt'
% f = x + x y, g = -sin (x y), 1 <= x <= 10, -2 <= y <= 2.  It is unbounded
% without the bounds.
% @item 'nonsingleton'
% f = 0.5 (x - y2)^2 + 0.5 (y1 - 1)^2, g = 0.5 y1^2 - x y1.  The lower-level
% minimisers are not isolated.
% @item 'lampariello'
% f = x^2 + y^2, g = (x + y - 1)^2.
% @item 'macal'
% f = (x - 1)^2 + (y - 1)^2, g = 0.5 y^2 + 500 y - 50 x y.
% @item 'mirrlees'
% f = (x - 2)^2 + (y - 1)^2, g = -x exp (-(y + 1)^2) - exp (-(y - 1)^2).
% The solution (1, 0.9575) is not stationary for min f subject to
% grad_y g = 0.  The traps are a lower-level local minimum and a maximum.
% @item 'quadratic', n, m, seed
% Random quadratics with one solution.  n = m = 5 and seed = 1 by default.
% @end table
%
% With constraints (f and g are plain functions): 'triangle' (Sahin and Ciric
% 1998), 'corner' (Lampariello and Sagratella 2017), 'polygon' (Tuy et al.
% 2007), 'budget' (Shimizu and Aiyoshi 1981), 'ball' and 'equation'.
%
% n and m are at most 2000 (m of sine at most 1e6).  Seeds are whole numbers
% >= 0.  The same seed gives the same numbers everywhere; the states of
% @code{rand} and @code{randn} are neither used nor changed.
%
% @strong{Options}
% @table @code
% @item 'handles'
% f and g are function handles.  Otherwise they are evaluated in compiled
% code, except g of coreset, iaptt and mirrlees.
% @item 'Start', seed
% x0 and y0 are random.
% @end table
%
% @strong{Outputs}
% @table @code
% @item problem.name, problem.f, problem.g
% Objectives with exact gradients and Hessian-vector products.
% @item problem.x0, problem.y0, problem.options
% The start, n x 1 and m x 1; bounds, where there are any; fields LowerA, ... too.
% @item problem.known
% Struct array of answers: x, y, f, and kind, which is @code{'global'},
% @code{'local'} (a local bilevel solution) or @code{'trap'} (grad_y g = 0, but y
% does not solve the lower level).
% @item names, constrained
% The names of those without and with constraints.  Without an output all are
% printed with their answers.
% @end table
%
% Errors: @code{pgdqa:option}, @code{pgdqa:class}, @code{pgdqa:size}, @code{pgdqa:value}.
%
% Cost: one call of f for each answer listed.
%
% @seealso{pgdqa_solve, pgdqa_check, pgdqa_objective, pgdqa_quadratic}
% @end deftypefn

function [problem, constrained] = pgdqa_testproblem (name, varargin)
  if (nargin == 0)
    if (nargout == 0)
      print_table ([names(), constrained_names()]);
    else
      problem = names ();
      constrained = constrained_names ();
    end
    return;
  end
  if (~ ischar (name) || ~ any (strcmp (name, [names(), constrained_names()])))
    error ('pgdqa:option', 'pgdqa_testproblem: name is %s, expected one of: %s', ...
           pgdqa_shared.value_text (name), strjoin ([names(), constrained_names()], ', '));
  end
  [extra, seed] = split_start (varargin);
  [built, start] = build (name, extra);
  if (~ isempty (seed))
    [built.x0, built.y0] = start (seed);
  end
  problem = struct ('name', name, 'f', built.f, 'g', built.g, 'x0', built.x0, 'y0', built.y0, ...
                    'options', built.options, 'known', built.known);
  for field = reshape (intersect (fieldnames (built), pgdqa_shared.constraint_names ()), 1, [])
    problem.(field{1}) = built.(field{1});
  end
end

function list = names ()
  list = {'convex', 'nonconvex', 'quadratic', 'coreset', 'sine', 'vpbgd', 'iaptt', 'nonsingleton', ...
          'lampariello', 'macal', 'mirrlees'};
end

function list = constrained_names ()
  list = {'triangle', 'corner', 'polygon', 'budget', 'ball', 'equation'};
end

function [built, start] = build (name, extra)
  native = isempty (extra) || ~ isequal (extra{end}, 'handles');
  extra = extra(1:end - ~native);
  switch (name)
    case {'convex', 'nonconvex'}
      [built, start] = synthetic_problem (name, instance (name, extra), native);
    case 'quadratic'
      sizes = integers (name, extra, {'n', 'm', 'seed'}, [5, 5, 1], {'[1, 2000]', '[1, 2000]', '[0, Inf)'});
      [built, start] = quadratic_problem (sizes(1), sizes(2), sizes(3), native);
    case 'sine'
      [built, start] = standard_problem (name, integers (name, extra, {'m'}, 1, {'[1, 1e6]'}), native);
    case constrained_names ()
      integers (name, extra, {}, [], {});
      [built, start] = constrained_problem (name);
    otherwise
      integers (name, extra, {}, [], {});
      [built, start] = standard_problem (name, [], native);
  end
end

function [extra, seed] = split_start (extra)
  seed = [];
  at = find (cellfun (@(a) ischar (a) && strcmpi (a, 'Start'), extra), 1);
  if (~ isempty (at))
    if (at ~= numel (extra) - 1)
      error ('pgdqa:option', 'pgdqa_testproblem: Start has %d arguments after it, expected one, a seed', ...
             numel (extra) - at);
    end
    seed = integer (extra{end}, 'Start', '[0, Inf)');
    extra = extra(1:at-1);
  end
end

function values = integers (name, extra, labels, values, intervals)
  if (numel (extra) > numel (labels))
    error ('pgdqa:option', 'pgdqa_testproblem: %s has %d arguments, expected at most %d (%s)', ...
           name, numel (extra), numel (labels), strjoin (labels, ', '));
  end
  for i = 1:numel (extra)
    values(i) = integer (extra{i}, labels{i}, intervals{i});
  end
end

function value = integer (value, label, interval)
  [fits, value, expected] = pgdqa_shared.kind_of (value, 'whole', interval);
  if (~ fits)
    error ('pgdqa:value', 'pgdqa_testproblem: %s is %s, expected %s', label, pgdqa_shared.value_text (value), expected);
  end
end

function data = instance (name, extra)
  if (~ isempty (extra) && isstruct (extra{1}))
    integers (name, extra(2:end), {}, [], {});
    data = stored_instance (extra{1});
  else
    sizes = integers (name, extra, {'n', 'seed'}, [20, 1], {'[1, 2000]', '[0, Inf)'});
    data = random_instance (sizes(1), sizes(2));
  end
  if (strcmp (name, 'nonconvex') && numel (data.c) < 2)
    error ('pgdqa:size', 'pgdqa_testproblem: nonconvex has n = 1, expected n > 1');
  end
end

function data = random_instance (n, seed)
  [Q, ~] = qr (pgdqa_shared.seeded_normal (n, n, 10 * seed));
  H = Q * diag (0.1 + 0.9 * pgdqa_shared.seeded_uniform (n, 10 * seed + 1)) * Q';
  c = pgdqa_shared.seeded_normal (n, 1, 10 * seed + 2);
  d = pgdqa_shared.seeded_normal (n, 1, 10 * seed + 3);
  data = struct ('c', c, 'd', d, 'H', (H + H') / 2);
end

function data = stored_instance (given)
  parts = {'c', 'd', 'H'};
  data = struct ();
  for i = 1:3
    part = parts{i};
    if (~ isscalar (given) || ~ isfield (given, part))
      error ('pgdqa:option', 'pgdqa_testproblem: data has no field %s, expected one struct with c, d, H', part);
    end
    value = given.(part);
    if (~ isfloat (value) || ~ isreal (value))
      error ('pgdqa:class', 'pgdqa_testproblem: data.%s is a %s, expected real double or single', part, class (value));
    end
    if (i == 1)
      n = numel (value);
    end
    expected = [n, 1 + (i == 3) * (n - 1)];
    if (~ isequal (size (value), expected))
      error ('pgdqa:size', 'pgdqa_testproblem: data.%s is %s, expected %s', ...
             part, pgdqa_shared.size_text (value), pgdqa_shared.size_text (zeros (expected)));
    end
    if (~ all (isfinite (value(:))))
      error ('pgdqa:value', 'pgdqa_testproblem: data.%s has NaN or Inf, expected finite values', part);
    end
    data.(part) = full (value);
  end
  if (rcond (data.H) < eps (class (data.H)))
    error ('pgdqa:value', 'pgdqa_testproblem: data.H has rcond %.2g, expected a nonsingular matrix', rcond (data.H));
  end
end

function print_table (list)
  fprintf ('%-14s %4s %4s  %-14s %s\n', 'name', 'n', 'm', 'global f', 'other answers listed');
  for i = 1:numel (list)
    p = pgdqa_testproblem (list{i});
    kinds = {p.known.kind};
    best = p.known(strcmp (kinds, 'global'));
    fprintf ('%-14s %4d %4d  %-14.8g %d local, %d trap\n', p.name, numel (p.x0), numel (p.y0), best(1).f, ...
             sum (strcmp (kinds, 'local')), sum (strcmp (kinds, 'trap')));
  end
end

%!function values = values_of (problem, kind)
%!  values = [problem.known(strcmp ({problem.known.kind}, kind)).f];
%!endfunction

%!function [v, gx, gy] = evaluate (objective, x, y)
%!  [v, gx, gy] = pgdqa_mex ('eval', objective, x, y);
%!endfunction

%!test
%! % Every answer listed solves grad_y g = 0 and has the value listed; fields are as documented.
%! for name = pgdqa_testproblem ()
%!   p = pgdqa_testproblem (name{1});
%!   assert (fieldnames (p), {'name'; 'f'; 'g'; 'x0'; 'y0'; 'options'; 'known'});
%!   assert (any (strcmp ({p.known.kind}, 'global')));
%!   for known = p.known
%!     assert ({size(known.x), size(known.y)}, {size(p.x0), size(p.y0)});
%!     [v, ~, ~] = evaluate (p.f, known.x, known.y);
%!     [~, ~, gy] = evaluate (p.g, known.x, known.y);
%!     assert (v, known.f, 1e-13 * (1 + abs (v)));
%!     assert (norm (gy) < 1e-11, '%s: lower_opt %g', p.name, norm (gy));
%!   end
%! end

%!test
%! % The published answers.
%! assert (values_of (pgdqa_testproblem ('coreset'), 'global'), 4.5, 1e-12);
%! expected = [15.51689, 20.68918, 23.27533];
%! for m = 1:3
%!   f = values_of (pgdqa_testproblem ('sine', m), 'local');
%!   assert (f(1), expected(m), 1e-5);
%! end
%! p = pgdqa_testproblem ('sine');
%! assert ([p.known(1).x, p.known(1).y, p.known(1).f], [2.35619449, 4.35619449, 0.25374903], 1e-8);
%! assert (values_of (p, 'trap'), 2.9505, 1e-4);
%! p = pgdqa_testproblem ('vpbgd');
%! assert ([p.known.f], [0.19991089, 0.44270572, 1.24345827], 1e-8);
%! assert ([p.known.x], [1.21514547, 0.38236007, 2.82964180], 1e-8);
%! assert (p.options, struct ('XMin', 0, 'XMax', 3));
%! p = pgdqa_testproblem ('iaptt');
%! assert ([p.known(1:6).f], [-8.63937980, -5.49778714, -2.35619449, 2.57079633, 11.78097245, 21.20575041], 1e-8);
%! assert (values_of (pgdqa_testproblem ('nonsingleton'), 'global'), 0);
%! p = pgdqa_testproblem ('lampariello');
%! assert ([p.known.x, p.known.y, p.known.f], [0.5, 0.5, 0.5]);
%! p = pgdqa_testproblem ('macal');
%! assert ([p.known.x, p.known.y, p.known.f], [10.01639344, 0.81967213, 81.32786885], 1e-8);
%! p = pgdqa_testproblem ('mirrlees');
%! assert ([p.known.f], [1.00180591, 3.92147442, 0.01116343, 0.37260240], 1e-8);
%! assert ([p.known.x], [1, 1.97866144, 1.99122383, 2.17022486], 1e-8);
%! assert ([p.known.y], [0.95750402, -0.98015633, 0.89470800, 0.41380388], 1e-8);

%!test
%! % Local minima listed for the convex problem: zero hypergradient, positive curvature, best first.
%! p = pgdqa_testproblem ('convex', 6, 3, 'handles');
%! assert (issorted ([p.known.f]));
%! for known = p.known
%!   [~, fx, fy] = p.f.fun (known.x, known.y);
%!   Jx = zeros (6);
%!   Jy = zeros (6);
%!   for i = 1:6
%!     [Jx(:, i), Jy(:, i)] = p.g.hvp (known.x, known.y, zeros (6, 1), (1:6)' == i);
%!   end
%!   response = - Jy \ Jx';
%!   assert (norm (fx + response' * fy) < 1e-10 * (1 + norm (fx)));
%!   reduced = zeros (6);
%!   for i = 1:6
%!     [hx, hy] = p.f.hvp (known.x, known.y, (1:6)' == i, response(:, i));
%!     reduced(:, i) = hx + response' * hy;
%!   end
%!   assert (min (eig (reduced + reduced')) > 0);
%! end

%!test
%! % Nonconvex: the global point has g = -1 and f = -1, the trap g = 1 at the start in x.
%! p = pgdqa_testproblem ('nonconvex', 7, 2);
%! [g, ~, ~] = evaluate (p.g, p.known(1).x, p.known(1).y);
%! assert ([g, p.known(1).f], [-1, -1], 1e-12);
%! [g, ~, ~] = evaluate (p.g, p.known(2).x, p.known(2).y);
%! assert (g, 1, 1e-12);
%! assert (p.known(2).x, p.x0);
%! assert (norm (p.y0 - p.known(2).y) > 0.1);

%!test
%! % Quadratic: the answer is stationary for the reduced problem.
%! p = pgdqa_testproblem ('quadratic', 4, 3, 2);
%! [~, fx, fy] = evaluate (p.f, p.known.x, p.known.y);
%! assert (norm (fx - p.g.Qxy * (p.g.Qyy \ fy)) < 1e-11);

%!test
%! % Natives and handles are one problem: values, gradients and products at random points.
%! handles = {};
%! for name = pgdqa_testproblem ()
%!   for seed = 1:2
%!     p = pgdqa_testproblem (name{1}, 'Start', seed);
%!     q = pgdqa_testproblem (name{1}, 'handles', 'Start', seed);
%!     assert ({p.x0, p.y0, p.known, p.options}, {q.x0, q.y0, q.known, q.options});
%!     u = cos (1:numel (p.x0))';
%!     v = sin (2:numel (p.y0) + 1)';
%!     for level = {'f', 'g'}
%!       [value, gx, gy] = evaluate (p.(level{1}), p.x0, p.y0);
%!       [hx, hy] = pgdqa_mex ('hvp', p.(level{1}), p.x0, p.y0, u, v);
%!       [handle_value, handle_gx, handle_gy] = q.(level{1}).fun (p.x0, p.y0);
%!       [handle_hx, handle_hy] = q.(level{1}).hvp (p.x0, p.y0, u, v);
%!       scale = 1 + abs (value) + norm ([gx; gy]) + norm ([hx; hy]);
%!       assert ([value; gx; gy; hx; hy], [handle_value; handle_gx; handle_gy; handle_hx; handle_hy], 1e-12 * scale);
%!       if (strcmp (p.(level{1}).objective, 'handle'))
%!         handles = union (handles, [name{1}, ' ', level{1}]);
%!       end
%!     end
%!   end
%! end
%! assert (handles, {'coreset g', 'iaptt g', 'mirrlees g'});

%!test
%! % A stored instance; H need not be symmetric.
%! data = struct ('c', [1; -2], 'd', [0.5; 1], 'H', [0.5, 0.1; 0.2, 0.9]);
%! p = pgdqa_testproblem ('convex', data);
%! [v, gx, gy] = evaluate (p.g, [1; 2], [3; 4]);
%! r = data.H * [3; 4] - [1; 2];
%! assert ([v; gx; gy], [r' * r / 2; -r; data.H' * r], 1e-14);
%! [~, fx, fy] = evaluate (p.f, p.known(1).x, p.known(1).y);
%! assert (norm (fx + inv (data.H)' * fy) < 1e-10);

%!test
%! % Starts are reproducible, differ by seed, keep to the bounds, and leave rand and randn alone.
%! states = {rand('twister'), randn('twister')};
%! for name = pgdqa_testproblem ()
%!   p = pgdqa_testproblem (name{1}, 'Start', 3);
%!   q = pgdqa_testproblem (name{1}, 'Start', 3);
%!   r = pgdqa_testproblem (name{1}, 'Start', 4);
%!   assert ({p.x0, p.y0}, {q.x0, q.y0});
%!   assert (~ isequal (p.x0, r.x0) && all (isfinite ([p.x0; p.y0])));
%!   for bound = fieldnames (p.options)'
%!     z = p.([lower(bound{1}(1)), '0']);
%!     if (strcmp (bound{1}(2:end), 'Min'))
%!       assert (z >= p.options.(bound{1}));
%!     else
%!       assert (z <= p.options.(bound{1}));
%!     end
%!   end
%! end
%! assert ({rand('twister'), randn('twister')}, states);

%!test
%! % Gradients and Hessian-vector products against central differences at a random point.
%! t = 1e-5;
%! for name = pgdqa_testproblem ()
%!   p = pgdqa_testproblem (name{1}, 'handles', 'Start', 2);
%!   u = cos (1:numel (p.x0))';
%!   v = sin (2:numel (p.y0) + 1)';
%!   for objective = {p.f, p.g}
%!     fun = objective{1}.fun;
%!     [~, gx, gy] = fun (p.x0, p.y0);
%!     [hx, hy] = objective{1}.hvp (p.x0, p.y0, u, v);
%!     [above, ax, ay] = fun (p.x0 + t * u, p.y0 + t * v);
%!     [below, bx, by] = fun (p.x0 - t * u, p.y0 - t * v);
%!     slope = gx' * u + gy' * v;
%!     assert ((above - below) / (2 * t), slope, 1e-6 * (1 + norm ([gx; gy])));
%!     assert ([ax - bx; ay - by] / (2 * t), [hx; hy], 1e-6 * (1 + norm ([hx; hy])));
%!   end
%! end

%!test
%! % The table is printed when no output is asked for.
%! text = evalc ('pgdqa_testproblem ()');
%! for name = pgdqa_testproblem ()
%!   assert (any (strfind (text, name{1})));
%! end

%!error <name is 'rosenbrock', expected one of: convex, nonconvex> pgdqa_testproblem ('rosenbrock')
%!error <name is 3, expected one of> pgdqa_testproblem (3)
%!error <macal has 1 arguments, expected at most 0> pgdqa_testproblem ('macal', 3)
%!error <sine has 2 arguments, expected at most 1 \(m\)> pgdqa_testproblem ('sine', 3, 4)
%!error <m is 0, expected a whole number in \[1, > pgdqa_testproblem ('sine', 0)
%!error <n is 2.5, expected a whole number in \[1, > pgdqa_testproblem ('convex', 2.5)
%!error <seed is -1, expected a whole number in \[0, Inf\)> pgdqa_testproblem ('quadratic', 2, 2, -1)
%!error <m is 'native', expected a whole number> pgdqa_testproblem ('quadratic', 2, 'native')
%!error <Start is a double of size 1x2, expected a whole number> pgdqa_testproblem ('macal', 'Start', [1, 2])
%!error <Start has 0 arguments after it, expected one, a seed> pgdqa_testproblem ('macal', 'Start')
%!error <data has no field d, expected one struct with c, d, H> pgdqa_testproblem ('convex', struct ('c', 1))
%!error <data.H is 1x2, expected 2x2> pgdqa_testproblem ('convex', struct ('c', [1; 1], 'd', [1; 1], 'H', [1, 2]))
%!error <data.c is a char> pgdqa_testproblem ('convex', struct ('c', 'a', 'd', 1, 'H', 1))
%!error <data.d has NaN or Inf> pgdqa_testproblem ('convex', struct ('c', 1, 'd', NaN, 'H', 1))
%!error <data.H has rcond 0, expected a nonsingular> ...
%! pgdqa_testproblem ('convex', struct ('c', [1; 1], 'd', [1; 1], 'H', ones (2)))
%!error <nonconvex has n = 1, expected n . 1> pgdqa_testproblem ('nonconvex', 1)
%!error id=pgdqa:option pgdqa_testproblem ('x')
%!error id=pgdqa:value pgdqa_testproblem ('sine', NaN)
%!error id=pgdqa:size pgdqa_testproblem ('convex', struct ('c', [1, 1], 'd', 1, 'H', 1))
%!error id=pgdqa:class pgdqa_testproblem ('convex', struct ('c', 1i, 'd', 1, 'H', 1))

%!demo
%! % The names, their sizes and the answers known.
%! pgdqa_testproblem ();

%!demo
%! % From its start a local method ends on a local answer of sine.
%! problem = pgdqa_testproblem ('sine');
%! [x, y, fval] = pgdqa_solve (problem);
%! fprintf ('found %.5f; listed %s\n', fval, mat2str ([problem.known.f], 6));
