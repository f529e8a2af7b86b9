% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, start] = standard_problem (name, m, native)
  % [p, start] = standard_problem (name, m, native)   the small standards; m is read by sine alone
  %
  % native  true: objectives evaluated in compiled code, where they have such a form
  % start   handle [x0, y0] = start (seed)
  compiled = struct ();
  p = struct ('f', [], 'g', [], 'x0', 0, 'y0', 0, 'options', struct (), 'known', []);
  switch (name)
    case 'coreset'
      X = [1, 3; 3, 1; -2, 2; -3, 2];
      target = [3; -2];
      [p.f, compiled.f] = quadratic ([], [], eye (2), [], -target, target' * target / 2);
      p.g = pgdqa_objective (@(x, y) coreset (X, x, y), @(x, y, vx, vy) coreset_hvp (X, x, y, vx, vy));
      p.x0 = zeros (4, 1);
      p.y0 = mean (X)';
      limit = [0; 40; 0; 0];
      points = {limit, X' * softmax(limit), 'global'};
      start = @(seed) normal_start (1, 4, 2, seed);
    case 'sine'
      a = 2;
      c = 2 * ones (m, 1);
      [p.f, compiled.f] = quadratic (2, [], 2 * eye (m), -2 * a, -2 * (a + c), a ^ 2 + sum ((a + c) .^ 2));
      p.g = pgdqa_objective (@(x, y) sine (c, x, y), @(x, y, vx, vy) sine_hvp (c, x, y, vx, vy));
      compiled.g = @() pgdqa_terms (pgdqa_term ('sin', ones (m, 1), eye (m), -c));
      p.y0 = zeros (m, 1);
      points = sine_points (a, c, m);
      start = @(seed) normal_start (3, 1, m, seed);
    case 'vpbgd'
      p.f = pgdqa_objective (@vpbgd_upper, @vpbgd_upper_hvp);
      p.g = pgdqa_objective (@vpbgd_lower, @vpbgd_lower_hvp);
      compiled.f = @() pgdqa_terms (pgdqa_term ('cos', [], 4, 2, {'sigmoid', 4, -2}), ...
                                    pgdqa_term ('half-norm-log1p', 4 * sqrt (2), [], -2 * sqrt (2), 0.5));
      compiled.g = @() pgdqa_terms (pgdqa_term ('square', 1, 1), pgdqa_term ('linear', 1, [], [], 0.5), ...
                                    pgdqa_term ('cos', 2, 2, [], {'linear', -0.5}));
      p.options = struct ('XMin', 0, 'XMax', 3);
      x = {1.2151454754759206; 0.38236007476698833; 2.8296418000222122};
      points = [x, {-x{1}; -x{2}; -x{3}}, {'global'; 'local'; 'local'}];
      start = @(seed) uniform_start ([0; -5], [3; 8.5], seed);
      [p.x0, p.y0] = start (1);
    case 'iaptt'
      [p.f, compiled.f] = quadratic ([], 1, [], 1);
      p.g = pgdqa_objective (@iaptt, @iaptt_hvp);
      p.options = struct ('XMin', 1, 'XMax', 10, 'YMin', -2, 'YMax', 2);
      p.x0 = 1;
      p.y0 = 2;
      points = {11 * pi / 4, -2, 'global'; 7 * pi / 4, -2, 'local'; 3 * pi / 4, -2, 'local'; 1, pi / 2, 'local'
                5 * pi / 4, 2, 'local'; 9 * pi / 4, 2, 'local'; 1, -pi / 2, 'trap'};
      start = @(seed) uniform_start ([1; -2], [10; 2], seed);
    case 'nonsingleton'
      [p.f, compiled.f] = quadratic (1, [0, -1], eye (2), [], [-1; 0], 0.5);
      [p.g, compiled.g] = quadratic ([], [-1, 0], diag ([1, 0]));
      p.y0 = [0; 0];
      points = {1, [1; 1], 'global'};
      start = @(seed) normal_start (2, 1, 2, seed);
    case 'lampariello'
      [p.f, compiled.f] = quadratic (2, [], 2);
      [p.g, compiled.g] = quadratic (2, 2, 2, -2, -2, 1);
      points = {0.5, 0.5, 'global'};
      start = @(seed) normal_start (2, 1, 1, seed);
    case 'macal'
      [p.f, compiled.f] = quadratic (2, [], 2, -2, -2, 2);
      [p.g, compiled.g] = quadratic ([], -50, 1, [], 500);
      points = {25051 / 2501, 50 * 25051 / 2501 - 500, 'global'};
      start = @(seed) normal_start (5, 1, 1, seed);
    case 'mirrlees'
      [p.f, compiled.f] = quadratic (2, [], 2, -4, -2, 5);
      p.g = pgdqa_objective (@mirrlees, @mirrlees_hvp);
      p.x0 = 3;
      p.y0 = -1;
      points = {1, 0.95750402407726874, 'global'
                1.978661432701052, -0.9801563274725789, 'local'
                1.9912238298131076, 0.89470799790003125, 'trap'
                2.1702248524193272, 0.41380387342515545, 'trap'};
      start = @(seed) uniform_start ([0.5; -2.5], [3; 2.5], seed);
  end
  p.known = known_answers (p.f, points);
  if (native)
    p = with_compiled (p, compiled);
  end
end

function [objective, compiled] = quadratic (varargin)
  q = pgdqa_quadratic (varargin{:});
  objective = quadratic_handles (q);
  compiled = @() q;
end

function [x, y] = normal_start (deviation, n, m, seed)
  x = deviation * pgdqa_shared.seeded_normal (n, 1, 10 * seed);
  y = deviation * pgdqa_shared.seeded_normal (m, 1, 10 * seed + 1);
end

function [x, y] = uniform_start (low, high, seed)
  u = low + (high - low) .* pgdqa_shared.seeded_uniform (2, 10 * seed);
  x = u(1);
  y = u(2);
end

function s = softmax (x)
  s = exp (x - max (x));
  s = s / sum (s);
end

function [v, gx, gy] = coreset (X, x, y)
  % 0.5 ||y - X' softmax (x)||^2
  s = softmax (x);
  gy = y - X' * s;
  v = gy' * gy / 2;
  t = -X * gy;
  gx = s .* (t - s' * t);
end

function [hx, hy] = coreset_hvp (X, x, y, vx, vy)
  s = softmax (x);
  t = X * (X' * s - y);
  ds = s .* (vx - s' * vx);
  hy = vy - X' * ds;
  dt = -X * hy;
  hx = ds .* (t - s' * t) + s .* (dt - s' * dt - ds' * t);
end

function [v, gx, gy] = sine (c, x, y)
  % sum_i sin (x + y_i - c_i)
  v = sum (sin (x + y - c));
  gy = cos (x + y - c);
  gx = sum (gy);
end

function [hx, hy] = sine_hvp (c, x, y, vx, vy)
  hy = -sin (x + y - c) .* (vx + vy);
  hx = sum (hy);
end

function points = sine_points (a, c, m)
  % On the branch x + y_i - c_i = C for all i, f is a convex quadratic in x; C = 3 pi/2 is the lowest,
  % C = pi/2 a lower-level maximum.
  branches = [3, -1, 7, -5, 11, -9, -13, 1] * pi / 2;
  kinds = [{'global'}, repmat({'local'}, 1, 6), {'trap'}];
  points = cell (0, 3);
  for i = 1:numel (branches)
    x = ((1 - m) * a + m * branches(i)) / (1 + m);
    points(i, :) = {x, branches(i) + c - x, kinds{i}};
  end
end

function [v, gx, gy] = vpbgd_upper (x, y)
  % cos (4 y + 2) / (1 + exp (2 - 4 x)) + 0.5 log ((4 x - 2)^2 + 1)
  u = 4 * x - 2;
  s = 1 / (1 + exp (-u));
  v = cos (4 * y + 2) * s + log (u ^ 2 + 1) / 2;
  gx = 4 * cos (4 * y + 2) * s * (1 - s) + 4 * u / (u ^ 2 + 1);
  gy = -4 * sin (4 * y + 2) * s;
end

function [hx, hy] = vpbgd_upper_hvp (x, y, vx, vy)
  u = 4 * x - 2;
  s = 1 / (1 + exp (-u));
  w = 4 * y + 2;
  fxx = 16 * (cos (w) * s * (1 - s) * (1 - 2 * s) + (1 - u ^ 2) / (u ^ 2 + 1) ^ 2);
  fxy = -16 * sin (w) * s * (1 - s);
  hx = fxx * vx + fxy * vy;
  hy = fxy * vx - 16 * cos (w) * s * vy;
end

function [v, gx, gy] = vpbgd_lower (x, y)
  % (x + y)^2 + x sin (x + y)^2
  t = x + y;
  v = t ^ 2 + x * sin (t) ^ 2;
  gy = 2 * t + x * sin (2 * t);
  gx = gy + sin (t) ^ 2;
end

function [hx, hy] = vpbgd_lower_hvp (x, y, vx, vy)
  t = x + y;
  gyy = 2 + 2 * x * cos (2 * t);
  gxy = gyy + sin (2 * t);
  hx = (gxy + sin (2 * t)) * vx + gxy * vy;
  hy = gxy * vx + gyy * vy;
end

function [v, gx, gy] = iaptt (x, y)
  % -sin (x y)
  v = -sin (x * y);
  gx = -y * cos (x * y);
  gy = -x * cos (x * y);
end

function [hx, hy] = iaptt_hvp (x, y, vx, vy)
  gxy = x * y * sin (x * y) - cos (x * y);
  hx = y ^ 2 * sin (x * y) * vx + gxy * vy;
  hy = gxy * vx + x ^ 2 * sin (x * y) * vy;
end

function [v, gx, gy] = mirrlees (x, y)
  % -x exp (-(y + 1)^2) - exp (-(y - 1)^2)
  left = exp (-(y + 1) ^ 2);
  right = exp (-(y - 1) ^ 2);
  v = -x * left - right;
  gx = -left;
  gy = 2 * x * (y + 1) * left + 2 * (y - 1) * right;
end

function [hx, hy] = mirrlees_hvp (x, y, vx, vy)
  left = exp (-(y + 1) ^ 2);
  right = exp (-(y - 1) ^ 2);
  gxy = 2 * (y + 1) * left;
  gyy = (2 - 4 * (y + 1) ^ 2) * x * left + (2 - 4 * (y - 1) ^ 2) * right;
  hx = gxy * vy;
  hy = gxy * vx + gyy * vy;
end

function p = with_compiled (p, compiled)
  % the problem p with objectives evaluated in compiled code
  %
  % compiled   struct with a field f, g, both or none: handle objective = field ()
  for level = fieldnames (compiled)'
    p.(level{1}) = compiled.(level{1}) ();
  end
end
