#!/usr/bin/env bats
# Values and gradients of f and g that contradict each other along the run.

load code

@test "wrong gradients of f or g end the run, and the message names the function; right ones do not" {
  code <<'END'
% times fx, fy, gx, gy
wrong = {'f', [-1, 1, 1, 1]; 'f', [0, 1, 1, 1]; 'f', [2, 1, 1, 1]; 'f', [1, -1, 1, 1]; 'f', [1, 0, 1, 1]; 'f', [1, 2, 1, 1]; 'f', [1, 0.5, 1, 1]; 'f', [2, 2, 1, 1]
         'f', [-1, -1, 1, 1]; 'f', [0, 0, 1, 1]; 'g', [1, 1, -1, 1]; 'g', [1, 1, 0, 1]; 'g', [1, 1, 1, -1]; 'g', [1, 1, 1, 0]; 'g', [1, 1, 1, 2]; 'g', [1, 1, -1, -1]};
for p = derivative_problems ()
  for k = 0:rows (wrong)
    a = ones (1, 4);
    if (k > 0)
      a = wrong{k,2};
    end
    f = @(x, y) outputs_of (p.f (x, y), a(1) * p.fx (x, y), a(2) * p.fy (x, y));
    g = @(x, y) outputs_of (p.g (x, y), a(3) * p.gx (x, y), a(4) * p.gy (x, y));
    [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, p.x0, p.y0, 'MaxCalls', 2000);
    if (k == 0)
      assert (exitflag, 1);
      continue;
    end
    assert ({exitflag, output.stop}, {-2, 'contradiction'}, mat2str (a));
    assert (! isempty (strfind (output.message, ['Values and gradients of ', wrong{k,1}, ' contradict'])), mat2str (a));
    assert (output.calls.total < 1000, mat2str (a));
  end
end
END
}

@test "a part of a gradient that is missing, or off by a constant, is a contradiction" {
  code <<'END'
for p = derivative_problems ()
  last = (1:numel (p.y0))' == numel (p.y0);
  for off = {@(v) v + 0.3, @(v) v .* ~ last}
    f = {@(x, y) outputs_of (p.f (x, y), p.fx (x, y), p.fy (x, y)), @(x, y) outputs_of (p.f (x, y), p.fx (x, y), off{1} (p.fy (x, y)))};
    g = {@(x, y) outputs_of (p.g (x, y), p.gx (x, y), p.gy (x, y)), @(x, y) outputs_of (p.g (x, y), p.gx (x, y), off{1} (p.gy (x, y)))};
    for wrong = 1:2
      [~, ~, ~, ~, output] = pgdqa_solve (f{3 - wrong}, g{wrong}, p.x0, p.y0, 'MaxCalls', 2000);
      assert (output.stop, 'contradiction');
      assert (! isempty (strfind (output.message, ['gradients of ', 'fg'(wrong), ' contradict'])));
    end
  end
end
END
}

@test "an error of a gradient that is orthogonal to it is found at the start all the same" {
  code <<'END'
C = reshape (sin (1:30), 6, 5);
found = [0, 0];
for seed = 1:40
  randn ('twister', seed);
  x0 = randn (5, 1);
  y0 = randn (6, 1);
  v = y0 - C * x0;
  e = randn (6, 1);
  e -= v * (v' * e) / (v' * v);
  e *= 0.5 * norm (v, Inf) / norm (e, Inf);
  for off = 0:1
    g = @(x, y) outputs_of (sumsq (y - C * x) / 2, -C' * (y - C * x), y - C * x + off * e);
    [~, ~, ~, ~, output] = pgdqa_solve (@(x, y) outputs_of (sumsq (y - 1) + sumsq (x), 2 * x, 2 * (y - 1)), g, x0, y0, 'MaxCalls', 1000);
    found(1 + off) += strcmp (output.stop, 'contradiction');
  end
end
assert (found(1), 0);
assert (found(2) >= 39, mat2str (found));
END
}

@test "a wrong gradient that the start does not show is found before anything is claimed" {
  code <<'END'
% gx of f is right as long as x < 0, and the run ends at x > 0
f = @(x, y) deal (100 * max (x, 0) ^ 2 + (y - 2) ^ 2, 0, 2 * (y - 2));
g = @(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x);
for start = [-1, -3]
  [x, ~, ~, exitflag, output] = pgdqa_solve (f, g, start, start);
  assert (x > 0);
  assert ({exitflag, output.stop}, {-2, 'contradiction'});
end
END
}

@test "wrong gradients with bounds, where y rests on one" {
  code <<'END'
g = @(x, y) deal (-x * y, -y, -x);
for a = [-1, 0, 2]
  f = @(x, y) deal ((x - 2) ^ 2 + x * y, a * (2 * (x - 2) + y), x);
  [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 1, 1, 'XMin', 0.5, 'XMax', 3, 'YMin', 0, 'YMax', 1);
  assert ({exitflag, output.stop}, {-2, 'contradiction'});
  assert (! isempty (strfind (output.message, 'gradients of f ')));
end
END
}

@test "kinks, noise, rounding and steps of f and g are no contradictions" {
  code <<'END'
function r = noise (z)
  r = mod (sin (1e4 * sum (z .* (1:numel (z))' .^ 1.3)) * 43758.5453, 1) - 0.5;
end
for seed = 1:6
  randn ('twister', seed);
  C = randn (3, 2);
  A = randn (4, 3);
  b = randn (4, 1);
  h = @(x, y) sumsq (A * y - b) / 2 + 0.1 * sumsq (x);
  fx = @(x, y) 0.2 * x;
  fy = @(x, y) A' * (A * y - b);
  f = @(x, y) outputs_of (h (x, y), fx (x, y), fy (x, y));
  g = @(x, y) outputs_of (sumsq (y - C * x) / 2, -C' * (y - C * x), y - C * x);
  problems = {@(x, y) outputs_of(norm (A * y - b, 1) + norm (x, 1), sign (x), A' * sign (A * y - b)), g
              @(x, y) outputs_of(h (x, y) * (1 + 10 ^ -seed * noise ([x; y])), fx (x, y), fy (x, y)), g
              @(x, y) outputs_of(double (single (h (x, y))), fx (x, y), fy (x, y)), g
              @(x, y) outputs_of(round (1e3 * h (x, y)) / 1e3, fx (x, y), fy (x, y)), g
              @(x, y) outputs_of(h (x, y) + cos (1e5 * x(1)), fx (x, y) - [1e5 * sin(1e5 * x(1)); 0], fy (x, y)), g
              @(x, y) outputs_of(h (x, y), 1.02 * fx (x, y), 0.98 * fy (x, y)), g
              f, @(x, y) outputs_of(sumsq (y - C * x) / 2 + norm (y, 1), -C' * (y - C * x), y - C * x + sign (y))
              f, @(x, y) outputs_of(sumsq (y - C * x) / 2 * (1 + 1e-3 * noise ([x; y])), -C' * (y - C * x), y - C * x)};
  for k = 1:rows (problems)
    for start = {zeros(5, 1), randn(5, 1)}
      [~, ~, ~, ~, output] = pgdqa_solve (problems{k,:}, start{1}(1:2), start{1}(3:5), 'MaxCalls', 800);
      assert (~ strcmp (output.stop, 'contradiction'), '%d %d', seed, k);
    end
  end
end
END
}

@test "where values are too noisy for differences the run claims nothing and says so; with gradients it has nothing to say" {
  code <<'END'
noise = 1e-9;
f = @(x, y) (x - 1) ^ 2 + y ^ 2 + noise * sin (1e7 * x);
g = @(x, y) (y - x) ^ 2 / 2 + noise * sin (1e7 * y);
[x, ~, ~, exitflag, output] = by_values (f, g, 3, 0, 'Search', 'local');
assert (x, 0.5, 1e-2);
assert (exitflag, -4);
assert (! isempty (strfind (output.message, 'differences may not suffice')));
[~, ~, ~, exitflag, output] = by_values (@(x, y) deal (f (x, y), 2 * (x - 1), 2 * y), @(x, y) deal (g (x, y), x - y, y - x), 3, 0);
assert (isempty (strfind (output.message, 'differences')));
END
}
