% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function oracle = diagnose_oracle (f, g, limit)
  % oracle = diagnose_oracle (f, g, limit)   counted evaluations of the probed objectives f and g
  %
  % oracle.f, oracle.g, each with
  %   eval       [v, gx, gy] = eval (x, y), in double
  %   plain      likewise in one call: a gradient is 0 where it is not given
  %   as_given   likewise: gx is [] where it is not given
  %   hvp        [hx, hy] = hvp (x, y, vx, vy), by central differences where none is given
  %   given      1 a product was given, 0 a gradient, -1 only the value
  %   cost       calls of one eval;  hvp_cost   calls of one hvp
  % oracle.counter   containers.Map with 'calls' (made so far) 'skipped' (parts left out), 'length_x' and 'length_y'
  %   (how far x and y move, 0: not known; steps of differences are parts of it), shared by all copies
  % oracle.limit     the most allowed
  counter = containers.Map ('KeyType', 'char', 'ValueType', 'double');
  counter('calls') = 0;
  counter('skipped') = 0;
  counter('length_x') = 0;
  counter('length_y') = 0;
  oracle = struct ('f', one_level (f, counter), 'g', one_level (g, counter), 'counter', counter, 'limit', limit);
end

function level = one_level (objective, counter)
  level = struct ('eval', [], 'hvp', [], 'given', 1, 'cost', 1, 'hvp_cost', 1, 'objective', objective, 'plain', [], 'as_given', []);
  if (~ strcmp (objective.objective, 'handle'))
    [fun, hvp] = pgdqa_shared.oracle_of (objective);
    level.eval = @(x, y) native_eval (fun, counter, x, y);
    level.hvp = @(x, y, vx, vy) native_hvp (hvp, counter, x, y, vx, vy);
    level.plain = level.eval;
    level.as_given = level.eval;
    return;
  end
  [fun, hvp, plain] = pgdqa_shared.oracle_of (objective);
  counter('calls') = counter('calls') + sum (objective.probes);
  if (objective.order == 0)
    level.given = -1;
    level.eval = @(x, y) differenced_eval (fun, counter, x, y);
    level.cost = NaN; % 2 (n + m) + 1, set by the caller, who knows the point
  else
    level.eval = @(x, y) handle_eval (fun, counter, 2 * objective.without_gx, x, y);
  end
  level.plain = @(x, y) handle_eval (plain, counter, 0, x, y);
  if (objective.order == 0)
    level.plain = @(x, y) value_alone (fun, counter, x, y);
  end
  level.as_given = level.plain;
  if (objective.without_gx)
    level.as_given = @(x, y) without_gx (level.plain, x, y);
  end
  if (isempty (hvp))
    level.given = min (level.given, 0);
    level.hvp_cost = 2;
    level.hvp = @(x, y, vx, vy) differenced_hvp (level.eval, counter, x, y, vx, vy);
  else
    level.hvp = @(x, y, vx, vy) handle_hvp (hvp, counter, x, y, vx, vy);
  end
end

function count (counter, calls)
  counter('calls') = counter('calls') + calls; %#ok<NASGU>
end

function [v, gx, gy] = native_eval (fun, counter, x, y)
  count (counter, 1);
  [v, gx, gy] = fun (x, y);
  v = double (v);
  gx = double (gx);
  gy = double (gy);
end

function [hx, hy] = native_hvp (hvp, counter, x, y, vx, vy)
  count (counter, 1);
  [hx, hy] = hvp (x, y, cast (vx, class (x)), cast (vy, class (y)));
  hx = double (hx);
  hy = double (hy);
end

function [v, gx, gy] = handle_eval (fun, counter, more, x, y)
  % more   calls beside the first, an element of x
  count (counter, 1 + more * numel (x));
  [v, gx, gy] = fun (x, y);
  v = real_double (v);
  gx = real_double (gx);
  gy = real_double (gy);
end

function [v, gx, gy] = value_alone (fun, counter, x, y)
  count (counter, 1);
  v = real_double (fun (x, y));
  gx = zeros (size (x));
  gy = zeros (size (y));
end

function [v, gx, gy] = without_gx (fun, x, y)
  [v, ~, gy] = fun (x, y);
  gx = [];
end

function [hx, hy] = handle_hvp (hvp, counter, x, y, vx, vy)
  count (counter, 1);
  [hx, hy] = hvp (x, y, cast (vx, class (x)), cast (vy, class (y)));
  hx = real_double (hx);
  hy = real_double (hy);
end

function v = real_double (v)
  % Where it is complex a function is not defined.
  v = double (v);
  if (~ isreal (v))
    v = NaN (size (v));
  end
end

function [v, gx, gy] = differenced_eval (fun, counter, x, y)
  % Central differences, step eps^(1/3) times the size of the block.
  z = {x, y};
  lengths = [counter('length_x'), counter('length_y')];
  slopes = cell (1, 2);
  for b = 1:2
    step = eps (class (x(1) + y(1))) ^ (1 / 3) * size_of_block (z{b}, lengths(b)) / sqrt (numel (z{b}));
    slopes{b} = zeros (numel (z{b}), 1);
    for i = 1:numel (z{b})
      above = z;
      above{b}(i) = z{b}(i) + step;
      below = z;
      below{b}(i) = z{b}(i) - step;
      rise = real_double (fun (above{:})) - real_double (fun (below{:}));
      slopes{b}(i) = rise / double (above{b}(i) - below{b}(i));
    end
  end
  v = real_double (fun (x, y));
  count (counter, 2 * (numel (x) + numel (y)) + 1);
  gx = slopes{1};
  gy = slopes{2};
end

function [hx, hy] = differenced_hvp (evaluate, counter, x, y, vx, vy)
  size_of = norm ([vx; vy]);
  if (size_of == 0)
    hx = zeros (numel (x), 1);
    hy = zeros (numel (y), 1);
    return;
  end
  part = [norm(vx), norm(vy)] / size_of;
  length_of = part * [size_of_block(x, counter('length_x')); size_of_block(y, counter('length_y'))];
  t = eps (class (x(1) + y(1))) ^ (1 / 3) * length_of / size_of;
  [~, ax, ay] = evaluate (x + t * vx, y + t * vy);
  [~, bx, by] = evaluate (x - t * vx, y - t * vy);
  hx = (ax - bx) / (2 * t);
  hy = (ay - by) / (2 * t);
end

function s = size_of_block (z, length_of)
  % Euclidean; sqrt (numel (z)) where nothing is known
  s = max (double (norm (z)), length_of);
  if (s < eps (class (z)))
    s = sqrt (numel (z));
  end
end
