% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_s3 (mode, folder)
  % row = reproduce_s3 (mode, folder)   two flows along the hypergradient on the convex synthetic problem (arXiv:2501.16520, appendix)
  %
  % With hyp = grad_x f - D2_xy g (D2_yy g)^-1 grad_y f,
  %   SecondOrder   x' = -hyp,  y' = -(D2_yy g)^-1 (0.05 grad_y g + D2_yx g x')
  %   STABLE        x' = -hyp,  y' = -0.5 grad_y g - (D2_yy g)^-1 D2_yx g x'
  % by RK4 in plain Octave; they are no methods of the package.
  %
  % mode     'quick' (seconds) or 'full' (a minute)
  % folder   where s3.csv and s3.png go
  % row      struct: figure, source, found, measured, verdict, seconds
  started = tic ();
  quick = strcmp (mode, 'quick');
  dt = 0.005;
  horizon = 200 - 199 * quick;
  [data, words] = shared_instance ();
  problem = pgdqa_testproblem ('convex', data);
  handles = pgdqa_testproblem ('convex', data, 'handles');
  [x0, y0] = torch_start (0, 20, 20);
  runs = {flow('SecondOrder', problem, handles, data.H, x0, y0, dt, horizon, 80 - 70 * quick), ...
          flow('STABLE', problem, handles, data.H, x0, y0, dt, horizon, 80 - 70 * quick), ...
          adaptive_path(problem.f, problem.g, x0, y0)};
  f = at_axis (runs(1:2), 'f', horizon);
  lower_opt = at_axis (runs(1:2), 'lower_opt', horizon);
  row = struct ('figure', 'S3', 'title', 'flows along the hypergradient, convex problem', 'started', started);
  row.source = ['t 200: SecondOrder f -.791, ||grad_y g|| 4.26 -> 1.9e-4, surrogate 8e-6; STABLE f -.827 (dips to -1), 2.4e-2, 1.6e-3, its surrogate lower ', ...
                'until t 55 (another, unseeded instance)'];
  row.found = 'SecondOrder f -.90200 (the global optimum), ||grad_y g|| 1.4e-4; STABLE -.920, 8.6e-3 (dt .005; .02 is unstable)';
  row.measured = sprintf ('%st %g: f %s, ||grad_y g|| %s, surrogate %s, restored %s; %s', words, horizon, listed ('%.5f', f), ...
                          listed ('%.1e', lower_opt), listed ('%.0e', at_axis (runs(1:2), 'surrogate', horizon)), ...
                          listed ('%.5f', at_axis (runs(1:2), 'f_restored', horizon)), adaptive_words (runs{3}));
  row.verdict = [agreement(mode, words, [f; lower_opt], [-0.90200, -0.920; 1.4e-4, 8.6e-3], [1e-4, 1e-3; 1e-5, 1e-4]), ...
                 ' SecondOrder ends lower than the adaptive default, which stops at a nearer local minimum; STABLE''s f below the exact optimum is infeasibility; both need an inverse a step.'];
  row.see = 'SecondOrder reaches a listed minimum with ||grad_y g|| falling as exp (-0.05 t); STABLE keeps ||grad_y g|| larger and dips below the optimum';
  row = finish_figure (row, standard_panels (runs, 't'), folder);
end

function run = flow (name, problem, handles, H, x, y, dt, horizon, count)
  yy = H' * H;                       % D2_yy g; D2_xy g = -H, D2_yx g = -H'
  lift = yy \ H';                    % (D2_yy g)^-1 H'
  if (strcmp (name, 'SecondOrder'))
    pull = 0.05 * eye (numel (y));
  else
    pull = 0.5 * yy;
  end
  upper = handles.f.fun;
  K = round (horizon / dt);
  marks = marks_of (K, count);
  kept = zeros (numel (x) + numel (y), numel (marks));
  next = 1;
  z = [x; y];
  field = @(z) velocity (z, upper, lift, pull, numel (x));
  for k = 0:K
    if (k == marks(next))
      kept(:, next) = z;
      next = min (next + 1, numel (marks));
    end
    k1 = field (z);
    k2 = field (z + dt / 2 * k1);
    k3 = field (z + dt / 2 * k2);
    k4 = field (z + dt * k3);
    z = z + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  end
  % a field costs the two gradients; the products with the inverse are counted as the m products that form D2_yy g
  run = struct ('label', name, 'upper', problem.f, 'lower', problem.g, 'k', marks, 'calls', 4 * (2 + numel (y)) * marks, ...
                'x', kept(1:numel (x), :), 'y', kept(numel (x) + 1:end, :), 'axis', dt * marks, 'reference', false);
  run = measure_path (run);
end

function v = velocity (z, upper, lift, pull, n)
  % (D2_yy g)^-1 grad_y g = y - (D2_yy g)^-1 H'x, for g = 0.5 ||H y - x||^2
  x = z(1:n);
  y = z(n + 1:end);
  [~, fx, fy] = upper (x, y);
  dx = -(fx + lift' * fy);
  v = [dx; lift * dx - pull * (y - lift * x)];
end
