% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = truth_constrained (name, seed)
  % names = truth_constrained ()        families of problems with constraints
  % p = truth_constrained (name, seed)  an instance; seeds 1 to 20 are those of the bench
  %
  % p.problem     what pgdqa_solve takes: f, g, x0, y0, constraints; p.options: bounds of x
  % p.response    Y = p.response (x): the lower-level solutions at x, columns, [] where nothing is feasible; exact, by other means
  % p.x, p.y      a local answer by construction, [] without
  % p.regular     there f (x, y (x)) is smooth with a positive definite Hessian, active rows are independent and have positive multipliers
  % p.many_wells  g (x, .) has several minimisers
  %
  % A lower level is drawn together with a point (x, y) where y solves it.  The upper level is f = |x - a|^2 + |y - t|^2 / 2 and rows; a is such that the
  % slope of f (x, y (x)) and of the upper rows' multipliers times these is 0 at x.
  list = {'rows', 'planes', 'upper rows', 'both', 'ellipsoid', 'circle', 'equations', 'weak', 'degenerate', 'wells'};
  if (nargin == 0)
    p = list;
    return;
  end
  number = find (strcmp (list, name));
  assert (isscalar (number), 'truth_constrained: no family %s', name);
  states = {rand('twister'), randn('twister')};
  rand ('twister', 5000 * number + seed);
  randn ('twister', 5000 * number + seed);
  unwind_protect
    p = struct ('name', name, 'seed', seed, 'problem', struct (), 'options', struct (), 'response', [], 'x', [], 'y', [], 'regular', true, 'many_wells', false);
    drawn = setfield (p, 'fits', false);
    while (! drawn.fits)                            % until the answer is a local minimum and y does not depend on x steeply
      drawn = feval (strrep (name, ' ', '_'), setfield (p, 'fits', true), seed);
    end
    p = drawn;
    p.problem.x0 = p.problem.x0 + 0.7 * randn (size (p.problem.x0));
    p.problem.y0 = p.problem.y0 + 0.7 * randn (size (p.problem.y0));
    p.options = struct ('XMin', min (p.x - 3, p.problem.x0), 'XMax', max (p.x + 3, p.problem.x0));
  unwind_protect_cleanup
    rand ('twister', states{1});
    randn ('twister', states{2});
  end_unwind_protect
end

% ---- families ----

function p = rows (p, seed)
  % quadratic lower level with inequalities, some of them active
  [n, m] = deal (randi (4), randi (4));
  p = quadratic (p, n, m, randi (m), randi (4) - 1, 0, @positive);
  p = planted (p, no_rows (), []);
end

function p = planes (p, seed)
  % with equations too
  [n, m] = deal (randi (4), 1 + randi (3));
  p = quadratic (p, n, m, min (randi (2) - 1, m - 1), randi (3) - 1, 1, @positive);
  p = planted (p, no_rows (), []);
end

function p = upper_rows (p, seed)
  % linear rows at the upper level alone
  [n, m] = deal (1 + randi (3), randi (4));
  p = quadratic (p, n, m, 0, 0, 0, @positive);
  p = planted (p, linear_rows (p, mod (seed, 2), 1 - mod (seed, 2), 1), []);
end

function p = both (p, seed)
  [n, m] = deal (1 + randi (3), 1 + randi (3));
  p = quadratic (p, n, m, randi (m - 1), 2, mod (seed, 2), @positive);
  p = planted (p, linear_rows (p, 1, 0, 1), []);
end

function p = ellipsoid (p, seed)
  % y' Q y / 2 <= r + (a' x)^2 / 4, active; linear upper rows in half of them
  [n, m] = deal (1 + randi (3), randi (4));
  [H, Q, C, a] = deal (positive_definite (m), positive_definite (m), randn (m, n), randn (n, 1) / 2);
  [x, y] = deal (randn (n, 1), randn (m, 1));
  y = y / norm (y) * (0.5 + rand ());
  mult = 0.5 + rand ();
  q = -(H * y + C * x + mult * Q * y);
  r = y' * Q * y / 2 - (a' * x) ^ 2 / 4;
  r = max (r, 0.1);
  y = y * sqrt ((r + (a' * x) ^ 2 / 4) / (y' * Q * y / 2));
  q = -(H * y + C * x + mult * Q * y);
  p.problem.g = @(x, y) y' * H * y / 2 + (C * x + q)' * y;
  p.problem.LowerCon = @(x, y) deal (y' * Q * y / 2 - r - (a' * x) ^ 2 / 4, zeros (0, 1));
  [V, D] = eig (Q, H);                              % V' H V = I, V' Q V = D
  p.response = @(x) in_ellipsoid (V, diag (D), C * x + q, r + (a' * x) ^ 2 / 4);
  [p.x, p.y] = deal (x, y);
  p = planted (p, linear_rows (p, mod (seed, 2), 0, 1), []);
end

function p = circle (p, seed)
  % |x|^2 + |y|^2 <= r or = r at the upper level
  [n, m] = deal (1 + randi (3), randi (4));
  p = quadratic (p, n, m, 0, 0, 0, @positive);
  p = planted (p, no_rows (), 1 + mod (seed, 2));
end

function p = equations (p, seed)
  % (1 + x(1)^2) y(1) = h' x + d fixes y(1); the others solve a quadratic, one of them at a bound in half of the problems
  [n, m] = deal (randi (3), 1 + randi (3));
  [H, C, h, d] = deal (positive_definite (m), randn (m, n), randn (n, 1), randn ());
  x = randn (n, 1);
  first = @(x) (h' * x + d) / (1 + x(1) ^ 2);
  [y, bound, mult] = deal (randn (m, 1), 50 * ones (m - 1, 1), zeros (m, 1));
  y(1) = first (x);
  if (mod (seed, 2))
    [bound(end), mult(end)] = deal (y(m), 0.5 + rand ());
  end
  q = -(H * y + C * x + mult);
  p.problem.g = @(x, y) y' * H * y / 2 + (C * x + q)' * y;
  p.problem.LowerCon = @(x, y) deal (y(2:end) - bound, (1 + x(1) ^ 2) * y(1) - h' * x - d);
  p.response = @(x) truth_qp (H, C * x + q, [zeros(m - 1, 1), eye(m - 1)], bound, [1, zeros(1, m - 1)], first (x));
  [p.x, p.y] = deal (x, y);
  p = planted (p, no_rows (), []);
end

function p = weak (p, seed)
  % one active row has the multiplier 0: f (x, y (x)) has a kink at its minimum, where f is 0
  [n, m] = deal (randi (4), randi (4));
  p = quadratic (p, n, m, randi (m), randi (3) - 1, 0, @first_zero);
  [x, y] = deal (p.x, p.y);
  p.problem.f = @(x_, y_) sum ((x_ - x) .^ 2) + sum ((y_ - y) .^ 2) / 2;
  p = started (p);
  p.regular = false;
end

function p = degenerate (p, seed)
  % active rows that depend on each other: repeated ones, more than y has variables, or a linear lower level at such a vertex
  [n, m] = deal (randi (3), randi (3));
  kind = mod (seed, 3);
  p = quadratic (p, n, m, m, 1, 0, @positive, kind == 2);
  k = m + 1;
  if (kind == 0)
    scale = [2; 5];
    p.problem.LowerA(end+1:end+2,:) = scale * p.problem.LowerA(1,:);
    p.problem.LowerB(end+1:end+2) = scale * p.problem.LowerB(1);
  else
    extra = [randn(1, n), rand(1, m) * p.problem.LowerA(1:m,n+1:end)];   % normal in the cone of the others: y stays optimal
    p.problem.LowerA(end+1,:) = extra;
    p.problem.LowerB(end+1) = extra * [p.x; p.y];
  end
  [A, b] = deal (p.problem.LowerA, p.problem.LowerB);
  quad = p.quadratic;
  p.response = @(x) truth_qp (quad.H, quad.C * x + quad.q, A(:,n+1:end), b - A(:,1:n) * x, zeros (0, m), []);
  [x, y] = deal (p.x, p.y);
  p.problem.f = @(x_, y_) sum ((x_ - x) .^ 2) + sum ((y_ - y) .^ 2) / 2;
  p = started (p);
  p.regular = false;
end

function p = wells (p, seed)
  % g = sum (y^2 - 1)^2 / 4 + 0.3 y (c' x); each y_i between lines in x; f has one of its own
  [n, m] = deal (randi (2), randi (2));
  [C, S] = deal (0.3 * randn (m, n), 0.3 * randn (2 * m, n));
  ends = 0.7 + rand (2 * m, 1);
  p.problem.g = @(x, y) sum ((y .^ 2 - 1) .^ 2) / 4 + y' * (C * x);
  p.problem.LowerA = [S, [eye(m); -eye(m)]];
  p.problem.LowerB = ends;
  p.response = @(x) in_wells (C * x, -ends(m+1:end) + S(m+1:end,:) * x, ends(1:m) - S(1:m,:) * x);
  p.x = randn (n, 1);
  p.y = randn (m, 1);
  [a, t] = deal (randn (n, 1), randn (m, 1));
  p.problem.f = @(x, y) sum ((x - a) .^ 2) + sum ((y - t) .^ 2) / 2;
  p = started (p);
  p.regular = false;
  p.many_wells = true;
end

% ---- their parts ----

function mult = positive (k)
  mult = 0.5 + rand (k, 1);
end

function mult = first_zero (k)
  mult = [0; 0.5 + rand(k - 1, 1)];
end

function H = positive_definite (m)
  [V, ~] = qr (randn (m));
  H = V * diag (1 + 3 * rand (m, 1)) * V';
  H = (H + H') / 2;
end

function p = quadratic (p, n, m, active, idle, equations, multipliers, linear)
  % g = y' H y / 2 + (C x + q)' y (LINEAR: without H) with ACTIVE and IDLE inequalities and EQUATIONS at (p.x, p.y)
  [H, C] = deal (positive_definite (m), randn (m, n));
  if (nargin > 7 && linear)
    [H, C] = deal (zeros (m), zeros (m, n));
  end
  [p.x, p.y] = deal (randn (n, 1), randn (m, 1));
  A = randn (active + idle, n + m);
  Aeq = randn (equations, n + m);
  mult = [multipliers(active); zeros(idle, 1)];
  b = A * [p.x; p.y] + [zeros(active, 1); 0.5 + 1.5 * rand(idle, 1)];
  beq = Aeq * [p.x; p.y];
  q = -(H * p.y + C * p.x + A(:,n+1:end)' * mult + Aeq(:,n+1:end)' * randn (equations, 1));
  p.quadratic = struct ('H', H, 'C', C, 'q', q);
  p.problem.g = @(x, y) y' * H * y / 2 + (C * x + q)' * y;
  if (active + idle > 0)
    [p.problem.LowerA, p.problem.LowerB] = deal (A, b);
  end
  if (equations > 0)
    [p.problem.LowerAeq, p.problem.LowerBeq] = deal (Aeq, beq);
  end
  p.response = @(x) truth_qp (H, C * x + q, A(:,n+1:end), b - A(:,1:n) * x, Aeq(:,n+1:end), beq - Aeq(:,1:n) * x);
end

function u = no_rows ()
  u = struct ('A', [], 'b', [], 'Aeq', [], 'beq', [], 'slope', []);
end

function u = linear_rows (p, active, equations, idle)
  % upper rows that hold with equality at (p.x, p.y), and others; slope: of x and y, of the first ones times multipliers
  [n, m] = deal (numel (p.x), numel (p.y));
  u = no_rows ();
  u.A = randn (active + idle, n + m);
  u.b = u.A * [p.x; p.y] + [zeros(active, 1); 0.5 + rand(idle, 1)];
  u.Aeq = randn (equations, n + m);
  u.beq = u.Aeq * [p.x; p.y];
  u.slope = u.A(1:active,:)' * positive (active) + u.Aeq' * randn (equations, 1);
end

function p = planted (p, u, circle)
  % the upper level: f, rows U, and with CIRCLE 1 |x|^2 + |y|^2 <= r, 2 an equation
  [x, y] = deal (p.x, p.y);
  [n, m] = deal (numel (x), numel (y));
  J = zeros (m, n);
  for j = 1:n
    e = 1e-5 * ((1:n)' == j);
    J(:,j) = (p.response (x + e) - p.response (x - e)) / 2e-5;
  end
  [slope, bend] = deal (u.slope, 0);                % of the rows times multipliers
  if (isempty (slope))
    slope = zeros (n + m, 1);
  end
  if (~ isempty (circle))
    r = sumsq ([x; y]);
    bend = 0.5 + rand ();
    slope = slope + 2 * bend * [x; y];
    if (circle == 1)
      p.problem.UpperCon = @(x, y) deal (sum (x .^ 2) + sum (y .^ 2) - r, zeros (0, 1));
    else
      p.problem.UpperCon = @(x, y) deal (zeros (0, 1), sum (x .^ 2) + sum (y .^ 2) - r);
    end
  end
  t = y + randn (m, 1);
  a = x + (J' * (y - t + slope(n+1:end)) + slope(1:n)) / 2;
  p.problem.f = @(x, y) sum ((x - a) .^ 2) + sum ((y - t) .^ 2) / 2;
  L = @(z) p.problem.f (z(1:n), z(n+1:end)) + (slope - 2 * bend * [x; y])' * z + bend * sumsq (z);
  p.fits = norm (J) <= 10 && least_bend (@(x) L ([x; p.response(x)]), x) > 0.1;
  given = {'A', 'UpperA'; 'b', 'UpperB'; 'Aeq', 'UpperAeq'; 'beq', 'UpperBeq'};
  for k = 1:4
    if (~ isempty (u.(given{k,1})))
      p.problem.(given{k,2}) = u.(given{k,1});
    end
  end
  p = started (p);
end

function least = least_bend (L, x)
  % second difference along the axes and random directions
  n = numel (x);
  moves = 0.02 * [eye(n), randn(n, 6)];
  here = L (x);
  bends = arrayfun (@(k) (L (x + moves(:,k)) - 2 * here + L (x - moves(:,k))) / sumsq (moves(:,k)), 1:columns (moves));
  least = min (bends);
end

function p = started (p)
  [p.problem.x0, p.problem.y0] = deal (p.x, p.y);
end

% ---- lower levels solved ----

function y = in_ellipsoid (V, d, c, r)
  % min y' H y / 2 + c' y, y' Q y / 2 <= r, V' H V = I, V' Q V = diag (d): the multiplier by Newton's method, which rises from 0
  b = V' * c;
  mult = 0;
  for k = 1:100
    w = b ./ (1 + mult * d);
    excess = sum (d .* w .^ 2) / 2 - r;
    step = excess / sum (d .^ 2 .* w .^ 2 ./ (1 + mult * d));
    if (excess <= 0 || step <= 1e-16 * mult)
      break;
    end
    mult = mult + step;
  end
  y = -V * w;
end

function Y = in_wells (c, low, high)
  % min sum (y^2 - 1)^2 / 4 + c y within [low, high]; all that are least to 1e-10
  Y = zeros (0, 1);
  each = cell (1, numel (c));
  for i = 1:numel (c)
    if (low(i) > high(i))
      Y = [];
      return;
    end
    z = roots ([1, 0, -1, c(i)]);
    z = [real(z(abs (imag (z)) < 1e-9)); low(i); high(i)];
    z = unique (z(z >= low(i) & z <= high(i)));
    v = (z .^ 2 - 1) .^ 2 / 4 + c(i) * z;
    each{i} = z(v <= min (v) + 1e-10)';
  end
  Y = each{1};
  for i = 2:numel (c)
    Y = [kron(Y, ones (size (each{i}))); kron(ones (1, columns (Y)), each{i})];
  end
end
