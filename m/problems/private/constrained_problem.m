% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, start] = constrained_problem (name)
  % [p, start] = constrained_problem (name)   the standards with constraints; f and g are plain functions of values
  %
  % p      f, g, x0, y0, options, known, and constraints as pgdqa_solve reads them
  % start  handle [x0, y0] = start (seed)
  p = struct ('f', [], 'g', [], 'x0', 1, 'y0', 1, 'options', struct (), 'known', []);
  switch (name)
    case 'triangle'
      p.f = @(x, y) (x - 3) ^ 2 + (y - 2) ^ 2;
      p.g = @(x, y) (y - 5) ^ 2;
      p.LowerA = [-2, 1; 1, -2; 1, 2];
      p.LowerB = [1; -2; 14];
      p.options = struct ('XMin', 0, 'XMax', 8);
      points = {1, 3};
    case 'corner'
      p.f = @(x, y) x ^ 2 + y ^ 2;
      p.g = @(x, y) -y;
      p.LowerA = [2, 1];
      p.LowerB = 2;
      p.options = struct ('XMin', -1, 'XMax', 1, 'YMin', 0, 'YMax', 1);
      points = {0.8, 0.4};
    case 'polygon'
      p.f = @(x, y) x ^ 2 + y ^ 2;
      p.g = @(x, y) -y;
      p.LowerA = [3, 1; 1, 1; 1, 3];
      p.LowerB = [15; 7; 15];
      p.UpperA = [0, -1];
      p.UpperB = 0;
      p.options = struct ('XMin', 0);
      p.x0 = 5;
      p.y0 = 0;
      points = {4.5, 1.5; 1.5, 4.5};
    case 'budget'
      p.f = @(x, y) (x(1) - 30) ^ 2 + (x(2) - 20) ^ 2 - 20 * y(1) + 20 * y(2);
      p.g = @(x, y) (x - y)' * (x - y);
      p.UpperA = [-1, -2, 0, 0; 1, 1, 0, 0];
      p.UpperB = [-30; 25];
      p.options = struct ('XMin', -Inf, 'XMax', [Inf; 15], 'YMin', 0, 'YMax', 10);
      p.x0 = [1; 1];
      p.y0 = [1; 1];
      points = {[20; 5], [10; 5]};
    case 'ball'
      p.f = @(x, y) (x - 1) ^ 2 + sum ((y - 3) .^ 2);
      p.g = @(x, y) -sum (y);
      p.LowerCon = @(x, y) y' * y - x;
      p.options = struct ('XMin', 0.1, 'XMax', 10);
      p.y0 = [0.1; 0.2];
      points = {2, [1; 1]};
    case 'equation'
      p.f = @(x, y) (x - 1) ^ 2 + y(1) ^ 2 + y(2) ^ 2;
      p.g = @(x, y) (y(1) ^ 2 + 2 * y(2) ^ 2) / 2;
      p.LowerAeq = [-1, 1, 1];
      p.LowerBeq = 0;
      p.y0 = [1; 1];
      points = {9 / 14, [6; 3] / 14};   % y = x (2, 1) / 3, 14 x = 9
  end
  for i = 1:size (points, 1)
    p.known(i).x = points{i, 1};
    p.known(i).y = points{i, 2};
    p.known(i).f = p.f (points{i, :});
    p.known(i).kind = 'global';
  end
  start = @(seed) deal (p.x0 + pgdqa_shared.seeded_uniform (numel (p.x0), 10 * seed), p.y0 + pgdqa_shared.seeded_uniform (numel (p.y0), 10 * seed + 1));
end
