#!/usr/bin/env bats
# A claim (exitflag > 0) is true: random problems of many families, and a judge that knows nothing of the solver (tests/truth).

load code

OCTAVE+=(--path "$ROOT/tests/truth")

@test "the derivatives of every family are right" {
  code <<'END'
t = 1e-5;                                            % central differences along one direction
for name = truth_family ()
  p = truth_family (name{1}, 3);
  x = p.unit_x * 0.7 * cos ((1:numel (p.x0))');
  y = p.unit_y * 0.7 * sin ((1:numel (p.y0))');
  u = p.unit_x * cos (3 * (1:numel (x))');
  w = p.unit_y * sin (2 + (1:numel (y))');
  for level = {p.f, p.g}
    h = level{1};
    [ahead, ax, ay] = h.fun (x + t * u, y + t * w);
    [back, bx, by] = h.fun (x - t * u, y - t * w);
    [v, gx, gy] = h.fun (x, y);
    [hx, hy] = h.hvp (x, y, u, w);
    largest = abs (gx)' * abs (u) + abs (gy)' * abs (w);
    assert ((ahead - back) / (2 * t), gx' * u + gy' * w, 1e-6 * largest + 1e-9 * abs (v));
    assert ((ax - bx) / (2 * t), hx, 1e-5 * norm (hx) + 1e-9 * norm (gx));
    assert ((ay - by) / (2 * t), hy, 1e-5 * norm (hy) + 1e-9 * norm (gy));
  end
end
END
}

@test "an instance depends on its seed alone, and the state of rand and randn is left" {
  code <<'END'
rand ('twister', 5);
randn ('twister', 6);
states = {rand('twister'), randn('twister')};
for name = truth_family ()
  p = truth_family (name{1}, 4);
  assert (isequal (states, {rand('twister'), randn('twister')}));
  rand ();
  randn ();
  q = truth_family (name{1}, 4);
  assert (isequal ([p.x0; p.y0], [q.x0; q.y0]) && p.g.fun (p.x0, p.y0) == q.g.fun (p.x0, p.y0));
  other = truth_family (name{1}, 5);
  assert (~ isequal ([p.x0; p.y0], [other.x0; other.y0]) || p.g.fun (p.x0, p.y0) ~= other.g.fun (p.x0, p.y0));
  rand ('twister', states{1});
  randn ('twister', states{2});
end
END
}

# judged SEEDS FAMILIES: right answers are accepted, planted wrong ones caught
judged () {
  code <<END
rejected = {};
caught = {};
for name = $2
  for seed = $1
    p = truth_family (name{1}, seed);
    [x, y, f, verdict] = truth_answer (p);
    if (verdict.false)
      rejected{end+1} = sprintf ('%s %d: %s', name{1}, seed, verdict.why);
      continue;
    end
    for wrong = truth_planted (p, x, y, f, verdict)
      v = truth_judge (p, wrong.x, wrong.y, wrong.f);
      assert (v.false, '%s %d: %s not caught', name{1}, seed, wrong.what);
      caught{end+1} = wrong.what;
    end
  end
end
printf ('rejected: %s\n', rejected{:});
% without bounds on the penalties there need be no least F; where there are many wells, the descent of truth_answer need not arrive
assert (all (cellfun (@(s) any (strcmp (strtok (s), {'ridge', 'logistic', 'softmax', 'periodic', 'double_well', 'mirrlees'})), rejected)));
for what = {'x', 'y', 'y hidden', 'maximum'}
  printf ('%s: %d planted\n', what{1}, nnz (strcmp (caught, what{1})));
  assert (any (strcmp (caught, what{1})));
end
END
}

@test "the judge accepts right answers and catches planted wrong ones" {
  judged 3 "{'units', 'periodic', 'box'}"
}

# claims SEEDS FAMILIES MODES: claims are true and survive a restart; those that do not are printed
claims () {
  code <<END
runs = truth_run ($2, $1, $3);
runs = runs(~ [runs.many_wells]);
wrong = [runs.false] | ([runs.exitflag] == 1 & [runs.fell]);
claims = nnz ([runs.claim]);
assert (claims >= numel (runs) / 2, '%d claims in %d runs', claims, numel (runs));
assert (~ any (wrong), '%d of %d claims are false or fall when restarted', nnz (wrong), claims);
END
}

# one instance a family; quartic_degenerate reaches MaxCalls in each of its runs; all families: bench/bench_truth.m
@test "claims are true and survive a restart: with products" {
  claims 1 "{'conditions_reduced', 'units_cosh', 'quartic_upper', 'cosh_lower', 'cosh_upper', 'reciprocal', 'tall', 'wide', 'f_without_y', 'ridge', 'ridge_bounds'}" \
         "'products'"
}

@test "claims are true and survive a restart: penalties of classifiers" {
  claims 2 "{'logistic', 'softmax', 'softmax_bounds'}" "'products'"
}

@test "claims are true and survive a restart: with gradients" {
  claims 1 "{'conditions_lower', 'units', 'far_start', 'quartic_lower', 'exp_lower', 'continuum', 'absolute', 'valley', 'box', 'logistic_bounds'}" "'gradients'"
}

@test "claims are true and survive a restart: by values, and traced" {
  claims 1 "{'f_without_x', 'huber'}" "{'values', 'traced'}"
}


# true_claims SEEDS FAMILIES MODES LEAST: no claim is false, and there are at least LEAST
true_claims () {
  code <<END
runs = truth_run ($2, $1, $3);
assert (~ any ([runs.false]), '%d false', nnz ([runs.false]));
assert (nnz ([runs.claim]) >= $4, '%d claims', nnz ([runs.claim]));
END
}

@test "claims are true: games, ties, lower levels with kinks" {
  true_claims 1 "{'games', 'ties'}" "{'gradients', 'values'}" 3
  true_claims 2:3 "'kinks'" "{'products'}" 1
}

# bats test_tags=long
@test "claims are true: games, wells, ties, lower levels with kinks, 10 seeds" {
  true_claims 1:10 "{'games', 'wells', 'ties'}" "{'products', 'gradients', 'values'}" 80
  true_claims 1:10 "'kinks'" "{'products', 'gradients', 'values'}" 10
}

@test "where the lower level is known by brute force the judge accepts right answers and catches wrong ones" {
  code <<'END'
for name = {'games', 'ties', 'kinks'}
  for seed = 3:4
    p = truth_family (name{1}, seed);
    [x, y, f, exitflag] = truth_solve (p, 'products');
    if (exitflag <= 0)
      continue;
    end
    v = truth_judge (p, x, y, f);
    assert (~ v.false, '%s %d: %s', name{1}, seed, v.why);
    assert (strcmp (truth_judge (p, x, y, f + 1e-4 * v.R).why, 'value'));
    z = y + 0.01 * (1 - 2 * (y > 0));
    assert (strcmp (truth_judge (p, x, z, p.f.fun (x, z)).why, 'lower'));
  end
end
p = truth_family ('games', 3);                       % y solves the lower level, x is no answer
x = p.x0;
f = Inf;
u = [p.options.YMin, p.options.YMax];
for k = 0:7
  y = u(:,1);
  up = bitget (k, 1:numel (y))' == 1;
  y(up) = u(up,2);
  if (p.g.fun (x, y) <= p.solutions (x) + 1e-12)
    f = p.f.fun (x, y);
    break;
  end
end
assert (isfinite (f));
assert (strcmp (truth_judge (p, x, y, f).why, 'upper'));
END
}

# wells SEEDS MOST BOUNDS: of so many instances at most MOST claims are false, with at most 60 probes each
wells () {
  code <<END
wrong = [];
for seed = 1:$1
  p = truth_wells (seed, [], '$3');
  [x, y, ~, exitflag, output] = truth_solve (p, 'gradients');
  assert (output.lower.starts <= 60);
  assert (all (y >= p.box.yl & y <= p.box.yu));
  if (exitflag > 0 && truth_wells_drop (p, x, y) > 1e-3)
    wrong(end+1) = seed;
  end
end
printf ('false with seeds%s\n', sprintf (' %d', wrong));
assert (numel (wrong) <= $2);
END
}

# d68345d: 6 of 10, 16 of 40
@test "Gaussian wells: the deepest is found" {
  wells 10 1
}

# bats test_tags=long
@test "Gaussian wells: the deepest is found, 40 instances" {
  wells 40 2
}

# without looks at the distance of other wells: 5 and 3, 10 and 7
@test "Gaussian wells in a box, also one that cuts the deepest: it is found" {
  wells 10 1 around
  wells 10 1 through
}

# bats test_tags=long
@test "Gaussian wells in a box, also one that cuts the deepest: it is found, 40 instances" {
  wells 40 3 around
  wells 40 4 through
}

@test "Gaussian wells: the derivatives are right, and no start is in the deepest well" {
  code <<'END'
t = 1e-5;
for seed = 1:10
  p = truth_wells (seed);
  x = p.x0;
  y = p.y0 + 0.5;
  u = cos (1:numel (x))';
  w = sin (1:numel (y))';
  [ahead, ax, ay] = p.g.fun (x + t * u, y + t * w);
  [back, bx, by] = p.g.fun (x - t * u, y - t * w);
  [~, gx, gy] = p.g.fun (x, y);
  [hx, hy] = p.g.hvp (x, y, u, w);
  assert ((ahead - back) / (2 * t), gx' * u + gy' * w, 1e-8);
  assert ([ax - bx; ay - by] / (2 * t), [hx; hy], 1e-8);
  assert (truth_wells_drop (p, x, truth_lower (p, x, p.y0)) > 0.1);
end
END
}

# ---- constraints ----

@test "constraints: the planted answers are right, truth_qp is exact, and the judge accepts them and catches wrong ones" {
  code <<'END'
warning ('off', 'all');
for name = truth_constrained ()
  for seed = 3
    p = truth_constrained (name{1}, seed);
    if (p.many_wells)
      continue;
    end
    told = sprintf ('%s %d', name{1}, seed);
    assert (norm (p.response (p.x) - p.y) <= 1e-8 * (1 + norm (p.y)), told);
    f = p.problem.f (p.x, p.y);
    v = truth_constrained_judge (p, p.x, p.y, f);
    assert (~ v.false, '%s: %s', told, v.why);
    assert (truth_constrained_judge (p, p.x, p.y, f + 1e-6 * (1 + abs (f))).why, 'value');
    far = p.x + 0.03 * cos (1:numel (p.x))';
    y = p.response (far);
    assert (truth_constrained_judge (p, far, y, p.problem.f (far, y)).false, told);
    assert (truth_constrained_judge (p, p.x, p.y + 0.01, p.problem.f (p.x, p.y + 0.01)).false, told);
  end
end
% truth_qp against Octave's own
randn ('state', 3);
for k = 1:20
  m = 1 + mod (k, 4);
  H = randn (m);
  H = H * H' + eye (m);
  [q, A, y] = deal (5 * randn (m, 1), randn (5, m), randn (m, 1));
  b = A * y + rand (5, 1);
  [z, ~, info] = qp (y, H, q, [], [], [], [], [], A, b);
  assert (truth_qp (H, q, A, b, zeros (0, m), []), z, 1e-6);
end
END
}

# constrained_claims SEEDS FAMILIES MOST POSITIVE: at most MOST claims are false, and at least POSITIVE per cent of regular answers are claimed
constrained_claims () {
  code <<END
warning ('off', 'all');
runs = truth_constrained_run ($2, $1, true);
regular = runs([runs.regular]);
printf ('%d runs, %d claims, %d false; regular: %d of %d claimed\n', numel (runs), nnz ([runs.claim]), nnz ([runs.false]), nnz ([regular.claim]), numel (regular));
assert (nnz ([runs.false]) <= $3);
assert (100 * nnz ([regular.claim]) >= $4 * numel (regular));
END
}

@test "constraints: claims are true, and made where the answer is regular" {
  constrained_claims 1 "{'rows', 'planes', 'upper rows', 'both', 'ellipsoid', 'circle', 'equations', 'weak', 'degenerate'}" 0 100
}

# bats test_tags=long
@test "constraints: claims are true, and made where the answer is regular: all seeds" {
  constrained_claims 1:20 "setdiff (truth_constrained (), {'wells'})" 0 90
}

# bats test_tags=long
@test "constraints: several lower-level minima, at most 1 claim in 8 is false" {
  constrained_claims 1:20 "'wells'" 2 0
}
