#!/usr/bin/env bats
# What exitflag 1 needs of the other schedules and the rivals: both tests at the point returned, which do not move it.

load code

@test "a schedule that ends at a biased point has met its own tolerances, no more" {
  code <<'END'
% x = y = 2
f = @(x, y) deal (((x - 3) ^ 2 + (y - 1) ^ 2) / 2, x - 3, y - 1);
g = pgdqa_objective (@(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x), @(x, y, vx, vy) deal (vx - vy, vy - vx));
for schedule = {'fixed', 'diminishing'}
  for relaxation = [0, 0.1]                           % y may be off the lower-level solution by as much
    [flag, stop, x] = claim (f, g, 0, 5, 'Schedule', schedule{1}, 'StepScale', 0.5, 'AlphaScale', 3, 'MaxIter', 2000, ...
                             'TolKKT', 1e-3, 'TolLower', 1e-3, 'Relaxation', relaxation);
    assert (abs (x - 2) > 1e-4);
    assert ({flag, stop}, {2, 'tolerances'});
  end
end
END
}

@test "tolerances that a far start has loosened: exitflag 2" {
  code <<'END'
[f, g, exact] = closed_form ();
[flag, stop, x] = claim (f, g, [1e6; 1e6], [0; -1; 0], 'Method', 'aid', 'MaxIter', 1e4, 'Restore', true);
assert (norm (x - exact) > 1e-3);
assert ({flag, stop}, {2, 'tolerances'});
END
}

@test "those that converge to the answer: exitflag 1" {
  code <<'END'
[f, g, exact, y_exact] = closed_form ();
p = pgdqa_testproblem ('lampariello');               % x = y = 0.5
paper = {'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3};
runs = {f, g, [2; 0], [0; -1; 0], [exact; y_exact], {'Method', 'aid'}
        f, g, [2; 0], [0; -1; 0], [exact; y_exact], {'Method', 'sgf'}
        p.f, p.g, p.x0, p.y0, p.known(1), paper};
for k = 1:rows (runs)
  for restore = [false, true]
    [flag, stop, x, y] = claim (runs{k,1:4}, runs{k,6}{:}, 'MaxIter', 1e5, 'TolKKT', 1e-9, 'TolLower', 1e-9, 'Restore', restore);
    known = runs{k,5};
    if isstruct (known)
      known = [known.x; known.y];
    end
    assert ([x; y], known, 1e-7);
    assert ({flag, stop}, {1, 'certified'});
  end
end
END
}

@test "likewise given gradients, values, in single precision, at bounds, with a singular lower level" {
  code <<'END'
tight = {'MaxIter', 1e5, 'TolKKT', 1e-9, 'TolLower', 1e-9};
upper = @(x, y) deal (((x - 3) ^ 2 + (y - 1) ^ 2) / 2, x - 3, y - 1);
lower = @(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x);
levels = {upper, lower; @(x, y) ((x - 3) ^ 2 + (y - 1) ^ 2) / 2, @(x, y) (y - x) ^ 2 / 2};
for k = 1:2
  [flag, stop, x, y] = claim (levels{k,:}, 0, 0, 'Method', 'aid', 'Derivatives', 'difference', tight{:});
  assert ([x, y], [2, 2], 1e-7);
  assert ({flag, stop}, {1, 'certified'});
end
paper = {'Schedule', 'diminishing', 'StepScale', 0.5, 'AlphaScale', 3, tight{:}};
[flag, stop, x, y] = claim (upper, lower, 0, 0, paper{:}, 'XMax', 1);
assert ([x, y, flag], [1, 1, 1], 1e-7);
[flag, stop, x, y] = claim (upper, lower, 0, 0, paper{:}, 'YMax', 1.5);
assert ([x, y, flag], [3, 1.5, 1], 1e-7);
[flag, stop, x, y] = claim (upper, lower, single (0), 0, 'Method', 'aid', 'MaxIter', 1e4, 'TolKKT', 1e-5, 'TolLower', 1e-5);
assert ({class(x), flag, stop}, {'single', 1, 'certified'});
assert (double ([x, y]), [2, 2], 1e-4);
% y_1 + y_2 = x, and f chooses among these: x = 1, y = (0, 1)
f = pgdqa_quadratic (1, [], eye (2), -1, [0; -1]);
g = pgdqa_quadratic (1, [-1, -1], ones (2));
[flag, stop, x, y] = claim (f, g, 0, [1; 1], paper{:});
assert ([x; y], [1; 0; 1], 1e-7);
assert ({flag, stop}, {1, 'certified'});
END
}

@test "two minima alike do not hide a deeper one between them" {
  code <<'END'
claims = 0;
for m = 1:3
  for bounds = {{}, {'XMin', -5, 'XMax', 5}}
    for seed = 0:4
      f = @(x, y) outputs_of ((x - 1) ^ 2 + sumsq (y(2:end) - 2), 2 * (x - 1), [0; 2 * (y(2:end) - 2)]);
      g = @(x, y) outputs_of (y(1) ^ 2 - cos (2 * pi * y(1)) + sumsq (y(2:end) - x), -2 * sum (y(2:end) - x), [2 * y(1) + 2 * pi * sin(2 * pi * y(1)); 2 * (y(2:end) - x)]);
      [~, y, ~, exitflag] = pgdqa_solve (f, g, 0, [0.95; zeros(m, 1)], 'Search', 'local', 'Seed', seed, bounds{1}{:});
      assert (exitflag < 1 || abs (y(1)) < 1e-3, 'm = %d, seed %d', m, seed);
      claims += exitflag == 1;
    end
  end
end
assert (claims >= 28);
END
}

@test "a lower level that is steep far away does not hide a deeper well close by" {
  code <<END
% SMD3, whose steep tangents make D2_yy g at its wells tiny beside what it was elsewhere
addpath ('$ROOT/bench');
p = smd_problem (3);
x = 1:5;
y = 6:10;
for seed = [1, 6]
  rand ('twister', seed);
  z = p.low + (p.high - p.low) .* rand (size (p.low));
  [~, answer, ~, exitflag] = pgdqa_solve (p.f, p.g, z(x), z(y), 'XMin', p.low(x), 'XMax', p.high(x), 'YMin', p.low(y), 'YMax', p.high(y));
  assert (exitflag, 1);
  assert (answer, zeros (5, 1), 1e-6);
end
END
}
