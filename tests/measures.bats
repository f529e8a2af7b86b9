#!/usr/bin/env bats
# One meaning for each name: output.stationarity, output.lower.hypergradient and their residuals, for every method and schedule, and what
# limits leave unmeasured; whether y responds to x; the x that moved far.

load code

@test "stationarity and hypergradient are those of dense linear algebra, for every method and schedule" {
  code <<'EOF'
function [v, gx, gy] = quadratic (Q, c, n, z)
  v = 0.5 * z' * Q * z + c' * z;  s = Q * z + c;  gx = s(1:n);  gy = s(n+1:end);
end
runs = [{{}, {'Schedule', 'fixed'}, {'Schedule', 'diminishing'}}, cellfun(@(m) {{'Method', m}}, rivals ())];
checked = 0;
for seed = 1:2
  randn ('twister', seed);
  n = 1 + seed;  m = 2 * seed;
  [U, ~] = qr (randn (m));
  A = U * diag (logspace (0, 1.5, m)) * U';  A = (A + A') / 2;
  B = randn (n, m);  F = randn (n + m);  F = F' * F / (n + m) + eye (n + m);  c = randn (n + m, 1);
  G = [zeros(n), B; B', A];
  native = {pgdqa_quadratic(F(1:n,1:n), F(1:n,n+1:end), F(n+1:end,n+1:end), c(1:n), c(n+1:end)), pgdqa_quadratic([], B, A)};
  handles = {@(x, y) quadratic(F, c, n, [x; y]), @(x, y) quadratic(G, zeros (n + m, 1), n, [x; y])};
  for level = {native, handles}
    for k = 1:numel (runs)
      for most = [1, 30]
        for starts = [0, 12]
          [x, y, ~, exitflag, output] = pgdqa_solve (level{1}{:}, randn (n, 1), randn (m, 1), 'MaxIter', most, 'Starts', starts, runs{k}{:});
          if (norm ([x; y]) > 1e6), continue, end     % the constants do not suit
          s = F * [x; y] + c;  J = [B', A];
          least = norm (s - J' * (J' \ s));
          hypergradient = norm (s(1:n) - B * (A \ s(n+1:end)));
          assert (output.stationarity, least, 0.01 * least + 1e-7 * norm (s));
          assert (output.lower.hypergradient, hypergradient, 0.01 * hypergradient + 1e-7 * norm (s));
          assert (output.lower.hypergradient_residual < 1e-2);
          small = exitflag > 0 && output.stationarity <= 1e-7 * norm (s);   % known to be next to nothing: measured to 10 %
          assert (output.stationarity_residual <= merge (small, 0.1, 3e-3));
          assert (output.lower.f_error, abs ((A \ s(n+1:end))' * (A * y + B' * x)), 0.02 * norm (A \ s(n+1:end)) * norm (A * y + B' * x) + 1e-9);
          checked++;
        end
      end
    end
  end
end
assert (checked > 0.8 * 2 * 2 * 4 * numel (runs));
EOF
}

@test "what a limit leaves unmeasured is NaN, and said" {
  code <<'EOF'
p = pgdqa_testproblem ('quadratic', 6, 8);
runs = [{{}, {'Schedule', 'fixed'}, {'Schedule', 'diminishing', 'Restore', true}}, cellfun(@(m) {{'Method', m}}, rivals ())];
J = [p.g.Qxy', p.g.Qyy];
missing = 0;
for k = 1:numel (runs)
  for most = [4:2:40, 60:20:120]
    text = evalc ("[x, y, ~, ~, output] = pgdqa_solve (p, 'MaxCalls', most, 'Display', 'final', runs{k}{:});");
    if (isnan (output.stationarity))
      missing++;
      assert (isnan (output.kkt_residual));
      assert (! (output.stationarity_residual <= 3e-3));
      assert (! isempty (strfind (text, 'kkt residual not measured')));
    else
      [~, fx, fy] = pgdqa_mex ('eval', p.f, x, y);
      least = norm ([fx; fy] - J' * (J' \ [fx; fy]));
      assert (output.stationarity, least, 0.01 * least + 1e-7 * norm ([fx; fy]));
    end
    if (! isnan (output.lower.hypergradient))
      [~, fx, fy] = pgdqa_mex ('eval', p.f, x, y);
      assert (output.lower.hypergradient, norm (fx - p.g.Qxy * (p.g.Qyy \ fy)), 0.01 * norm ([fx; fy]));
    end
  end
end
assert (missing > 10);
[~, ~, ~, ~, output] = pgdqa_solve (p, 'MaxCalls', 12);
pgdqa_report (output, 'File', 'report.html', 'Plots', false);
assert (isnan (output.stationarity) && ! isempty (strfind (fileread ('report.html'), 'not measured')));
EOF
}

@test "a multiplier with D2_xy w = 0 is no saturation" {
  code <<'EOF'
solved = 0;
for k = 1:40                                         % f does not depend on x: D2_xy g w = 0 is the condition of optimality
  randn ('twister', k);
  n = 1 + mod (k, 3);  m = n + 1 + mod (k, 2);
  B = randn (m, n);  t = randn (m, 1);
  f = pgdqa_quadratic ([], [], eye (m), [], -t, 0.5 * t' * t);
  g = pgdqa_quadratic (B' * B, -B', eye (m));
  [x, ~, ~, exitflag, output] = pgdqa_solve (f, g, randn (n, 1), randn (m, 1));
  assert (! strcmp (output.stop, 'no_response'));
  solved += exitflag == 1;
  assert (x, B \ t, 1e-6 * (1 + norm (B \ t)) * cond (B) ^ 2);
end
assert (solved >= 36);
EOF
}

@test "saturation in every direction ends with -4, and names x" {
  code <<'EOF'
function [v, gx, gy] = lower (p, slope, y)            # y = p, dp / dx = slope
  v = 0.5 * (y - p) ^ 2;  gx = -(y - p) * slope;  gy = y - p;
end
f = @(x, y) deal (y, 0, 1);
cases = {@(x, y) lower(exp (-x), -exp (-x), y), @(x, y) lower(1 / (1 + exp (x)), -exp (x) / (1 + exp (x)) ^ 2, y)};
for k = 1:2
  for x0 = [0.5, 3]
    [x, ~, ~, exitflag, output] = pgdqa_solve (f, cases{k}, x0, 0.3);
    assert ({exitflag, output.far_variables}, {-4, 1});
    assert (any (strcmp (output.stop, {'no_response', 'no_progress'})));   % no progress: exp (-x) may be zero before
    assert (any (cellfun (@(words) ! isempty (strfind (output.message, words)), {'; x(1) moved far: give XMin, XMax', '; x does not act on y'})));
    assert (numel (output.message) <= 160);
    [x, ~, ~, exitflag, output] = pgdqa_solve (f, cases{k}, x0, 0.3, 'XMin', -5, 'XMax', 5);
    assert ({x, exitflag, size(output.far_variables)}, {5, 1, [0, 1]});
  end
end
EOF
}

@test "where x does not act on y the message says so" {
  code <<'EOF'
g = @(x, y) deal ((y - 2) ^ 2, 0, 2 * (y - 2));
f = @(x, y) deal ((x - 1) ^ 2 + y ^ 2, 2 * (x - 1), 2 * y);
[x, y, ~, exitflag, output] = pgdqa_solve (f, g, 5, 5);
assert ([x, y, exitflag], [1, 2, 1], 1e-6);
assert (! isempty (strfind (output.message, 'x does not act on y')) && numel (output.message) <= 160);
[f, g] = lampariello ();
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 1);
assert (isempty (strfind (output.message, 'does not act')));
EOF
}

@test "of several x that move away the farthest are named, as many as fit" {
  code <<'EOF'
c = [1; 3; 0.001; 2; 5; 4; 6];
f = pgdqa_quadratic ([], [], 1, -c, 0);               % falls without end in x
g = pgdqa_quadratic (zeros (7), ones (7, 1), 1);
[x, ~, ~, ~, output] = pgdqa_solve (f, g, zeros (7, 1), 0);
assert (output.stop, 'unbounded_upper');
[moved, order] = sort (abs (x), 'descend');
count = min (5, sum (moved >= 0.1 * moved(1)));
assert (output.far_variables, order(1:count));
assert (! isempty (regexp (output.message, 'x\(\d\), .*moved far: give XMin, XMax[.;]')));
assert (numel (output.message) <= 160);
EOF
}
