#!/usr/bin/env bats
# The methods to compare with (fixtures/rivals.m).

load code

@test "every method reaches a well-conditioned quadratic's solution with defaults, natively and with handles" {
  code <<'END'
for method = rivals ()
  for seed = 1:4
    p = conditioned (2 + seed, 7 - seed, seed);
    [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 1e5);
    assert (x, p.x, 0.05);
    assert (y, p.y, 0.05);
    assert (output.method, method{1});
    assert (output.calls.total <= 1e5);
    assert (any (exitflag == [0, 2, -4]));
  end
  [~, p] = conditioned (2, 3, 5);     % fewer calls do with handles
  [x, y] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 1e4);
  assert ([x; y], [p.x; p.y], 0.05);
end
END
}

@test "methods that their inner steps do not bias reach ill-conditioned quadratics as well" {
  code <<'END'
for method = {'rxgf', 'sgf', 'qcqp', 'f2sa', 'aid'}
  for seed = [1, 3, 6]                % curvatures of f and g from 0.1 to 4, of f along the lower-level solutions from 0.5 to 170
    p = pgdqa_testproblem ('quadratic', 5, 5, seed);
    [x, y] = pgdqa_solve (p, 'Method', method{1}, 'MaxCalls', 1e5);
    assert ([x; y], [p.known(1).x; p.known(1).y], 0.05);
  end
end
END
}

@test "in single precision every method reaches the solution, and returns singles" {
  code <<'END'
for method = rivals ()
  p = conditioned (3, 4, 2);
  [x, y] = pgdqa_solve (p.f, p.g, single (p.x0), p.y0, 'Method', method{1}, 'MaxCalls', 4e4, 'TolKKT', 1e-5, 'TolLower', 1e-5);
  assert (class (x), 'single');
  assert (double ([x; y]), [p.x; p.y], 0.05);
end
END
}

@test "handles and native objectives take the same path" {
  code <<'END'
for method = rivals ()
  [p, h] = conditioned (4, 3, 7);
  path = cell (1, 2);
  problems = {p, h};
  for k = 1:2
    recorder ('reset');
    [~, ~, ~, ~, output] = pgdqa_solve (problems{k}.f, problems{k}.g, p.x0, p.y0, 'Method', method{1}, 'MaxIter', 25, 'TolKKT', 0, ...
                                        'OutputFcn', @recorder);
    told = recorder ('read');
    told = told(strcmp ({told.state}, 'iter'));
    path{k} = [[told.x]; [told.y]];
    assert (size (path{k}, 2), 26);
    calls(k) = output.calls;
  end
  assert (path{1}, path{2}, 1e-10);
  assert (calls(1).hvp, calls(2).hvp);
  assert (calls(2).total - calls(1).total, 2);      % the first looks at the two handles
end
END
}

@test "iterates agree with the formulas written down" {
  code <<'END'
function [v, vx, vy] = upper (x, y)
  c = [1; 0.5; -1; 0.3; 0.7];
  z = [x; y];
  v = sin (c' * z) + log (1 + z' * z);
  grad = cos (c' * z) * c + 2 * z / (1 + z' * z);
  vx = grad(1:2);
  vy = grad(3:5);
end
function [v, vx, vy] = lower (x, y)   % 0.5 y'Ay - x'By + 0.05 sum y^4, A positive definite
  A = [2, 0.5, 0; 0.5, 1.5, 0.2; 0, 0.2, 1];
  B = [1, 0.3, -0.5; 0.2, -1, 0.4];
  v = y' * A * y / 2 - x' * B * y + 0.05 * sum (y .^ 4);
  vx = -B * y;
  vy = A * y - B' * x + 0.2 * y .^ 3;
end
function [hx, hy] = product (x, y, vx, vy)
  A = [2, 0.5, 0; 0.5, 1.5, 0.2; 0, 0.2, 1];
  B = [1, 0.3, -0.5; 0.2, -1, 0.4];
  hx = -B * vy;
  hy = A * vy - B' * vx + 0.6 * y .^ 2 .* vy;
end
x0 = [0.8; -0.6];
y0 = [0.9; 0.4; -0.7];
K = 20;
flow = {'FlowStep', 0.05, 'Alpha', 0.3, 'Integrator', 'rk4'};
euler = [flow(1:5), {'euler'}];
ball = {'StepSize', 0.05, 'Alpha', 0.3, 'StepDecay', 0};
gap = {'StepSize', 0.05, 'InnerStep', 0.2, 'InnerSteps', 7};
eta = {'Eta', 0.4, 'EtaRule'};
settings = {
  'rxgf', [flow, {'Relaxation', 0, 'StepDecay', 0}]
  'rxgf', [flow, {'Relaxation', 0.2, 'StepDecay', 0.5}]
  'rxgf', [euler, {'Relaxation', 5, 'StepDecay', 0}]                  % inside all along
  'sgf', flow
  'sgf', euler
  'qcqp', [ball, {'Relaxation', 0.1, 'Ball', 0.1}]
  'qcqp', [ball(1:5), {0.3, 'Relaxation', 0.4, 'Ball', 1e-3}]
  'qcqp', [ball, {'Relaxation', 3, 'Ball', 0.5}]                      % starts inside: line search
  'qcqp', [ball, {'Relaxation', 0.1, 'Ball', 20}]                     % empty ball
  'bome', [gap, eta, {'gradient', 'StepDecay', 0}]
  'bome', [gap, eta, {'gap', 'StepDecay', 0.5}]
  'vpbgd', [gap, {'Penalty', 2, 'PenaltyRamp', 0.75}]
  'f2sa', [gap, {'Penalty', 1.5, 'PenaltyRamp', 0.5}]
  'aid', gap};
for k = 1:rows (settings)
  [method, set] = settings{k,:};
  o = struct ('StepDecay', 0, 'Penalty', 3, 'PenaltyRamp', 0.75, 'MaxIter', K);
  for i = 1:2:numel (set)
    o.(set{i}) = set{i+1};
  end
  expected = plain_rival (method, @upper, @lower, @product, x0, y0, o, K);
  recorder ('reset');
  pgdqa_solve (@upper, pgdqa_objective (@lower, @product), x0, y0, 'Method', method, set{:}, 'MaxIter', K, 'TolKKT', 0, ...
               'OutputFcn', @recorder);
  told = recorder ('read');
  told = told(strcmp ({told.state}, 'iter'));
  assert (numel (told), K + 1);
  assert ([[told.x]; [told.y]], expected, 1e-9);
  assert (norm (expected(:,end) - expected(:,1)) > 0.05);
end
END
}

@test "the history of every method tells its own multiplier, step and stationarity" {
  code <<'END'
[native, p] = conditioned (3, 2, 4);
for method = {'vpbgd', 'f2sa'}
  [~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method{1}, 'Penalty', 6, 'PenaltyRamp', 0.5, 'MaxIter', 40, ...
                                      'TolKKT', 0);
  assert (output.history.lambda(1:41), 6 * min (1, (0:40)' / 20), 1e-12);
end
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', 'vpbgd', 'Penalty', 6, 'PenaltyRamp', 0, 'MaxIter', 3);
assert (output.history.lambda(1:4), [6; 6; 6; 6]);
% a budget of calls that ends first carries the penalty to its end
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', 'vpbgd', 'Penalty', 6, 'MaxCalls', 3000, 'TolKKT', 0);
last = find (output.history.phase == 0, 1, 'last');
assert (output.history.lambda(last), 6);
% the iterate moves by step times stationarity
recorder ('reset');
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', 'bome', 'StepSize', 0.1, 'StepDecay', 0.5, 'MaxIter', 5, ...
                                    'OutputFcn', @recorder);
told = recorder ('read');
told = told(strcmp ({told.state}, 'iter'));
for k = 1:5
  moved = norm ([told(k+1).x - told(k).x; told(k+1).y - told(k).y]);
  assert (moved, 0.1 / sqrt (k) * output.history.stationarity(k), 1e-12);
  assert (output.history.step(k), 0.1 / sqrt (k), 1e-12);
end
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', 'rxgf', 'Alpha', 0.4, 'MaxIter', 3);
assert (output.history.alpha(1:4), 0.4 * ones (4, 1));
% aid: norm of the hypergradient, where v is solved for
recorder ('reset');
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', 'aid', 'MaxIter', 2, 'OutputFcn', @recorder);
told = recorder ('read');
at = told(find (strcmp ({told.state}, 'iter'), 1, 'last'));
[~, fx, fy] = p.f (at.x, at.y);
assert (output.history.stationarity(3), norm (fx - native.g.Qxy * (native.g.Qyy \ fy)), 1e-8);
END
}

@test "automatic steps are half the reciprocal of the curvature" {
  code <<'END'
f = pgdqa_quadratic (4 * eye (2), [], 4 * eye (2), [1; 2], [3; 4]);    % curvature 4 along every direction
g = pgdqa_quadratic ([], -2 * eye (2), 2 * eye (2));                   % y = x: along it f has curvature 8
set = {f, g, [1; 1], [0; 0], 'MaxIter', 0, 'Method'};
for method = {'rxgf', 'sgf', 'qcqp'}
  [~, ~, ~, ~, output] = pgdqa_solve (set{:}, method{1});
  assert (output.history.step(1), 0.5 / 4, 1e-6);
end
for method = {'f2sa', 'aid'}
  [~, ~, ~, ~, output] = pgdqa_solve (set{:}, method{1});
  assert (output.history.step(1), 0.5 / 8, 1e-4);
end
[~, ~, ~, ~, output] = pgdqa_solve (set{:}, 'vpbgd', 'PenaltyRamp', 0, 'Penalty', 10);
assert (output.history.step(1), 0.5 / (4 + 10 * 4), 0.02 * 0.5 / 44);  % D2 q = 2 [1, -1; -1, 1] for large T
END
}

@test "problems with known answers are solved" {
  code <<'END'
% method, problem, answer, tolerance
settings = {
  'rxgf', {'macal'}, 81.32786885, 1e-3
  'rxgf', {'lampariello'}, 0.5, 1e-4
  'rxgf', {'nonsingleton'}, 0, 1e-4
  'rxgf', {'sine', 3}, 23.27532935, 1e-3
  'sgf', {'macal'}, 81.32786885, 1e-3
  'sgf', {'nonsingleton'}, 0, 1e-6
  'sgf', {'sine'}, 15.51688643, 1e-4
  'sgf', {'convex', 6, 2}, [], 1e-6
  'qcqp', {'macal'}, 81.32786885, 1e-2
  'qcqp', {'lampariello'}, 0.5, 1e-2
  'bome', {'lampariello'}, 0.5, 1e-3
  'bome', {'sine', 3}, 23.27532935, 1e-3
  'vpbgd', {'lampariello'}, 0.5, 0.01
  'vpbgd', {'nonsingleton'}, 0, 1e-3
  'f2sa', {'macal'}, 81.32786885, 0.01
  'f2sa', {'nonsingleton'}, 0, 1e-4
  'aid', {'macal'}, 81.32786885, 1e-5
  'aid', {'sine'}, 15.51688643, 1e-4
  'aid', {'convex', 6, 2}, [], 1e-6};
for k = 1:rows (settings)
  [method, problem, answer, tolerance] = settings{k,:};
  p = pgdqa_testproblem (problem{:});
  [~, ~, fval] = pgdqa_solve (p, 'Method', method, 'MaxCalls', 1e5);
  if (isempty (answer))
    answer = [p.known.f];
  end
  assert (min (abs (fval - answer)) <= tolerance);
end
% coreset, with the infimum 4.5: sgf and aid keep to the lower level, the others come near it once the lower level is solved again
for method = {'sgf', 'aid', 'rxgf', 'bome', 'vpbgd', 'qcqp', 'f2sa'}
  exact = any (strcmp (method{1}, {'sgf', 'aid'}));
  [~, ~, fval] = pgdqa_solve (pgdqa_testproblem ('coreset'), 'Method', method{1}, 'MaxCalls', 4e4, 'Restore', ! exact);
  assert (fval >= 4.5 && fval < 4.55 - 0.04 * exact, '%s: %g', method{1}, fval);
end
END
}

# bats test_tags=shared
@test "runs on the shared convex instance end where an independent run of the sources' constants did" {
  needs_shared data/paper/synthetic.mat
  code <<END
data = shared_instance ();
p = pgdqa_testproblem ('convex', data);
addpath ('$ROOT/examples/reproduce/private');
x0 = torch_normal (0, 20);
set = {p.f, p.g, x0, data.H \\ x0, 'TolKKT', 0, 'HistoryEvery', 100, 'Restore', true, 'Method'};
% f at the end of the run, f restored: the vector constraint alone is exact
published = {
  'sgf', {'Alpha', 0.1, 'FlowStep', 0.02, 'MaxIter', 1e4}, [1.29702, 1.29702], [1e-5, 1e-5]
  'aid', {'StepSize', 0.01, 'InnerStep', 0.01, 'InnerSteps', 10, 'CGSteps', 10, 'MaxIter', 7272}, [1.29702, 1.29702], [1e-5, 1e-5]
  'rxgf', {'Alpha', 0.1, 'Relaxation', 0.1, 'FlowStep', 0.01, 'StepDecay', 0, 'MaxIter', 1e4}, [0.903, 4.54], [1e-3, 1e-2]
  'qcqp', {'Alpha', 0.1, 'Relaxation', 0.1, 'Ball', 0.1, 'StepSize', 0.05, 'StepDecay', 0, 'MaxIter', 8000}, [0.9033, 4.54], [1e-4, 1e-2]
  'vpbgd', {'StepSize', 0.005, 'InnerStep', 0.005, 'InnerSteps', 10, 'Penalty', 0.2, 'MaxIter', 7272}, [2.852, 3.90], [1e-2, 1e-2]};
for k = 1:rows (published)
  [~, ~, fval, ~, output] = pgdqa_solve (set{:}, published{k,1}, published{k,2}{:});
  assert (all (abs ([output.fval_before, fval] - published{k,3}) <= published{k,4}));
  if (strcmp (published{k,1}, 'sgf'))
    assert (output.history.lower_opt(output.history.k == 1e4)(1) < 1e-9);
  end
end
END
}

@test "calls counted are the calls made, and no budget is exceeded" {
  code <<'END'
[~, p] = conditioned (2, 3, 6);
f = counted (p.f, 'f');
g = pgdqa_objective (counted (p.g.fun, 'g'), counted (p.g.hvp, 'hvp'));
for method = rivals ()
  for budget = [4, 17, 60, 150, 151, 152, 153, 700]
    for restore = [false, true]
      counted ('reset');
      [x, y, fval, exitflag, output] = pgdqa_solve (f, g, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', budget, 'Restore', restore);
      made = struct ('f', 0, 'g', 0, 'hvp', 0);
      for [n, key] = counted ()
        made.(key) = n;
      end
      calls = output.calls;
      assert ([calls.f_grad, calls.g_grad, calls.hvp], [made.f, made.g, made.hvp]);
      assert (calls.total <= budget);
      assert (all (isfinite ([x; y])));
      assert (isnan (fval) || abs (fval - p.f (x, y)) < 1e-12);
      assert (exitflag != 1);
      assert (budget < 17 || isfinite (fval));
    end
  end
end
END
}

# bats test_tags=long
@test "without products or derivatives the methods work by differences" {
  code <<'END'
[~, p] = conditioned (2, 2, 8);
for method = rivals ()
  [x, y] = by_values (p.f, p.g.fun, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 1e4);
  assert ([x; y], [p.x; p.y], 0.05);
end
values = {@(x, y) nthargout(1, p.f, x, y), @(x, y) nthargout(1, p.g.fun, x, y)};
for method = {'sgf', 'aid'}
  [x, y] = by_values (values{:}, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 2e4);
  assert ([x; y], [p.x; p.y], 0.05);
end
END
}

@test "aid says that a lower Hessian is singular or indefinite" {
  code <<'END'
function check (varargin)
  [x, y, fval, exitflag, output] = pgdqa_solve (varargin{:}, 'Method', 'aid', 'MaxCalls', 2e4);
  assert (exitflag, -4);
  assert (output.stop, 'singular');
  assert (all (isfinite ([x; y; fval])));
  assert (output.calls.total < 1000);
end
check (pgdqa_testproblem ('nonsingleton'));
p = pgdqa_testproblem ('nonconvex', 6, 2);
check (p);
trap = p.known(strcmp ({p.known.kind}, 'trap'));
check (p.f, p.g, trap.x, trap.y);
f = pgdqa_quadratic (1, [], eye (2), 0, [1; 2]);
for bend = [0, -1, -1e-3]
  g = pgdqa_quadratic (1, [1, 1], [1, 0; 0, bend]);
  check (f, g, 1, [1; 1]);
  check (f, g, single (1), [1; 1]);
end
% the other methods go on where D2_yy g is singular
for method = {'rxgf', 'sgf', 'bome', 'vpbgd', 'f2sa'}
  [x, y, fval, exitflag] = pgdqa_solve (pgdqa_testproblem ('nonsingleton'), 'Method', method{1}, 'MaxCalls', 1e5);
  assert (exitflag >= 0);
  assert (fval < 0.05);
end
END
}

@test "a step far too long ends with the last finite iterate" {
  code <<'END'
[~, p] = conditioned (2, 3, 3);
step = {'rxgf', 'FlowStep'; 'sgf', 'FlowStep'; 'qcqp', 'StepSize'; 'bome', 'StepSize'; 'vpbgd', 'StepSize'; 'f2sa', 'StepSize'; 'aid', 'StepSize'};
for k = 1:rows (step)
  decay = {};
  if (any (strcmp (step{k,1}, {'rxgf', 'qcqp', 'bome'})))
    decay = {'StepDecay', 0};
  end
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', step{k,1}, step{k,2}, 1e4, decay{:}, 'MaxIter', 2000);
  assert (exitflag, -2);
  assert (output.stop, 'non_finite');
  assert (all (isfinite ([x; y; fval])));
end
END
}

@test "an option that the method does not read is refused" {
  code <<'END'
[p, ~] = conditioned (2, 2, 1);
refused = {
  'bome', 'StepScale', 2
  'bome', 'Regime', 'pl'
  'bome', 'Relaxation', 0.1
  'bome', 'Penalty', 3
  'rxgf', 'StepSize', 0.1
  'rxgf', 'ScaleX', 2
  'sgf', 'Relaxation', 0.1
  'sgf', 'StepDecay', 0
  'qcqp', 'InnerSteps', 3
  'vpbgd', 'Eta', 0.1
  'f2sa', 'CGSteps', 3
  'aid', 'Ball', 1
  'pgdqa', 'Alpha', 2};
for k = 1:rows (refused)
  [method, name, value] = refused{k,:};
  try
    pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method, name, value, 'MaxIter', 1);
    error ('test:accepted', '%s read %s', method, name);
  catch err
    assert (err.identifier, 'pgdqa:option');
    assert (! isempty (strfind (err.message, [name, ' is set but Method ''', method, ''''])));
  end
end
END
}

@test "the same call gives the same result" {
  code <<'END'
[p, ~] = conditioned (3, 3, 2);
for method = rivals ()
  [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 2000);
  [u, v, fv, flag, again] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Method', method{1}, 'MaxCalls', 2000);
  assert ({u, v, fv, flag, again.calls}, {x, y, fval, exitflag, output.calls});
end
END
}
