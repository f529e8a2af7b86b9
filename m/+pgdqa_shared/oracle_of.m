% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [evaluate, hvp, plain] = oracle_of (objective)
  % [evaluate, hvp, plain] = oracle_of (objective)   the functions of an objective of as_objective, whether of handles or compiled
  %
  % evaluate   [v, gx, gy] = evaluate (x, y)
  % hvp        [hx, hy] = hvp (x, y, vx, vy), [] where the objective has none
  % plain      as evaluate, in one call: gx is 0 where the objective lacks it
  % Handles are called by oracle_call, which refuses outputs of the wrong class or size.  One that probe_objective has found to lack gx gets it by
  % central differences, from 2 n more calls.
  if (strcmp (objective.objective, 'handle'))
    values = {'value', 'gradient gx', 'gradient gy'};
    products = {'product hx', 'product hy'};
    evaluate = @(x, y) pgdqa_shared.oracle_call (objective, values, {1, x, y}, objective.fun, x, y);
    plain = evaluate;
    if (isfield (objective, 'without_gx') && objective.without_gx)
      given = @(x, y) pgdqa_shared.oracle_call (objective, values, {1, [], y}, objective.fun, x, y);
      evaluate = @(x, y) completed (given, x, y);
      plain = @(x, y) with_zero (given, x, y);
    end
    hvp = [];
    if (isfield (objective, 'products'))
      [~, hvp] = pgdqa_shared.oracle_of (objective.products);
    elseif (~ isempty (objective.hvp))
      hvp = @(x, y, vx, vy) pgdqa_shared.oracle_call (objective, products, {x, y}, objective.hvp, x, y, vx, vy);
    end
  else
    compiled = pgdqa_shared.core ();
    evaluate = @(x, y) compiled ('eval', objective, x, y);
    hvp = @(x, y, vx, vy) compiled ('hvp', objective, x, y, vx, vy);
    if (isfield (objective, 'store'))
      evaluate = @(x, y) traced_eval (compiled, objective.store, x, y);
      hvp = @(x, y, vx, vy) traced_hvp (compiled, objective.store, x, y, vx, vy);
    end
    plain = evaluate;
  end
end

function [v, gx, gy] = traced_eval (compiled, store, x, y)
  % By all tapes that have been made, and another one where none of them holds.
  [v, gx, gy, known] = compiled ('eval', store('objective'), x, y);
  if (~ known && ~ isempty (pgdqa_shared.trace_again (store, x, y, false)))
    [v, gx, gy] = compiled ('eval', store('objective'), x, y);
  end
end

function [hx, hy] = traced_hvp (compiled, store, x, y, vx, vy)
  traced_eval (compiled, store, x, y);
  [hx, hy] = compiled ('hvp', store('objective'), x, y, vx, vy);
end

function [v, gx, gy] = with_zero (given, x, y)
  [v, ~, gy] = given (x, y);
  gx = 0 * x;
end

function [v, gx, gy] = completed (fun, x, y)
  [v, ~, gy] = fun (x, y);
  if (nargout < 2)
    return;
  end
  gx = zeros (size (x), class (x));
  for j = 1:numel (x)
    t = eps (class (x)) ^ (1 / 3) * max (1, abs (x(j)));
    up = x;
    up(j) = x(j) + t;
    down = x;
    down(j) = x(j) - t;
    [above, ~, ~] = fun (up, y);
    [below, ~, ~] = fun (down, y);
    gx(j) = (above - below) / (up(j) - down(j));
  end
end
