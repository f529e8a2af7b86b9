% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [hessian, products] = tape_hessian (tape, m, most)
  % [hessian, products] = tape_hessian (tape, m, most)   [A, products] = hessian (x, y) is D2_yy of an objective of tapes, exact, from few products
  %
  % products   that forming A takes, at most MOST; A is symmetric and sparse
  % []: D2_yy is not sparse enough, or a factor of it would not pay (factor_order).
  % One product along the sum of a group of unit vectors (column_groups) gives all of their columns.  A tape that is recorded later adds its
  % pattern; where A is not sparse enough from then on it is NaN.
  [hessian, products] = deal ([]);
  plan = planned (tape_now (tape), m, most);
  if (isempty (plan.P))
    return;
  end
  [~, pays] = pgdqa_shared.factor_order (plan.P + speye (size (plan.P)));
  if (pays)
    products = size (plan.seeds, 2);
    state = containers.Map ({'plan'}, {plan}, 'UniformValues', false);
    hessian = @(x, y) formed (tape, state, m, most, x, y);
  end
end

function objective = tape_now (tape)
  % With all tapes so far.
  objective = tape;
  if (isfield (tape, 'store'))
    objective = tape.store('objective');
  end
end

function plan = planned (objective, m, most)
  % tapes: how many it is for;  P: their pattern, [] where there are too many groups;  seeds, m x products: what is multiplied;
  % at: where the entries of P are in the products
  plan = struct ('tapes', numel (objective.tapes), 'P', sparse (m, m), 'seeds', [], 'at', []);
  for tape = reshape (objective.tapes, 1, [])
    P = tape_pattern (tape, m, most);
    if (isempty (P))
      plan.P = [];
      return;
    end
    plan.P = spones (plan.P + P);
  end
  group = column_groups (plan.P);
  if (max (group) > most)
    plan.P = [];
    return;
  end
  plan.seeds = full (sparse (1:m, group, 1));
  [i, j] = find (plan.P);
  plan.at = i(:) + m * (group(j(:)) - 1);
end

function [A, products] = formed (tape, state, m, most, x, y)
  objective = tape_now (tape);
  plan = state('plan');
  if (numel (objective.tapes) ~= plan.tapes)
    plan = planned (objective, m, most);
    state('plan') = plan; %#ok<NASGU>
  end
  products = size (plan.seeds, 2);
  if (isempty (plan.P))
    A = sparse (1, 1, NaN, m, m);
    return;
  end
  [~, H] = pgdqa_shared.core ('hvp', objective, double (x), double (y), [], plan.seeds);
  [i, j] = find (plan.P);
  A = sparse (i, j, H(plan.at), m, m);
  A = (A + A') / 2;
end
