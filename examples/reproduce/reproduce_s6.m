% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_s6 (mode, folder)
  % row = reproduce_s6 (mode, folder)   a lower level with equality constraints (arXiv:2501.16520, appendix)
  %
  %   y in argmin 0.5 ||H v - x||^2 subject to Hc v = Ac x
  %
  % RXGF on the map F = (grad_y L, Hc y - Ac x), L = 0.5 ||H y - x||^2 + nu'(Hc y - Ac x), with the multiplier nu as a further
  % variable.  As F = grad_(y, nu) L, this is the package's RXGF with g = L, whose methods for a minimum of g do not apply.  For the
  % adaptive default g = 0.5 ||F||^2, of which the same points are the minima.  Hc and Ac are ours: N(0, 1/n), 5 rows.
  %
  % mode     'quick' (seconds) or 'full' (20 seconds)
  % folder   where s6.csv and s6.png go
  % row      struct: figure, source, found, measured, verdict, seconds
  started = tic ();
  quick = strcmp (mode, 'quick');
  horizon = 100 - 98 * quick;
  [data, words] = shared_instance ();
  dt = 0.001;
  n = numel (data.c);
  count = 5;
  [Hc, Ac] = torch_normal (10, count * n, count * n);
  Hc = reshape (Hc, count, n) / sqrt (n);
  Ac = reshape (Ac, count, n) / sqrt (n);
  K = [data.H' * data.H, Hc'; Hc, zeros(count)];          % F = K w - B x,  w = (y, nu)
  B = [data.H'; Ac];
  f = pgdqa_terms (pgdqa_term ('sin', data.c', [data.d', zeros(1, count)]), ...
                   pgdqa_term ('half-norm-log1p', sqrt (2) * eye (n), sqrt (2) * [eye(n), zeros(n, count)]));
  lagrangian = pgdqa_quadratic (eye (n), -B', K);
  squared = pgdqa_terms (pgdqa_term ('half-norm-linear', -B, K));
  [x0, ~] = torch_start (0, n, n);
  w0 = K \ (B * x0);
  slack = [0.1, 0.05];
  runs = cell (1, 3);
  for i = 1:2
    problem = struct ('f', f, 'g', lagrangian);
    runs{i} = relaxed_flow (sprintf ('RXGF on the KKT map, eps %g', slack(i)), problem, x0, w0, 0.1, slack(i), horizon, 80 - 70 * quick, {'surrogate'}, dt);
    runs{i} = solved_again (runs{i}, K, B);
  end
  runs{3} = solved_again (adaptive_path (f, squared, x0, w0), K, B);
  for i = 1:size (runs{3}.x, 2)
    runs{3}.lower_opt(i) = norm (K * runs{3}.y(:, i) - B * runs{3}.x(:, i));
  end
  best = global_minimum (data, K \ B, n);
  f_end = at_axis (runs(1:2), 'f', horizon);
  again = at_axis (runs(1:2), 'f_restored', horizon);
  row = struct ('figure', 'S6', 'title', 'equality constraints in the lower level, RXGF on its KKT map, alpha 0.1', 'started', started);
  row.source = 'not seen (data and figure are not stored); t 0..100, 1e5 points';
  row.found = 'no own run';
  row.measured = sprintf ('%sour Hc, Ac, dt .001 as there; t %g, eps .1 and .05: f %s, ||F|| %s, surrogate %s, again %s; exact optimum %.5f; %s', words, horizon, ...
                          listed ('%.4f', f_end), listed ('%.4f', at_axis (runs(1:2), 'lower_opt', horizon)), ...
                          listed ('%.0e', at_axis (runs(1:2), 'surrogate', horizon)), listed ('%.4f', again), best, adaptive_words (runs{3}));
  row.verdict = sprintf (['As S1: RXGF ends on the boundary ||F|| = eps, and its f is lower than what its x is worth (by %.2f and %.2f); ', ...
                          'no number of the source to compare with. A coarser dt (.01) leaves the boundary: the flow is stiff where eps is small.'], again - f_end);
  row.see = '||F|| rises to eps and stays, f as returned is below f solved again; the adaptive default solves ||F|| = 0 to rounding';
  panels = standard_panels (runs, 't', struct ('lower_scale', 'linear'));
  panels(3).title = '||F||';
  panels(6).title = '||F||';
  row = finish_figure (row, panels, folder);
end

function run = solved_again (run, K, B)
  % the lower level's only KKT point, exactly
  [upper, ~] = oracle (run.upper);
  for i = 1:size (run.x, 2)
    run.f_restored(i) = upper (run.x(:, i), K \ (B * run.x(:, i)));
  end
end

function best = global_minimum (data, solution, n)
  % With y = Y x and u = (I + Y) x, f = sin (b'u) + log (1 + ||u||^2), least on u = -s b / ||b||.
  Y = solution(1:n, :);
  b = (eye (n) + Y)' \ (data.c + Y' * data.d);
  s = linspace (0, 2 * pi / norm (b), 20001);
  best = min (-sin (s * norm (b)) + log (1 + s .^ 2));
end
