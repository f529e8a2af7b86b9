% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = constraint_lagrangian (call, rows, size_of, gives_J, sizes, level)
  % objective = constraint_lagrangian (call, rows, size_of, gives_J, sizes, level)   u' * r (x, y), r = call (x, y)(rows) ./ size_of, as an objective of x and [y; u]
  %
  % call     [r, J] = call (x, y), k x 1 and k x (n + m)
  % gives_J  call gives J; else it comes from central differences, 2 (n + m) calls
  % sizes    [n, m]
  % Its gradient in u is r, that in x and y is J' * u: where u is 0, J is not asked for.  Products take two calls with J.  A point is not called twice
  % in turn.
  store = containers.Map ({'z', 'r', 'J'}, {[], [], []}, 'UniformValues', false);
  known = struct ('r', @(x, y) residual_at (call, rows, size_of, store, x, y), 'J', @(x, y) jacobian_at (call, rows, size_of, gives_J, store, x, y));
  fun = @(x, yu) value (known, sizes, x, yu);
  hvp = @(x, yu, vx, vyu) product (known, sizes, x, yu, vx, vyu);
  objective = pgdqa_shared.as_objective ('pgdqa_solve', pgdqa_objective (fun, 'HVP', hvp), level);
  objective.order = 1;
end

function [v, gx, gy] = value (known, sizes, x, yu)
  [y, u] = parts (sizes, yu);
  if (any (u))
    [r, J] = known.J (x, y);
    slope = J' * u;
  else
    r = known.r (x, y);
    slope = zeros (sum (sizes), 1);
  end
  v = u' * r;
  gx = slope(1:sizes(1));
  gy = [slope(sizes(1)+1:end); r];
end

function [hx, hy] = product (known, sizes, x, yu, vx, vyu)
  [n, m] = deal (sizes(1), sizes(2));
  [y, u] = parts (sizes, yu);
  [vy, vu] = parts (sizes, vyu);
  d = [vx; vy];
  bend = zeros (n + m, 1);
  if (any (u) && any (d))
    step = eps ^ (1 / 3) * (1 + norm ([x; y], Inf)) / norm (d, Inf);
    [~, ahead] = known.J (x + step * vx, y + step * vy);
    [~, behind] = known.J (x - step * vx, y - step * vy);
    bend = (ahead - behind)' * u / (2 * step);
  end
  [~, J] = known.J (x, y);
  whole = bend + J' * vu;
  hx = whole(1:n);
  hy = [whole(n+1:end); J * d];
end

function [y, u] = parts (sizes, yu)
  y = yu(1:sizes(2));
  u = yu(sizes(2)+1:end);
end

function r = residual_at (call, rows, size_of, store, x, y)
  % from the store where z = [x; y] was the latest point
  z = [x; y];
  if (~ isequal (store('z'), z))
    r = call (x, y);
    store('z') = z; %#ok<NASGU>
    store('r') = r(rows) ./ size_of; %#ok<NASGU>
    store('J') = []; %#ok<NASGU>
  end
  r = store('r');
end

function [r, J] = jacobian_at (call, rows, size_of, gives_J, store, x, y)
  if (gives_J && ~ (isequal (store('z'), [x; y]) && ~ isempty (store('J'))))
    [r, J] = call (x, y);
    store('z') = [x; y]; %#ok<NASGU>
    store('r') = r(rows) ./ size_of; %#ok<NASGU>
    store('J') = full (J(rows, :)) ./ repmat (size_of, 1, size (J, 2)); %#ok<NASGU>
  end
  r = residual_at (call, rows, size_of, store, x, y);
  if (isempty (store('J')))
    store('J') = difference (call, rows, size_of, x, y); %#ok<NASGU>
  end
  J = store('J');
end

function J = difference (call, rows, size_of, x, y)
  % central
  z = [x; y];
  J = zeros (numel (rows), numel (z));
  for j = 1:numel (z)
    step = zeros (size (z));
    step(j) = eps ^ (1 / 3) * max (1, abs (z(j)));
    [ahead, behind] = deal (z + step, z - step);
    change = call (ahead(1:numel (x)), ahead(numel (x)+1:end)) - call (behind(1:numel (x)), behind(numel (x)+1:end));
    J(:, j) = change(rows) ./ size_of / (2 * step(j));
  end
end
