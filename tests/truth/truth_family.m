% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_family (name, seed)
  % names = truth_family ()          the names of the families
  % p = truth_family (name, seed)    an instance; seeds 1 to 20 are those of the bench
  %
  % p.f, p.g      structs of handles: fun with [v, gx, gy] = fun (x, y), hvp with [hx, hy] = hvp (x, y, vx, vy)
  % p.x0, p.y0    start;  p.options: bounds (XMin, XMax, YMin, YMax) if there are any
  % p.box         the same bounds as columns xl, xu, yl, yu
  % p.unit_x, p.unit_y   lengths over which f and g change, known by construction; the judge perturbs by fractions of them
  % p.many_wells  g (x, .) has several minimisers: false claims are counted apart
  % p.singular    dimension of the continuum of lower-level minimisers; 0: they are isolated
  % p.known       [], or x and y of a minimiser by formula
  % p.solutions   [], or [least, f] = p.solutions (x): the least g (x, .) and, among the y that have it, the least f, by brute force; the
  %               judge then trusts these alone
  % p.best        [], or the least f of a bilevel solution where every local one is as good
  list = {'conditions_lower', 'conditions_reduced', 'units', 'units_cosh', 'far_start', 'quartic_lower', 'quartic_upper', 'quartic_degenerate', ...
          'cosh_lower', 'cosh_upper', 'exp_lower', 'reciprocal', 'periodic', 'double_well', 'mirrlees', 'continuum', 'tall', 'wide', ...
          'f_without_x', 'f_without_y', 'huber', 'absolute', 'valley', 'box', ...
          'ridge', 'ridge_bounds', 'logistic', 'logistic_bounds', 'softmax', 'softmax_bounds', ...
          'games', 'wells', 'wells_bounds', 'ties', 'kinks'};
  if (nargin == 0)
    p = list;
    return;
  end
  number = find (strcmp (list, name));
  assert (isscalar (number), 'truth_family: no family %s', name);
  states = {rand('twister'), randn('twister')};
  rand ('twister', 1000 * number + seed);
  randn ('twister', 1000 * number + seed);
  unwind_protect
    p = struct ('name', name, 'seed', seed, 'f', [], 'g', [], 'x0', [], 'y0', [], 'options', struct (), 'unit_x', 1, 'unit_y', 1, ...
                'many_wells', any (strcmp (name, {'periodic', 'double_well', 'mirrlees'})), 'singular', 0, 'known', [], 'solutions', [], 'best', []);
    p = with_box (feval (name, p, seed));
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
end

function p = with_box (p)
  % p.box: xl, xu, yl, yu, the bounds as columns, infinite where there are none
  ends = {'XMin', 'xl', -Inf, p.x0; 'XMax', 'xu', Inf, p.x0; 'YMin', 'yl', -Inf, p.y0; 'YMax', 'yu', Inf, p.y0};
  for k = 1:4
    bound = ends{k,3};
    if (isfield (p.options, ends{k,1}))
      bound = p.options.(ends{k,1});
    end
    p.box.(ends{k,2}) = bound + zeros (size (ends{k,4}));
  end
end

function [n, m] = sizes (largest)
  % n and m between 1 and LARGEST
  n = randi (largest);
  m = randi (largest);
end

function A = spectrum (k, condition)
  % k x k, singular values between 1 and 1 / condition, log-uniform with both ends
  [Q, ~] = qr (randn (k));
  [P, ~] = qr (randn (k));
  A = Q * diag (condition .^ -linspace (0, 1, k)) * P';
end

function p = quadratic (p, R, C, T, t, D)
  % g = |R (y - C x)|^2 / 2, f = |T y - t|^2 / 2 + |D (x - 1)|^2 / 2: y = C x, and x by least squares
  [m, n] = size (C);
  p.g = truth_sum (n, m, {'affine', 'square', -R * C, R});
  p.f = truth_sum (n, m, {'affine', 'square', [], T, -t}, {'affine', 'square', D, [], -D * ones(n, 1)});
  p.x0 = randn (n, 1);
  p.y0 = randn (m, 1);
  x = [T * C; D] \ [t; D * ones(n, 1)];
  p.known = struct ('x', x, 'y', C * x);
  p.unit_x = max (1, norm (x) / sqrt (n));
  p.unit_y = max (1, norm (C * x) / sqrt (m));
end

function p = conditions_lower (p, seed)
  % D2_yy g of condition 1 to 1e8 (m >= 2)
  [n, m] = sizes (5);
  m = m + 1;
  p = quadratic (p, spectrum (m, 10 ^ (4 * (seed - 1) / 19)), randn (m, n), eye (m), randn (m, 1), 0.5 * eye (n));
end

function p = conditions_reduced (p, seed)
  % reduced Hessian of condition 1 to 1e8 (n >= 2)
  n = 1 + randi (4);
  p = quadratic (p, spectrum (n, 2), spectrum (n, 10 ^ (4 * (seed - 1) / 19)), eye (n), randn (n, 1), zeros (1, n));
end

function p = units (p, seed)
  % a quadratic, x, y, f and g each in units of 1e-8, 1 or 1e8
  [n, m] = sizes (4);
  p = quadratic (p, spectrum (m, 3), randn (m, n), eye (m), randn (m, 1), 0.5 * eye (n));
  p = in_units (p, seed);
end

function p = units_cosh (p, seed)
  [n, m] = sizes (4);
  p = in_units (cosh_problem (p, n, m, 2), seed);
end

function p = in_units (p, seed)
  % seeds 1 to 8: one unit alone, then all four at random
  e = 10 .^ (8 * (randi (3, 1, 4) - 2));
  if (seed <= 8)
    e(:) = 1;
    e(ceil (seed / 2)) = 10 ^ (8 * (-1) ^ seed);
  end
  p = truth_scaled (p, e(1), e(2), e(3), e(4));
end

function p = far_start (p, seed)
  % 1e6 lengths away, in x, in y or in both
  [n, m] = sizes (4);
  p = quadratic (p, spectrum (m, 3), randn (m, n), eye (m), randn (m, 1), 0.5 * eye (n));
  p.x0 = p.x0 * 10 ^ (6 * (mod (seed, 3) ~= 1));
  p.y0 = p.y0 * 10 ^ (6 * (mod (seed, 3) ~= 2));
end

function p = quartic_lower (p, seed)
  % g = sum r^2 / 2 + r^4 / 4 + y^2 / 10, r = y - C x; y0 up to 1e6
  [n, m] = sizes (4);
  C = randn (m, n);
  p.g = truth_sum (n, m, {'affine', 'square', -C, eye(m)}, {'affine', 'quartic', -C, eye(m)}, {'affine', 'square', [], eye(m), [], 0.2});
  p = pulled (p, n, m);
  p.y0 = p.y0 * 10 ^ (6 * (seed - 1) / 19);
end

function p = pulled (p, n, m)
  % f = |y + t|^2 / 2 + |x - s|^2 / 2
  p.f = truth_sum (n, m, {'affine', 'square', [], eye(m), 1 + rand(m, 1)}, {'affine', 'square', eye(n), [], -1 - rand(n, 1)});
  p.x0 = 3 * randn (n, 1);
  p.y0 = randn (m, 1);
end

function p = quartic_upper (p, seed)
  % f = sum x^4 / 4 - x + y^2 / 2; x0 up to 1e4
  [n, m] = sizes (4);
  C = randn (m, n);
  p.g = truth_sum (n, m, {'affine', 'square', -C, eye(m)});
  p.f = truth_sum (n, m, {'affine', 'quartic', eye(n)}, {'affine', 'linear', -eye(n)}, {'affine', 'square', [], eye(m)});
  p.x0 = sign (randn (n, 1)) .* rand (n, 1) * 10 ^ (4 * (seed - 1) / 19);
  p.y0 = randn (m, 1);
end

function p = quartic_degenerate (p, seed)
  % g = sum r^4 / 4: D2_yy g = 0 at the solution y = C x
  [n, m] = sizes (3);
  C = randn (m, n);
  p = quadratic (p, eye (m), C, eye (m), randn (m, 1), eye (n));
  p.g = truth_sum (n, m, {'affine', 'quartic', -C, eye(m)});
end

function p = cosh_problem (p, n, m, far)
  % g = sum cosh (y - C x) + y^2 / 10
  p.g = truth_sum (n, m, {'affine', 'cosh', -randn(m, n) / sqrt(n), eye(m)}, {'affine', 'square', [], eye(m), [], 0.2});
  p = pulled (p, n, m);
  p.y0 = far * sign (p.y0);
end

function p = cosh_lower (p, seed)
  % y0 up to 40
  [n, m] = sizes (4);
  p = cosh_problem (p, n, m, 1 + 39 * (seed - 1) / 19);
end

function p = cosh_upper (p, seed)
  % f = sum cosh (x - 1) + |y - 3|^2 / 2; x0 up to 100
  [n, m] = sizes (4);
  C = randn (m, n) / sqrt (n);
  p.g = truth_sum (n, m, {'affine', 'square', -C, eye(m)});
  p.f = truth_sum (n, m, {'affine', 'cosh', eye(n), [], -1}, {'affine', 'square', [], eye(m), -3});
  p.x0 = randn (n, 1);
  p.x0 = p.x0 / max (abs (p.x0)) * (5 + 95 * (seed - 1) / 19);
  p.y0 = randn (m, 1);
end

function p = exp_lower (p, seed)
  % g = sum exp (r) - r + y^2 / 10, r = y - C x; y0 up to 30
  [n, m] = sizes (4);
  C = randn (m, n) / sqrt (n);
  p.g = truth_sum (n, m, {'affine', 'exp', -C, eye(m)}, {'affine', 'linear', C, -eye(m)}, {'affine', 'square', [], eye(m), [], 0.2});
  p = pulled (p, n, m);
  p.y0 = abs (p.y0) / max (abs (p.y0)) * (1 + 29 * (seed - 1) / 19);
end

function p = reciprocal (p, seed)
  % y_j = 1 / (x_j + d), x >= 0; even seeds add sum x to f; d from 1e-1 to 1e-6
  n = randi (3);
  d = 10 ^ -(1 + 5 * floor ((seed - 1) / 2) / 9);
  p.g = truth_sum (n, n, {'product', d}, {'affine', 'linear', [], -eye(n)});
  p.f = truth_sum (n, n, {'affine', 'square', [], eye(n), -1 - rand(n, 1), 2}, {'affine', 'linear', eye(n) * (1 - mod (seed, 2))});
  p.x0 = zeros (n, 1);
  p.y0 = ones (n, 1);
  p.options.XMin = 0;
end

function p = periodic (p, seed)
  % g = sum -cos (r) + y^2 / 50, r = y - C x: several wells; every third start near a lower maximum
  [n, m] = sizes (3);
  C = randn (m, n) / sqrt (n);
  p.g = truth_sum (n, m, {'affine', 'cos', -C, eye(m), [], -1}, {'affine', 'square', [], eye(m), [], 0.04});
  p = pulled (p, n, m);
  if (mod (seed, 3) == 0)
    p.y0 = C * p.x0 + pi;
  end
end

function p = double_well (p, seed)
  % g = sum (y^2 - 1)^2 / 4 + c y (C x)
  [n, m] = sizes (3);
  C = 0.3 * randn (m, n);
  p.g = truth_sum (n, m, {'affine', 'well', [], eye(m)}, {'affine', 'square', C, eye(m)}, {'affine', 'square', [], eye(m), [], -1}, {'affine', 'square', C, [], [], -1});
  p = pulled (p, n, m);
end

function p = mirrlees (p, seed)
  % g = sum -c exp (-(y + 1)^2 / (2 w^2)) - exp (-(y - 1)^2 / (2 w^2)) + e (y + x - 1)^2: two wells, x sets which is deeper
  n = 1;
  m = randi (2);
  w = 0.7 + 0.3 * rand (m, 1);
  p.g = truth_sum (n, m, {'affine', 'hole', [], diag(1 ./ w), 1 ./ w, 0.8 + 0.4 * rand(m, 1)}, {'affine', 'hole', [], diag(1 ./ w), -1 ./ w}, ...
                   {'affine', 'square', ones(m, 1), eye(m), -1, 0.1 + 0.2 * rand(m, 1)});
  p.f = truth_sum (n, m, {'affine', 'square', 1, [], -2}, {'affine', 'square', [], eye(m), -1});
  p.x0 = randn ();
  p.y0 = randn (m, 1);
end

function p = continuum (p, seed)
  % g = |C y - D x|^2 / 2, fewer rows than y has: the minimisers are planes
  n = randi (4);
  m = 1 + randi (4);
  k = randi (m - 1);
  C = spectrum (m, 3)(1:k,:);
  D = randn (k, n);
  p.g = truth_sum (n, m, {'affine', 'square', -D, C});
  p.f = truth_sum (n, m, {'affine', 'square', [], eye(m), -1 - rand(m, 1)}, {'affine', 'square', eye(n), [], -rand(n, 1), 0.5});
  p.x0 = randn (n, 1);
  p.y0 = randn (m, 1);
  p.singular = m - k;
end

function p = tall (p, seed)
  % n = 20 to 60, m = 1 to 3
  n = 19 + randi (41);
  m = randi (3);
  p = quadratic (p, spectrum (m, 3), randn (m, n) / sqrt (n), eye (m), 3 * randn (m, 1), diag (10 .^ linspace (-1, 0, n)));
end

function p = wide (p, seed)
  % n = 1 to 3, m = 20 to 60
  n = randi (3);
  m = 19 + randi (41);
  p = quadratic (p, spectrum (m, 30), randn (m, n), eye (m), randn (m, 1), 0.5 * eye (n));
end

function p = f_without_x (p, seed)
  % f = |y - t|^2 / 2, m >= n; half of them with a cosh in g
  n = randi (4);
  m = n + randi (4) - mod (seed, 2);
  C = randn (m, n) + [3 * eye(n); zeros(m - n, n)];
  p = quadratic (p, eye (m), C, eye (m), randn (m, 1), zeros (1, n));
  if (mod (seed, 4) >= 2)
    p.g = truth_sum (n, m, {'affine', 'cosh', -C, eye(m)});
  end
end

function p = f_without_y (p, seed)
  % f = sum cosh (x - s) / 4 + |x|^2 / 2, y = C x all the same; every fourth g does not know x
  [n, m] = sizes (4);
  C = randn (m, n) * (mod (seed, 4) > 0);
  p.g = truth_sum (n, m, {'affine', 'square', -C, eye(m)}, {'affine', 'quartic', -C, eye(m)});
  p.f = truth_sum (n, m, {'affine', 'cosh', eye(n), [], -rand(n, 1), 0.25}, {'affine', 'square', eye(n)});
  p.x0 = 4 * randn (n, 1);
  p.y0 = 4 * randn (m, 1);
end

function p = huber (p, seed)
  p = with_loss (p, 'huber', 3);
end

function p = absolute (p, seed)
  p = with_loss (p, 'abs', 1);
end

function p = with_loss (p, phi, spread)
  % f = sum phi (y - t) + |x|^2 / 2
  [n, m] = sizes (4);
  C = randn (m, n);
  p.g = truth_sum (n, m, {'affine', 'square', -C, eye(m)}, {'affine', 'square', [], eye(m), [], 0.1});
  p.f = truth_sum (n, m, {'affine', phi, [], eye(m), spread * randn(m, 1)}, {'affine', 'square', eye(n), [], [], 0.3});
  p.x0 = 3 * randn (n, 1);
  p.y0 = randn (m, 1);
end

function p = valley (p, seed)
  % f = c (x_2 - x_1^2)^2 + (1 - x_1)^2 + |y|^2 / 20, c from 1 to 1e4
  n = 2;
  m = randi (4);
  p.g = truth_sum (n, m, {'affine', 'square', -randn(m, n), eye(m)}, {'affine', 'cosh', [], eye(m), [], 0.3});
  p.f = truth_sum (n, m, {'rosenbrock', 10 ^ (4 * (seed - 1) / 19)}, {'affine', 'square', [], eye(m), [], 0.1});
  p.x0 = [-1.2; 1] + randn (2, 1) / 3;
  p.y0 = randn (m, 1);
end

function p = box (p, seed)
  % bounds on x and y, some of them active at the answer
  [n, m] = sizes (4);
  p.g = truth_sum (n, m, {'affine', 'square', -randn(m, n), eye(m)}, {'affine', 'cosh', [], eye(m), [], 0.3});
  p = pulled (p, n, m);
  p.options = struct ('XMin', -rand (n, 1), 'XMax', 2 * rand (n, 1), 'YMin', -rand (m, 1), 'YMax', 1 + rand (m, 1));
  p.x0 = max (p.options.XMin, min (p.options.XMax, p.x0));
  p.y0 = max (p.options.YMin, min (p.options.YMax, p.y0));
end

function p = ridge (p, seed)
  % g = |X y - t|^2 / 2 + sum exp (x_j) y_j^2 / 2, f = |X' y - t'|^2 / 2 on other rows
  D = 1 + randi (3);
  rows = D + randi (6);
  [X, t] = regression (rows, D);
  [Xv, tv] = regression (randi (6), D);
  p.g = truth_sum (D, D, {'affine', 'square', [], X, -t}, {'penalty', eye(D), 1});
  p.f = truth_sum (D, D, {'affine', 'square', [], Xv, -tv});
  p = from_penalties (p, D, D, seed);
end

function [X, t] = regression (rows, D)
  X = randn (rows, D);
  t = X(:,1) + 0.5 * randn (rows, 1);
end

function p = logistic (p, seed)
  D = 1 + randi (3);
  X = classes (10 + randi (10), D);
  Xv = classes (10 + randi (10), D);
  p.g = truth_sum (D, D, {'affine', 'logistic', [], X, [], 1 / size(X, 1)}, {'penalty', eye(D), 1});
  p.f = truth_sum (D, D, {'affine', 'logistic', [], Xv, [], 1 / size(Xv, 1)});
  p = from_penalties (p, D, D, seed);
end

function Z = classes (rows, D)
  % rows times their labels
  t = sign (randn (rows, 1));
  Z = t .* ([t, zeros(rows, D - 1)] + 1.3 * randn (rows, D));
end

function p = softmax (p, seed)
  D = 2;
  C = 3;
  [X, l] = labelled (15 + randi (10), D, C);
  [Xv, lv] = labelled (15 + randi (10), D, C);
  p.g = truth_sum (D, D * C, {'softmax', X, l, C}, {'penalty', repmat(eye (D), C, 1), 1});
  p.f = truth_sum (D, D * C, {'softmax', Xv, lv, C});
  p = from_penalties (p, D, D * C, seed);
end

function [X, l] = labelled (rows, D, C)
  l = randi (C, rows, 1);
  X = [cos(2 * pi * l / C), sin(2 * pi * l / C)](:,1:D) + 1.2 * randn (rows, D);
end

function p = from_penalties (p, n, m, seed)
  p.x0 = -2 + 2 * randn (n, 1);
  p.y0 = zeros (m, 1);
end

function p = ridge_bounds (p, seed)
  p = bounded (ridge (p, seed));
end

function p = logistic_bounds (p, seed)
  p = bounded (logistic (p, seed));
end

function p = softmax_bounds (p, seed)
  p = bounded (softmax (p, seed));
end

function p = bounded (p)
  p.options = struct ('XMin', -10, 'XMax', 10);
  p.x0 = max (-10, min (10, p.x0));
end

function p = games (p, seed)
  kinds = {'bilinear', 'piecewise', 'kinked'};
  q = truth_game (kinds{1 + mod(seed, 3)}, seed);
  p = from_handles (p, q);
  p.best = q.best;
end

function p = wells (p, seed)
  p = of_wells (p, truth_wells (seed));
end

function p = wells_bounds (p, seed)
  kinds = {'around', 'through'};
  p = of_wells (p, truth_wells (seed, [], kinds{1 + mod(seed, 2)}));
end

function p = of_wells (p, q)
  for field = {'f', 'g', 'x0', 'y0', 'options', 'many_wells', 'solutions'}
    p.(field{1}) = q.(field{1});
  end
end

function p = ties (p, seed)
  % one x and wells whose depths depend on it; every other a follower that decides all or nothing
  if (mod (seed, 2))
    p = from_handles (p, truth_wells_in_x (seed));
  else
    evalc ("q = truth_game ('follower', seed);");    % glpk says of each corner that it has no answer
    p = from_handles (p, q);
  end
end

function p = kinks (p, seed)
  p = from_handles (p, truth_kinks (seed));
end

function p = from_handles (p, q)
  p.f = struct ('fun', q.f, 'hvp', q.fh);
  p.g = struct ('fun', q.g, 'hvp', q.gh);
  p.x0 = q.x0;
  p.y0 = q.y0;
  p.solutions = q.solutions;
  p.options = struct ('XMin', q.xmin, 'XMax', q.xmax, 'YMin', q.ymin, 'YMax', q.ymax);
end
