% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problem = synthetic_start (name, data, seed)
  % problem = synthetic_start (name, data, seed)   'convex' or 'nonconvex' synthetic problem with the sources' start of that seed
  %
  % x0 ~ N(0, 1).  y0: convex H \ x0, what the sources' damped Newton comes to; nonconvex that Newton iteration itself, 0.1 of a
  % step at a time from N(0, 1) until ||grad_y g|| < 1e-3: it ends at the nearest stationary point, a maximum on seed 4.
  problem = pgdqa_testproblem (name, data);
  n = numel (data.c);
  [problem.x0, y] = torch_start (seed, n, n);
  if (strcmp (name, 'convex'))
    problem.y0 = data.H \ problem.x0;
  else
    problem.y0 = newton (data.H, problem.x0, y);
  end
end

function y = newton (H, x, y)
  for k = 1:10000
    r = H * y - x;
    s = r' * r / 2;
    slope = H' * r;
    grad = -sin (s) * slope;
    if (norm (grad) < 1e-3)
      return;
    end
    y = y - 0.1 * ((-cos (s) * (slope * slope') - sin (s) * (H' * H)) \ grad);
  end
end
