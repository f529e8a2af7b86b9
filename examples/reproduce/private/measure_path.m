% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = measure_path (run, wanted)
  % run = measure_path (run, wanted)   what the figures show, at every point of a path (help run_path); no call is counted
  %
  % Adds rows (1 x S): f, g, lower_opt = ||grad_y g||, f_restored (the lower level solved again from y at that x), g_restored,
  % surrogate = ||grad_x f - D2_xy g (D2_yy g)^-1 grad_y f|| at the current y; and y_restored (m x S).
  % wanted  cell array of the last three ideas that are wanted, default {'restored', 'surrogate'}
  if (nargin < 2)
    wanted = {'restored', 'surrogate'};
  end
  [upper, ~] = oracle (run.upper);
  [lower, product] = oracle (run.lower);
  count = size (run.x, 2);
  for name = {'f', 'g', 'lower_opt', 'f_restored', 'g_restored', 'surrogate'}
    run.(name{1}) = NaN (1, count);
  end
  run.y_restored = NaN (size (run.y));
  for i = 1:count
    x = run.x(:, i);
    y = run.y(:, i);
    [run.f(i), fx, fy] = upper (x, y);
    [run.g(i), ~, v] = lower (x, y);
    run.lower_opt(i) = norm (v);
    if (any (strcmp ('surrogate', wanted)))
      run.surrogate(i) = surrogate (product, x, y, fx, fy);
    end
    if (any (strcmp ('restored', wanted)))
      [run.f_restored(i), run.y_restored(:, i)] = restored (run.upper, run.lower, x, y);
      run.g_restored(i) = lower (x, run.y_restored(:, i));
    end
  end
end

function [value, y] = restored (f, g, x, y)
  options = pgdqa_options ('Schedule', 'diminishing', 'MaxIter', 0, 'Restore', true);
  [~, y, value] = pgdqa_solve (f, g, x, y, options);
end

function value = surrogate (product, x, y, fx, fy)
  % By a dense matrix where it is small, else by conjugate gradients.
  m = numel (y);
  still = zeros (size (x));
  if (m <= 64)
    yy = zeros (m);
    xy = zeros (numel (x), m);
    for j = 1:m
      unit = double ((1:m)' == j);
      [xy(:, j), yy(:, j)] = product (x, y, still, unit);
    end
    silence = warning ('off', 'all');
    w = yy \ fy;
    warning (silence);
    value = norm (fx - xy * w);
  else
    [w, ~] = pcg (@(u) lower_part (product, x, y, still, u), fy, 1e-6, 500);
    [hx, ~] = product (x, y, still, w);
    value = norm (fx - hx);
  end
end

function hy = lower_part (product, x, y, still, u)
  [~, hy] = product (x, y, still, u);
end
