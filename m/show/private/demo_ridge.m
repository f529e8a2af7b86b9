% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = demo_ridge (seed)
  % report = demo_ridge (seed)   a ridge penalty exp (x) chosen by the loss on validation rows
  %
  % report   x, y, f, exitflag, output; visited (the x of the iterates in their order, each once), visited_f (f there with the lower
  %          level solved), grid and grid_f (the same on a fine grid)
  n = 30;
  features = @(count, k) pgdqa_shared.seeded_normal (count, n, 10 * seed + k) * diag (1 ./ (1:n));
  A = features (40, 6);
  Av = features (200, 7);
  truth = pgdqa_shared.seeded_normal (n, 1, 10 * seed + 8);
  noise = 0.5 * pgdqa_shared.seeded_normal (240, 1, 10 * seed + 9);
  b = A * truth + noise(1:40);
  bv = Av * truth + noise(41:end);

  f = pgdqa_terms (pgdqa_term ('square', [], Av, -bv, 1 / numel (bv)));
  g = pgdqa_terms (pgdqa_term ('half-norm-linear', [], A, -b), pgdqa_term ('half-norm-linear', [], eye (n), [], {'exp', 1}));
  path = containers.Map ('KeyType', 'double', 'ValueType', 'double');
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 6, zeros (n, 1), 'XMin', -10, 'XMax', 10, ...
                                                'OutputFcn', @(x, values, state) note (path, x));

  loss = @(x) mean ((Av * ((A' * A + exp (x) * eye (n)) \ (A' * b)) - bv) .^ 2);
  grid = -10:0.05:10;
  visited = cell2mat (values (path));
  [~, first] = unique (round (1e3 * visited), 'first');
  visited = visited(sort (first));
  report = struct ('x', x, 'y', y, 'f', fval, 'exitflag', exitflag, 'output', output, 'visited', visited, ...
                   'visited_f', arrayfun (loss, visited), 'grid', grid, 'grid_f', arrayfun (loss, grid));
end

function stop = note (path, x)
  path(double (path.Count) + 1) = x;
  stop = false;
end
