#!/usr/bin/env bats
# Warm starts, and the certificate's options Starts, Seed, Perturbation.

load code

@test "from the answer, a warm start costs less than the first run, at most a fifth more than a start without memory, and ends no higher" {
  code <<'END'
for p = {pgdqa_testproblem('convex', 20, 1), pgdqa_testproblem('quadratic', 20, 25, 1), pgdqa_testproblem('convex', 20, 2, 'handles')}
  [x, y, fval, exitflag, output] = pgdqa_solve (p{1});
  assert (exitflag, 1);
  [~, ~, cold_f, ~, cold] = pgdqa_solve (p{1}.f, p{1}.g, x, y);
  [u, v, f, flag, warm] = pgdqa_solve (p{1}.f, p{1}.g, x, y, 'WarmStart', output);
  assert (any (flag == [1, 3]));
  assert (f <= fval + 1e-7 * (1 + abs (fval)));
  assert (warm.calls.total < output.calls.total, '%d of %d', warm.calls.total, output.calls.total);
  assert (warm.calls.total < 1.2 * cold.calls.total, 'warm %d, cold %d', warm.calls.total, cold.calls.total);
end
END
}

@test "a problem slightly changed costs less with a warm start than without" {
  code <<'END'
with = [];
without = [];
for seed = 1:5
  p = pgdqa_testproblem ('quadratic', 20, 25, seed);
  [x, y, ~, ~, output] = pgdqa_solve (p);
  p.f.cx = p.f.cx + 1e-2 * sin (seed * (1:20)');
  p.g.cy = p.g.cy + 1e-2 * cos (seed * (1:25)');
  [~, ~, f, flag, cold] = pgdqa_solve (p.f, p.g, x, y);
  [~, ~, fw, flag_warm, warm] = pgdqa_solve (p.f, p.g, x, y, 'WarmStart', output);
  assert (any (flag == [1, 3]) && any (flag_warm == [1, 3]));   % so near the answer f may show no more
  assert (fw, f, 1e-6 * (1 + abs (f)));
  with(end+1) = warm.calls.total;
  without(end+1) = cold.calls.total;
end
assert (sum (with) < sum (without), 'with %s, without %s', mat2str (with), mat2str (without));
END
}

@test "an output of any run may be given; what it lacks is not used" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3);
[x, y, fval, ~, output] = pgdqa_solve (p);
for other = {{'Schedule', 'fixed', 'MaxIter', 20}, {'Method', 'aid', 'MaxIter', 20}}
  [~, ~, ~, ~, old] = pgdqa_solve (p, other{1}{:});
  [~, ~, f, flag] = pgdqa_solve (p, 'WarmStart', old);
  assert (flag, 1);
  assert (f, fval, 1e-7 * (1 + abs (fval)));
end
[~, ~, f] = pgdqa_solve (p, 'WarmStart', struct ('state', struct ()));
assert (f, fval);
% memory of quite another problem misleads at most about the way
q = pgdqa_testproblem ('quadratic', 4, 3, 7);
[~, ~, ~, ~, old] = pgdqa_solve (q);
[~, ~, f, flag] = pgdqa_solve (p, 'WarmStart', old);
assert (flag, 1);
assert (f, fval, 1e-7 * (1 + abs (fval)));
END
}

@test "a warm start in the other precision" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3, 'handles');
[x, y, fval, ~, output] = pgdqa_solve (p);
[~, ~, ~, ~, output_single] = pgdqa_solve (p.f, p.g, single (p.x0), single (p.y0));
[u, v, f, flag] = pgdqa_solve (p.f, p.g, single (x), single (y), 'WarmStart', output);
assert (any (flag == [1, 3]));
assert (f, fval, 1e-3 * (1 + abs (fval)));
[u, v, f, flag] = pgdqa_solve (p.f, p.g, x, y, 'WarmStart', output_single);
assert (any (flag == [1, 3]));
assert (f, fval, 1e-7 * (1 + abs (fval)));
END
}

@test "pgdqa:size: every part of a state of other sizes" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 25, 1);
[~, ~, ~, ~, output] = pgdqa_solve (p);
sizes = {'multiplier', 25; 'compliance', 20; 'lower_directions', 25; 'lower_products', 25; 'steps', 45; 'changes', 20};
for k = 1:rows (sizes)
  wrong = output;
  wrong.state.(sizes{k,1}) = ones (3, 2);
  message = sprintf ('pgdqa_solve: WarmStart.state.%s is a 3x2 double, expected %d rows of real numbers (a run of the same sizes)', sizes{k,:});
  expect_error ('pgdqa:size', message, @() pgdqa_solve (p, 'WarmStart', wrong));
  wrong.state.(sizes{k,1}) = 'abc';
  message = sprintf ('pgdqa_solve: WarmStart.state.%s is a 1x3 char, expected %d rows of real numbers (a run of the same sizes)', sizes{k,:});
  expect_error ('pgdqa:size', message, @() pgdqa_solve (p, 'WarmStart', wrong));
end
END
}

@test "Seed: the same repeats to the bit, another takes other points" {
  code <<'END'
p = pgdqa_testproblem ('sine', 3, 'handles');
function [points, result] = path (p, seed)
  recorder ('reset');
  g = @(x, y) told (p.g.fun, x, y);
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, g, p.x0, p.y0, 'Seed', seed);
  points = told ('read');
  result = {x, y, fval, exitflag, output.calls, output.lower};
end
function [v, gx, gy] = told (fun, x, y)
  persistent kept = zeros (4, 0);
  if (ischar (fun))
    v = kept;
    kept = zeros (4, 0);
    return;
  end
  kept(:,end+1) = [x; y];
  [v, gx, gy] = fun (x, y);
end
[a, first] = path (p, 1);
[b, second] = path (p, 1);
assert (isequal (a, b));
assert (isequaln (first, second));
c = path (p, 2);
assert (! isequal (a, c));
before = {rand('state'), randn('state')};
pgdqa_solve (p);
assert (isequal ({rand('state'), randn('state')}, before));
END
}

@test "Starts: 0 gives no certificate, more cost more" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 1, 'handles');
[~, ~, ~, exitflag, none] = pgdqa_solve (p, 'Starts', 0);
assert (exitflag, 2);
assert ({none.lower.kind, none.lower.starts}, {'unknown', 0});
assert (none.stop, 'converged');
total = none.calls.total;
for starts = [3, 12, 60]
  [~, ~, ~, exitflag, output] = pgdqa_solve (p, 'Starts', starts);
  assert (exitflag, 1);
  assert (output.lower.starts >= starts);
  assert (output.stop, 'certified');
  assert (output.calls.total > total);
  total = output.calls.total;
end
END
}

@test "Starts with the paper's schedules and the other methods: the lower level is tested, and a trap refuted or left" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3);
settings = {{'Schedule', 'fixed', 'StepScale', 0.2}, {'Schedule', 'diminishing'}, {'Method', 'bome'}, {'Method', 'aid'}, {'Method', 'rxgf'}};
for k = 1:numel (settings)
  [x, y, ~, exitflag, output] = pgdqa_solve (p, settings{k}{:}, 'MaxIter', 50, 'Restore', true, 'Starts', 24);
  assert (output.lower.starts, 24);
  assert (any (strcmp (output.lower.kind, {'convex', 'minimizer'})), output.lower.kind);
  assert (output.lower.eig_min, min (eig (p.g.Qyy)) / max (eig (p.g.Qyy)), 0.05);
end
% exitflag 1 is open to them then
q = pgdqa_testproblem ('lampariello');
[~, ~, ~, exitflag] = pgdqa_solve (q, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'Restore', true, 'Starts', 24, ...
                                   'TolKKT', 1e-8, 'TolLower', 1e-8);
assert (exitflag, 1);
% a maximum of the lower level
p = pgdqa_testproblem ('nonconvex', 6, 2);
trap = p.known(strcmp ({p.known.kind}, 'trap'));
[x, y, ~, exitflag, output] = pgdqa_solve (p.f, p.g, trap.x, trap.y, 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', true, 'Starts', 24);
assert (exitflag != 1 && exitflag != 3);
assert (output.gval < 1 - 1e-3 || exitflag == -3);
END
}

@test "Perturbation: the reach of the test decides whether a lower minimum far away is seen" {
  code <<'END'
% g (x, .) has a minimum at y = 0 and a lower one at y = 30, far outside the length of y on the path
f = @(x, y) deal ((x - 1) ^ 2 + y ^ 2, 2 * (x - 1), 2 * y);
function [v, gx, gy] = two_wells (x, y)
  near = exp (-y ^ 2 / 2);
  far = 2 * exp (-(y - 30) ^ 2 / 50);
  v = -near - far + 1e-3 * x ^ 2;
  gx = 2e-3 * x;
  gy = y * near + (y - 30) / 25 * far;
end
found = @(varargin) nthargout (2, @pgdqa_solve, f, @two_wells, 0, 0.1, 'Starts', 60, varargin{:});
assert (abs (found ('Perturbation', 1e-3)) < 1e-3);
assert (abs (found ('Perturbation', 100)) > 1);
END
}

@test "TolFun: a run whose progress is sublinear ends with exitflag 3, and looser ends sooner" {
  code <<'END'
function [f, g] = cleaning ()
  A = reshape (sin (7 * (1:40 * 5) .^ 1.5), 40, 5);
  labels = 1 + (A * [1; 2; -1; 0.5; -0.3] > 0);
  wrong = labels;
  wrong(1:10) = 3 - wrong(1:10);
  [f, g] = pgdqa_hypercleaning (A, wrong, A(11:30,:), labels(11:30), 1e-2);
end
[f, g] = cleaning ();
calls = [];
for tolerance = [1e-2, 1e-4, 0]
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, zeros (40, 1), zeros (10, 1), 'TolFun', tolerance, 'MaxCalls', 4000);
  assert (any (exitflag == [3, 1, 0]), output.message);
  if (exitflag == 3)
    assert (output.stop, 'flat');
    range = output.expected_decrease_range;
    assert (0 <= range(1) && range(1) <= output.expected_decrease && output.expected_decrease <= range(2) && isfinite (range(2)));
    assert (any (strfind (output.message, sprintf ('forecast: %.0e to %.0e', range))), output.message);
    [~, ~, lower] = pgdqa_solve (f, g, x, y, 'TolFun', 0, 'MaxCalls', 2000);
    assert (fval - lower <= range(2), '%g, expected at most %g', fval - lower, range(2));
  end
  assert (exitflag != 3 || tolerance > 0);
  calls(end+1) = output.calls.total;
end
assert (all (diff (calls) >= 0), mat2str (calls));
END
}

@test "TolFun: where progress is fast, a large one ends a run sooner, with exitflag 3, hardly ever more than TolFun V above the answer" {
  code <<'END'
function [f, g] = ridge (seed, P)
  randn ('state', seed);
  A = randn (300, 20);
  b = A(:,1:5) * ones (5, 1) + 5 * randn (300, 1);
  g = pgdqa_terms (pgdqa_term ('half-norm-linear', [], A(1:100,:), -b(1:100)), pgdqa_term ('square', [], eye (20), [], {'exp', P, [], 0.5}));
  f = pgdqa_terms (pgdqa_term ('half-norm-linear', [], A(101:300,:), -b(101:300)));
end
calls = within = [];
for P = {ones(20, 1), kron(eye (2), ones (10, 1))}
  for seed = 1:4
    [f, g] = ridge (seed, P{1});
    n = columns (P{1});
    solve = @(varargin) pgdqa_solve (f, g, zeros (n, 1), zeros (20, 1), 'XMin', -10, 'XMax', 10, varargin{:});
    [~, ~, best, ~, tight] = solve ();
    [~, ~, fval, exitflag, loose] = solve ('TolFun', 1e-2);
    assert (exitflag == 3 || exitflag == 1, loose.message);
    above = (fval - best - 1e-9 * best) / loose.variation;
    assert (above <= 5e-2, '%g V above', above);         % an expectation, no bound
    within(end+1) = above <= 1e-2;
    calls(end+1,:) = [tight.calls.total, loose.calls.total, exitflag];
  end
end
assert (sum (within) >= 7, mat2str (within));
assert (all (calls(:,2) <= calls(:,1)), mat2str (calls));
assert (nnz (calls(:,2) < calls(:,1) & calls(:,3) == 3) >= 5, mat2str (calls));
END
}

@test "pgdqa:value: numbers of a state that are not finite or have the wrong sign, in both precisions" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 3, 2, 1, 'handles');   % with pairs of the lower level, which a factor makes needless
[~, ~, ~, ~, output] = pgdqa_solve (p);
for name = fieldnames (output.state)'
  kept = output.state.(name{1});
  for value = {NaN, Inf, -Inf, -1}
    wrong = output;
    wrong.state.(name{1})(end) = value{1};
    at_fault = any (strcmp (name{1}, {'multiplier', 'lower_directions', 'lower_products', 'steps', 'changes'})) && ! isfinite (value{1});
    at_fault |= strcmp (name{1}, 'compliance');
    for start = {p.x0, single(p.x0)}
      try
        pgdqa_solve (p.f, p.g, start{1}, p.y0, 'WarmStart', wrong);
        assert (! at_fault, '%s %g', name{1}, value{1});
      catch err
        assert (at_fault && strcmp (err.identifier, 'pgdqa:value'), '%s %g: %s', name{1}, value{1}, err.message);
        assert (! isempty (strfind (err.message, sprintf ('WarmStart.state.%s(%d) is ', name{1}, numel (kept)))));
      end
    end
  end
end
wrong = output;
wrong.state.compliance(:) = 0;                                % of no x that acts: no metric
[x, y, f, exitflag] = pgdqa_solve (p, 'WarmStart', wrong);
assert (exitflag, 1);
wrong.state = 5;
expect_error ('pgdqa:class', 'pgdqa_solve: WarmStart.state is a 1x1 double, expected a struct', @() pgdqa_solve (p, 'WarmStart', wrong));
END
}
