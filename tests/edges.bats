#!/usr/bin/env bats
# f that falls without end, f that does not change, x that acts on nothing: said, and soon.

load code

@test "f that falls without end is recognised within some 200 calls by gradients, and in proportion by values" {
  code <<'END'
g = {@(x, y) outputs_of(sumsq (y - x) / 2, x - y, y - x), @(x, y) outputs_of(sum (y .^ 4 / 4 + y .^ 2 / 2 - x .* y), -y, y .^ 3 + y - x)};
f = {@(x, y) outputs_of(-sum (x), -ones (size (x)), 0 * y), @(x, y) outputs_of(-sum (y), 0 * x, -ones (size (y)))
     @(x, y) outputs_of(-sumsq (x), -2 * x, 0 * y), @(x, y) outputs_of(-log (1 + sumsq (x)), -2 * x / (1 + sumsq (x)), 0 * y)
     @(x, y) outputs_of(-sum (x - 0.1 * sin (x)), -1 + 0.1 * cos (x), 0 * y), @(x, y) outputs_of(-sum (x + y), -ones (size (x)), -ones (size (y)))}'(:)';
for n = [1, 3]
  for start = [0, 1, -3]
    for k = 1:6
      for l = 1:2
        [~, ~, ~, ~, output] = pgdqa_solve (f{k}, g{l}, start * ones (n, 1), (start + 1) * ones (n, 1));
        assert (output.stop, 'unbounded_upper', sprintf ('f %d g %d', k, l));
        at_maximum = start == 0 && any (k == [3, 4]); % where nothing but noise shows the way
        assert (output.calls.total <= 240 + 460 * at_maximum, 'f %d g %d: %d calls', k, l, output.calls.total);
      end
    end
    for value = {@(x, y) -sum(x), @(x, y) -sum(y), @(x, y) -sumsq(x)}
      [~, ~, ~, ~, output] = by_values (value{1}, @(x, y) sumsq (y - x) / 2, start * ones (n, 1), (start + 1) * ones (n, 1), 'Search', 'local');
      assert (output.stop, 'unbounded_upper');
      assert (output.calls.total <= 200 * (1 + 4 * n), '%s: %d calls', func2str (value{1}), output.calls.total);
    end
  end
end
END
}

@test "f with a far minimum is no f without one" {
  code <<'END'
g = @(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x);
f = {@(x, y) deal((y / 1e6 - 1) ^ 2, 0, 2e-6 * (y / 1e6 - 1)), 1e6; @(x, y) deal((x / 1e6 - 1) ^ 2, 2e-6 * (x / 1e6 - 1), 0), 1e6
     @(x, y) deal(hypot (1, x - 1e6), (x - 1e6) / hypot (1, x - 1e6), 0), 1e6; @(x, y) deal(hypot (1, y - 1e8), 0, (y - 1e8) / hypot (1, y - 1e8)), 1e8
     @(x, y) deal(-x + 1e-6 * x ^ 2, -1 + 2e-6 * x, 0), 5e5
     @(x, y) deal(-x + 1e-12 * y ^ 4, -1, 4e-12 * y ^ 3), 2.5e11 ^ (1 / 3)}; % grad_y f = 0 at the start: y has to follow x all the same
for k = 1:rows (f)
  for start = [0, 1, -3]
    [x, ~, ~, exitflag, output] = pgdqa_solve (f{k,1}, g, start, start);
    assert (exitflag, 1, sprintf ('%d: %s', k, output.message));
    assert (x, f{k,2}, 1e-5 * f{k,2});
    assert (output.calls.total < 400);
  end
end
END
}

@test "f (x, y (x)) that does not change is said" {
  code <<'END'
g = @(x, y) deal ((y - x) ^ 2 / 2, x - y, y - x);
flat = {@(x, y) deal(3, 0, 0), @(x, y) deal((y - x) ^ 2, 2 * (x - y), 2 * (y - x)), @(x, y) deal(sin (y - x), -cos (y - x), cos (y - x)), @(x, y) deal(max (0, y - 5) ^ 2, 0, 2 * max (0, y - 5))};
for k = 1:numel (flat)
  [~, ~, ~, ~, output] = pgdqa_solve (flat{k}, g, 1, 2);
  assert (! isempty (strfind (output.message, 'f (x, y (x)) does not change near x')), output.message);
  assert (output.calls.total < 120);
end
for f = {@(x, y) deal((x - 2) ^ 2, 2 * (x - 2), 0), @(x, y) deal((x - 1) ^ 2, 2 * (x - 1), 0), @(x, y) deal((y - 2) ^ 2, 0, 2 * (y - 2))}
  [~, ~, ~, ~, output] = pgdqa_solve (f{1}, g, 1, 2);
  assert (isempty (strfind (output.message, 'does not change')), output.message);
end
END
}

@test "x that acts on nothing, or on f alone, is said with what to do" {
  code <<'END'
f = {@(x, y) deal(sumsq (y - 3), 0 * x, 2 * (y - 3)), @(x, y) deal(sumsq (y - 3) + sumsq (x - 2), 2 * (x - 2), 2 * (y - 3))};
g = {@(x, y) deal(sumsq (y) / 2, 0 * x, y), @(x, y) deal(sumsq (y) / 2 + sumsq (x), 2 * x, y), @(x, y) deal(sum (y .^ 4 / 4 - y .^ 2 / 2), 0 * x, y .^ 3 - y)};
words = {'x acts on nothing (grad_x f = 0, D2_yx g = 0): add a term with x and y to g', 'x does not act on y (D2_yx g = 0): g may lack a term with x and y'};
for k = 1:2
  for l = 1:3
    [~, ~, ~, exitflag, output] = pgdqa_solve (f{k}, g{l}, [1; 5], [2; 0.3]);
    assert (! isempty (strfind (output.message, words{k})), output.message);
    assert (output.calls.total < 200);
    assert (numel (strtok (output.message, char (10))) <= 210);
    report = pgdqa_diagnose (f{k}, g{l}, [1; 5], [2; 0.3], 'Display', 'off');
    assert (any (cellfun (@(t) ! isempty (strfind (t, 'Couple x and y in g')), {report.reasons.text})));
  end
end
END
}

@test "f without end by exp and x^3, from a saddle, past an inflection, along one x of several: within 200 calls" {
  code <<'END'
g = {@(x, y) outputs_of(sumsq (y - x) / 2, x - y, y - x), @(x, y) outputs_of(sumsq (y - 2 * x) + sum (y .^ 4), 4 * (2 * x - y), 2 * (y - 2 * x) + 4 * y .^ 3)};
f = {@(x, y) outputs_of(-sum (exp (x)), -exp (x), 0 * y), @(x, y) outputs_of(-exp (sumsq (x)), -2 * x * exp (sumsq (x)), 0 * y)
     @(x, y) outputs_of(-sum (x .^ 3), -3 * x .^ 2, 0 * y), @(x, y) outputs_of(x(1) + sumsq (x(2:end)), [1; 2 * x(2:end)], 0 * y)
     @(x, y) outputs_of(x(1) ^ 2 - x(end) ^ 2, [2 * x(1); zeros(numel (x) - 2, 1); -2 * x(end)], 0 * y), @(x, y) outputs_of(-sum (exp (y)), 0 * x, -exp (y))}'(:)';
for k = 1:6
  for start = [0, 1, -2]
    for l = 1:(1 + (k < 6)) % with the second y ~ x^(1/3) is solved for in more steps
      [~, ~, ~, ~, output] = pgdqa_solve (f{k}, g{l}, start * ones (3, 1), zeros (3, 1));
      assert (output.stop, 'unbounded_upper', sprintf ('f %d g %d start %d', k, l, start));
      assert (output.calls.total <= 200 + 150 * (l - 1), 'f %d g %d start %d: %d calls', k, l, start, output.calls.total);
    end
  end
end
END
}

@test "f that rises far away, or is flat there, is not called unbounded" {
  code <<'END'
g = @(x, y) outputs_of (sumsq (y - x) / 2, x - y, y - x);
f = {@(x, y) outputs_of(-exp (x) + exp (2 * x - 300), -exp (x) + 2 * exp (2 * x - 300), 0), -exp(300) / 4; @(x, y) outputs_of(-x + exp (x / 1e4), -1 + exp (x / 1e4) / 1e4, 0), 1e4 - 1e4 * log(1e4)
     @(x, y) outputs_of(-x ^ 3 + 1e-3 * x ^ 4, -3 * x ^ 2 + 4e-3 * x ^ 3, 0), -750 ^ 3 / 4; @(x, y) outputs_of(max (0, 50 - x) ^ 2, -2 * max (0, 50 - x), 0), 0};
for k = 1:rows (f)
  for start = [0, 1, -3]
    [~, ~, fval, exitflag, output] = pgdqa_solve (f{k,1}, g, start, start);
    assert (exitflag, 1, sprintf ('%d %d: %s', k, start, output.message));
    assert (fval, f{k,2}, 1e-6 * (1 + abs (f{k,2})));
  end
end
END
}

@test "f that tends to a limit that no x attains: the answer says so" {
  code <<'END'
g = @(x, y) outputs_of (sumsq (y - x) / 2, x - y, y - x);
words = 'farther on f is no higher: no x may attain its limit';
for f = {@(x, y) outputs_of(exp (-x), -exp (-x), 0), @(x, y) outputs_of(exp (-y), 0, -exp (-y)), @(x, y) outputs_of(log1p (exp (-x)), -1 / (1 + exp (x)), 0), ...
         @(x, y) outputs_of(3 - tanh (x), tanh (x) ^ 2 - 1, 0), @(x, y) outputs_of(hypot (1, x) - x, x / hypot (1, x) - 1, 0)}
  [~, ~, ~, exitflag, output] = pgdqa_solve (f{1}, g, -2, 0);
  assert (exitflag, 1);
  assert (! isempty (strfind (output.message, words)), output.message);
  assert (output.far_variables, 1);
end
for f = {@(x, y) outputs_of(1 / (1 + x ^ 2), -2 * x / (1 + x ^ 2) ^ 2, 0), @(x, y) outputs_of(-atan (x), -1 / (1 + x ^ 2), 0)}
  [~, ~, ~, ~, output] = pgdqa_solve (f{1}, g, 1, 0);
  assert (output.stop, 'unbounded_upper');
  assert (output.far_variables, 1);
end
for far = [100, 1e4, 1e6] % a minimum that is far
  [~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) outputs_of ((x - far) ^ 2, 2 * (x - far), 0), g, 1, 0);
  assert (exitflag, 1);
  assert (isempty (strfind (output.message, 'no higher')), output.message);
end
END
}

@test "what does not act on what is said by gradients and values, and never where it acts" {
  code <<'END'
function v = value (h, x, y)
  v = h (x, y);
end
apart = {@(x, y) outputs_of(sumsq (y - 3), 0 * x, 2 * (y - 3)), @(x, y) outputs_of(sum (y .^ 4 / 4 - y) + sum (exp (x)), exp (x), y .^ 3 - 1)};
% the last: D2_yx g = 0 at x = 0
acts = {@(x, y) outputs_of(sumsq (y - x(1)), [-2 * sum(y - x(1)); 0], 2 * (y - x(1))), @(x, y) outputs_of(sumsq (y) / 2 - x(1) ^ 2 * sum (y), [-2 * x(1) * sum(y); 0], y - x(1) ^ 2)};
f = {@(x, y) outputs_of(sumsq (y - 1), 0 * x, 2 * (y - 1)), 'x acts on nothing', ''
     @(x, y) outputs_of(sumsq (y), 0 * x, 2 * y), 'x acts on nothing', '' % grad_y f = 0 at the start
     @(x, y) outputs_of(sumsq (x - 1), 2 * (x - 1), 0 * y), 'f was the same for all y tried', 'f was the same for all y tried'
     @(x, y) outputs_of(sumsq (x - 1) + sumsq (y), 2 * (x - 1), 2 * y), 'x does not act on y', ''
     @(x, y) outputs_of(3, 0 * x, 0 * y), 'f was the same for all x and y tried', 'f was the same for all x and y tried'};
for k = 1:rows (f)
  for g = [apart, acts; {1, 1, 2, 2}]
    for values_alone = [false, true]
      F = f{k,1};
      G = g{1};
      if (values_alone)
        F = @(x, y) value (f{k,1}, x, y);
        G = @(x, y) value (g{1}, x, y);
      end
      [~, ~, ~, ~, output] = by_values (F, G, [0; 0], [0; 0; 0], 'Search', 'local', 'MaxCalls', 3000);
      expected = f{k,1 + g{2}};
      if (! isempty (expected))
        assert (! isempty (strfind (output.message, expected)), '%d: %s', k, output.message);
      else
        assert (isempty (regexp (output.message, 'act on|acts on|the same')), '%d: %s', k, output.message);
      end
    end
  end
end
END
}

@test "x that acts on nothing is recognised before a hard lower level is solved" {
  code <<'END'
randn ('twister', 1);
W = randn (40, 30);
g = @(x, y) outputs_of (sum (log (1 + (W * y - 1) .^ 2)) + sum (sin (5 * y)), 0 * x, W' * (2 * (W * y - 1) ./ (1 + (W * y - 1) .^ 2)) + 5 * cos (5 * y));
[~, ~, ~, exitflag, output] = by_values (@(x, y) outputs_of (sumsq (y), 0 * x, 2 * y), g, ones (5, 1), zeros (30, 1));
assert (! isempty (strfind (output.message, 'x acts on nothing')), output.message);
assert (output.calls.total < 500);
END
}

@test "a lower level with a logarithmic barrier, Inf beyond it, is solved from a start near the barrier" {
  code <<'END'
function [v, gx, gy] = barrier (H, x, y)
  r = H * y - x;
  v = Inf;
  gx = -r;
  gy = NaN (size (y));
  if (all (y > 0))
    v = 0.5 * (r' * r) - 0.1 * sum (log (y));
    gy = H' * r - 0.1 ./ y;
  end
end
for seed = 1:3
  randn ('state', seed);
  [Q, ~] = qr (randn (20));
  H = Q * diag (linspace (0.1, 1, 20)) * Q';
  g = pgdqa_objective (@(x, y) barrier (H, x, y), @(x, y, vx, vy) deal (vx - H * vy, H' * (H * vy - vx) + 0.1 * vy ./ y .^ 2));
  f = @(x, y) deal (x' * x + y' * y, 2 * x, 2 * y);
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, randn (20, 1), max (randn (20, 1), 0.01), 'Schedule', 'diminishing', 'MaxIter', 0, 'Restore', true);
  assert (output.lower.restoration, 'solved');
  assert (output.lower_opt < 1e-5);
end
END
}

@test "where y no longer responds to x: F that rises to both sides is a minimum, F that does not change by values no kink" {
  code <<'END'
g = @(x, y) sumsq (y - x .^ 2); % D2_yx g = 0 at x = 0
for n = 1:2
  [x, ~, ~, exitflag, output] = by_values (@(x, y) sumsq (x) + sumsq (y), g, (1:n)' + 1, (1:n)', 'Search', 'local', 'MaxCalls', 20000);
  assert (exitflag, 1, sprintf ('%d: %s', n, output.message));
  assert (norm (x) < 1e-3);
end
flat = @(x, y) x * (16 * y ^ 4 + 2 * y ^ 3 - 8 * y ^ 2 - 1.5 * y + 0.5); % y (x) = 1/2
for start = [0.7, 0.1264, 0.25, 0.9; 0.5, 0.6, -0.7, 0.1]
  [~, y, ~, exitflag, output] = by_values (@(x, y) y, flat, start(1), start(2), 'XMin', 0.1, 'XMax', 1, 'YMin', -1, 'YMax', 1, 'Search', 'local');
  assert (! strcmp (output.stop, 'kink'), output.message);
  assert (exitflag < 1 || abs (y - 0.5) < 1e-6);
end
END
}
