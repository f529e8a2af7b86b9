#!/usr/bin/env bats
# What users do with answers: sensitivity to x, many starts, the live view.

load code

@test "sensitivity agrees with lower levels solved again" {
  code <<'END'
function dydx = by_solves (p, x, y, t)
  % central differences of lower levels solved again: f is 0, so that only y moves
  n = numel (x);
  dydx = zeros (numel (y), n);
  for i = 1:n
    e = t * ((1:n)' == i);
    dydx(:, i) = (lower_solution (p, x + e, y) - lower_solution (p, x - e, y)) / (2 * t);
  end
end
function y = lower_solution (p, x, y)
  for k = 1:60
    [~, ~, v] = pgdqa_mex ('eval', p.g, x, y);
    A = zeros (numel (y));
    for j = 1:numel (y)
      [~, A(:, j)] = pgdqa_mex ('hvp', p.g, x, y, 0 * x, double ((1:numel (y))' == j));
    end
    y = y - A \ v;
  end
end
function z = seeded (m, n)
  z = reshape (sin (7 * (1:m * n) .^ 1.5), m, n);
end
A = seeded (12, 3);
[f, g] = pgdqa_hypercleaning (A, 1 + (A * [1; 2; -1] > 0), seeded (9, 3) + 0.1, [1; 2; 1; 2; 1; 2; 1; 2; 1], 0.01);
cleaning = struct ('f', f, 'g', g, 'x0', zeros (12, 1), 'y0', zeros (6, 1));
for p = {pgdqa_testproblem('convex', 6, 1), pgdqa_testproblem('sine', 3, 'Start', 2), cleaning}
  [~, ~, ~, ~, output] = pgdqa_solve (p{1}, 'Schedule', 'adaptive', 'MaxCalls', 400);
  [dydx, info] = pgdqa_sensitivity (output);
  expected = by_solves (p{1}, output.problem.x, output.problem.y, 1e-4);
  assert (norm (dydx - expected) <= 1e-6 * norm (expected));
  assert (info.residual < 1e-12);
  [~, fx, fy] = pgdqa_mex ('eval', p{1}.f, output.problem.x, output.problem.y);
  assert (info.hypergradient, fx + dydx' * fy, 1e-9 * (norm (fx) + norm (dydx) * norm (fy)));
end
END
}

@test "sensitivity with many lower variables goes by conjugate gradients" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 3, 320, 1);
exact = - p.g.Qyy \ p.g.Qxy';
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.known.x, p.known.y, 'Schedule', 'adaptive');
[dydx, info] = pgdqa_sensitivity (output);
assert (norm (dydx - exact) < 1e-8 * norm (exact));
assert ([info.eig_min, info.eig_max], [min(eig (p.g.Qyy)), max(eig (p.g.Qyy))], 0.02 * norm (p.g.Qyy));
[along, once] = pgdqa_sensitivity (output, [1; 2; 3]);
assert (norm (along - exact * [1; 2; 3]) < 1e-8 * norm (exact));
assert (strcmp (info.solver, 'cg') && once.calls.hvp < info.calls.hvp);
p.g.Qyy = p.g.Qyy - (info.eig_min + 0.1) * eye (320);
output.problem.g = p.g;
fail ('pgdqa_sensitivity (output)', 'D2_yy g is indefinite');
END
}

@test "multistart: a trap is refuted by the y that another start found, and never ranks above" {
  # The fixed schedule makes no value test of its own.
  code <<'END'
p = pgdqa_testproblem ('mirrlees');
trap = p.known(3);
assert (trap.kind, 'trap');
r = pgdqa_multistart (p.f, p.g, trap.x, trap.y, [], 'XStarts', p.known(2).x, 'YStarts', p.known(2).y, ...
                      'Schedule', 'fixed', 'Regime', 'pl', 'StepScale', 0.1, 'MaxIter', 500, 'Restore', true);
assert (r.runs.f(1) < 0.1 && r.runs.exitflag(1) != -3);
assert ([r.solutions.exitflag](2), -3);
assert ([r.solutions.refuted_by], [0, 2]);
assert ([r.x, r.y], [p.known(2).x, p.known(2).y], 1e-4);
assert (! isempty (strfind (r.message, 'start 1 reached a lower f')));
END
}

@test "multistart: every certified solution of the convex problem is one listed or higher" {
  code <<'END'
p = pgdqa_testproblem ('convex', 6, 2);
r = pgdqa_multistart (p, 12, 'Spread', 3, 'Schedule', 'adaptive');
certified = r.solutions([r.solutions.exitflag] == 1);
assert (numel (certified) >= 2);
for s = certified
  gap = min (abs (s.f - [p.known.f]));
  assert (gap < 1e-6 || s.f > max ([p.known.f]));
end
assert (r.fval >= p.known(1).f - 1e-9);
END
}

@test "multistart: problems in other units give the same solutions" {
  code <<'END'
function [v, gx, gy] = scaled (fun, unit, x, y)
  [v, gx, gy] = fun (x / unit, y / unit);
  gx = gx / unit;
  gy = gy / unit;
end
p = pgdqa_testproblem ('sine', 2, 'handles');
unit = 2 ^ 10;
f = @(x, y) scaled (p.f.fun, unit, x, y);
g = @(x, y) scaled (p.g.fun, unit, x, y);
a = pgdqa_multistart (pgdqa_objective (p.f.fun), pgdqa_objective (p.g.fun), 0.5, [1; 2], 6, 'Spread', 3, 'Schedule', 'adaptive');
b = pgdqa_multistart (f, g, 0.5 * unit, [1; 2] * unit, 6, 'Spread', 3, 'Schedule', 'adaptive');
assert ([b.solutions.hits], [a.solutions.hits]);
assert ([b.solutions.x] / unit, [a.solutions.x], 1e-6);
END
}

@test "multistart: calls are what the functions saw" {
  code <<'END'
p = pgdqa_testproblem ('sine', 1, 'handles');
counted ('reset');
f = pgdqa_objective (counted (p.f.fun, 'f'), counted (p.f.hvp, 'f_hvp'));
g = pgdqa_objective (counted (p.g.fun, 'g'), counted (p.g.hvp, 'hvp'));
r = pgdqa_multistart (f, g, 0, 0, 5, 'Spread', 5, 'Schedule', 'adaptive');
made = counted ();
assert ([made.f, made.g, made.hvp], [r.calls.f_grad, r.calls.g_grad, r.calls.hvp]);
[~, info] = pgdqa_sensitivity (r.output);
after = counted ();
assert ([after.f - made.f, after.g - made.g, after.hvp - made.hvp], [info.calls.f_grad, info.calls.g_grad, info.calls.hvp]);
END
}

@test "multistart: prints a table, writes the waterfall, leaves no figure" {
  run code <<'END'
r = pgdqa_multistart (pgdqa_testproblem ('sine'), 5, 'Spread', 5, 'Schedule', 'adaptive', 'Display', 'final');
printf ('%d solutions\n', numel (r.solutions));
END
  echo "$output"
  [ "$status" -eq 0 ]
  [[ "${lines[0]}" =~ ^rank\ +f\ +exitflag ]]
  [[ "$output" =~ "5 of 5 starts run" ]]
  [ "$(grep -cE '^ +[0-9]+ +[-0-9.e+]+ +1 +minimizer' <<<"$output")" -eq "$(sed -n 's/ solutions$//p' <<<"$output")" ]
  code <<'END'
if (isempty (available_graphics_toolkits ())), exit (0); end
pgdqa_multistart (pgdqa_testproblem ('sine'), 5, 'Spread', 5, 'Schedule', 'adaptive', 'File', 'waterfall.png');
info = imfinfo ('waterfall.png');
assert (info.Width > 600 && info.Height > 400);
assert (isempty (get (0, 'children')));
END
}

@test "multistart: an OutputFcn that stops a run ends the search" {
  code <<'END'
r = pgdqa_multistart (pgdqa_testproblem ('sine'), 5, 'Schedule', 'adaptive', 'OutputFcn', @(x, v, state) v.iteration == 2);
assert ({r.runs.start, r.exitflag}, {1, -1});
END
}

@test "live view: as OutputFcn of any schedule, one figure, stopped by its flag" {
  code <<'END'
function stop = pressed (x, values, state)
  stop = pgdqa_plot_live (x, values, state);
  if (values.iteration == 3)
    setappdata (findobj ('tag', 'pgdqa_plot_live'), 'pgdqa_stop', true);   # as the button does
  end
end
if (isempty (available_graphics_toolkits ())), exit (0); end
p = pgdqa_testproblem ('convex', 5, 1);
for schedule = {'adaptive', 'fixed', 'diminishing'}
  [~, ~, fval, ~, output] = pgdqa_solve (p, 'Schedule', schedule{1}, 'MaxIter', 50, 'OutputFcn', @pgdqa_plot_live);
  window = findobj ('tag', 'pgdqa_plot_live');
  assert (numel (get (0, 'children')), 1);
  returned = findobj (window, 'type', 'line', 'marker', 'o');
  assert (numel (returned), 3);
  assert (any (cellfun (@(y) isequal (y, fval), get (returned, 'ydata'))));
end
[~, ~, ~, exitflag, output] = pgdqa_solve (p, 'Schedule', 'fixed', 'MaxIter', 1e6, 'StepScale', 1e-3, 'TolKKT', 0, 'OutputFcn', @pressed);
assert (exitflag, -1);
assert (output.iterations > 3);
END
}
