#!/usr/bin/env bats
# Penalties exp (x) without bounds: x may run far away, where D2_yy g has conditions of 1e60.  Whatever the exitflag, f is f at the exact
# y (x), and no claim is false.

load code

# exact_f: Octave functions for the exact lower-level solutions
exact_f () {
  cat <<'END'
function y = ridge (A, b, weights)                  % of ||A y - b||^2 / 2 + weights'(y .^ 2) / 2
  D = 1 ./ sqrt (1 + weights);
  B = A .* D';
  y = D .* ((B' * B + diag (weights .* D .^ 2)) \ (B' * b));
end
function y = logistic (A, weights)                  % of mean (log (1 + exp (-A y))) + weights'(y .^ 2) / 2, by Newton's method
  D = 1 ./ sqrt (1 + weights);
  B = A .* D';
  w = weights .* D .^ 2;
  g = @(v) mean (loss (B * v)) + 0.5 * sum (w .* v .^ 2);
  v = zeros (columns (A), 1);
  for k = 1:300
    s = 1 ./ (1 + exp (B * v));
    slope = -B' * s / rows (B) + w .* v;
    if (norm (slope) < 1e-13), break; end
    p = (B' * ((s .* (1 - s)) .* B) / rows (B) + diag (w) + 1e-14 * eye (columns (B))) \ slope;
    t = 1;
    while (g (v - t * p) > g (v) - 1e-4 * t * (slope' * p) && t > 1e-10), t /= 2; end
    v -= t * p;
  end
  y = D .* v;
end
function l = loss (margins)
  l = max (-margins, 0) + log1p (exp (-abs (margins)));
end
END
}

@test "ridge: one penalty or several, by handles" {
  { exact_f; cat <<'END'
claims = 0;
for seed = 1:10
  rand ('twister', seed);
  randn ('twister', seed);
  N = 20 + floor (40 * rand ());
  m = 2 + floor (6 * rand ());
  n = 1 + floor (m * rand ());
  A = randn (N, m) .* logspace (0, 2 * rand (), m);
  b = A * (randn (m, 1) .* (rand (m, 1) > 0.4)) + randn (N, 1);
  half = floor (N / 2);
  P = zeros (m, n);                                  % penalty of each coefficient
  P(sub2ind ([m, n], 1:m, 1 + mod (0:m-1, n))) = 1;
  residual = @(y) A * y - b;
  late = (1:N)' > half;
  f = @(x, y) deal (sumsq (late .* residual (y)) / 2, zeros (n, 1), A' * (late .* residual (y)));
  g = @(x, y) deal (sumsq (! late .* residual (y)) / 2 + (P * exp (x))' * y .^ 2 / 2, exp (x) .* (P' * y .^ 2) / 2, ...
                    A' * (! late .* residual (y)) + (P * exp (x)) .* y);
  hvp = @(x, y, vx, vy) deal (exp (x) .* (vx .* (P' * y .^ 2) / 2 + P' * (y .* vy)), ...
                              (P * (exp (x) .* vx)) .* y + A' * (! late .* (A * vy)) + (P * exp (x)) .* vy);
  [x, ~, fval, exitflag, output] = pgdqa_solve (f, pgdqa_objective (g, hvp), -3 + 6 * rand (n, 1), randn (m, 1), 'MaxCalls', 20000);
  exact = sumsq (late .* residual (ridge (A(1:half,:), b(1:half), P * exp (min (x, 700))))) / 2;
  assert (fval, exact, 1e-4 * (1 + exact));
  claims += exitflag > 0;
end
assert (claims >= 5);
END
  } | code
}

@test "pgdqa_regselection without its bounds" {
  { exact_f; cat <<'END'
for seed = [5, 12, 30, 36]
  randn ('state', seed);
  m = 10;
  A = [randn(40, m) + [1, zeros(1, m - 1)]; randn(40, m) - [1, zeros(1, m - 1)]];
  labels = [ones(40, 1); 2 * ones(40, 1)];
  signs = 2 * labels - 3;
  [f, g] = pgdqa_regselection (A(1:2:end,:), labels(1:2:end), A(2:2:end,:), labels(2:2:end));
  [x, ~, fval] = pgdqa_solve (f, g, -2 * ones (m, 1), zeros (2 * m, 1), 'MaxIter', 2000, 'MaxCalls', 20000);
  y = logistic (signs(1:2:end) .* A(1:2:end,:), exp (min (x, 600)) / 2);
  exact = mean (loss (signs(2:2:end) .* (A(2:2:end,:) * y)));
  assert (fval, exact, 1e-4 * (1 + exact));
end
END
  } | code
}

@test "few penalties over data, by handles: the first step in x after at most 25 calls, the test of the derivatives included" {
  code <<END
addpath ('$ROOT/bench');
function out = calls_before (x, values, state)
  % without arguments: the calls of the run before its first step
  persistent calls;
  if (nargin == 0)
    out = calls;
    return;
  end
  if (values.iteration == 0)
    calls = values.funccount;
  end
  out = values.iteration > 0;
end
for loss = {'ridge', 'logistic'}
  for groups = [1, 3]
    p = penalty_problem (loss{1}, 4000, 200, groups, 2);
    for hessian = {[], p.hessian}
      g = p.g;
      if (~ isempty (hessian{1}))
        g = pgdqa_objective (g.fun, 'HVP', g.hvp, 'HessianYY', hessian{1});
      end
      pgdqa_solve (p.f, g, p.x0, p.y0, 'XMin', p.low, 'XMax', p.high, 'OutputFcn', @calls_before);
      printf ("%s %d %d\n", loss{1}, groups, calls_before ());
      assert (calls_before () <= 25);
    end
  end
end
END
}
