% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_textbook (varargin)
  % t = bench_textbook ()          Schedule adaptive, defaults, on textbook_problems: bounds, by differences of values
  % t = bench_textbook (name, ..)  only these
  %
  % Every listed solution is checked here by brute force: y minimises g (x, .) over a grid with local refinement, and no x of a
  % grid has a global lower-level minimiser (the best for f among ties) with a lower f.
  problems = textbook_problems ();
  if (nargin > 0)
    problems = problems(ismember ({problems.name}, varargin));
  end
  t.title = 'Textbook problems with bounds';
  t.header = {'problem', 'n', 'm', 'listed f', 'verified', 'from the start: f - listed', 'exitflag', 'g - least g', 'false claim', 'calls', 'of a local run', 'of 5 random starts: listed f', 'false claims'};
  t.rows = cell (0, numel (t.header));
  reached = 0;
  claims = 0;
  times = [];
  for p = problems(:)'
    r = judged (p, p.x0, p.y0);
    hits = 0;
    false_claims = 0;
    for seed = 1:5
      [x0, y0] = random_start (p, seed);
      s = judged (p, x0, y0);
      hits = hits + (s.better <= tolerance (p) && s.gap <= tolerance (p));
      false_claims = false_claims + s.claim;
    end
    local = solved (p, p.x0, p.y0, 'Search', 'local');
    times(end+1) = r.calls / local; %#ok<AGROW>
    hit = r.better <= tolerance (p) && r.gap <= tolerance (p);
    reached = reached + hit;
    claims = claims + r.claim + false_claims;
    t.rows(end+1,:) = {p.name, numel(p.x0), numel(p.y0), p.best, verdict(p), r.better, r.exitflag, r.gap, yes_no(r.claim), r.calls, local, hits, false_claims};
  end
  t.note = sprintf (['Problems of the literature (textbook_problems.m), f and g by value only, bounds as options, Derivatives difference, no other option.  verified: brute force over x with ' ...
                     'global lower-level solves finds nothing better than the listed f and the listed y is lower-level optimal.  false claim: exitflag > 0 where ' ...
                     'brute force finds a lower g.  From the listed start %d of %d reach the listed f; false claims in all runs: %d.  ' ...
                     'Calls over those of a local run: %.1f in the median, %.1f to %.1f.'], ...
                    reached, numel (problems), claims, median (times), min (times), max (times));
end

function r = judged (p, x0, y0)
  [r.calls, x, y, f, r.exitflag] = solved (p, x0, y0);
  [~, least] = lower_level (p, x);
  inside = all (x >= p.xmin & x <= p.xmax) && all (y >= p.ymin & y <= p.ymax);
  r.better = f - p.best;
  r.gap = p.g(x, y) - least;
  r.claim = r.exitflag > 0 && (r.gap > tolerance (p) || ~ inside);
end

function [calls, x, y, f, exitflag] = solved (p, x0, y0, varargin)
  bounds = {'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax};
  [x, y, f, exitflag, output] = pgdqa_solve (p.f, p.g, x0, y0, 'Derivatives', 'difference', bounds{:}, varargin{:});
  calls = output.calls.total;
end

function [x0, y0] = random_start (p, seed)
  state = rand ('state');
  rand ('state', seed);
  x0 = anywhere (p.xmin, p.xmax, p.x0);
  y0 = anywhere (p.ymin, p.ymax, p.y0);
  rand ('state', state);
end

function z = anywhere (low, high, listed)
  % uniform in the box; an infinite side is 3 from the listed start
  open = isinf (low);
  low(open) = listed(open) - 3;
  open = isinf (high);
  high(open) = listed(open) + 3;
  z = low + (high - low) .* rand (size (low));
end

function e = tolerance (p)
  e = 1e-4 * (1 + abs (p.best));
end

function s = verdict (p)
  % 'yes', or what brute force found
  [~, least] = lower_level (p, p.x);
  gap = p.g(p.x, p.y) - least;
  if (gap > 1e-6 * (1 + abs (least)))
    s = sprintf ('g lower by %.2g', gap);
    return;
  end
  per_axis = [401, 31];
  fine = [41, 9];
  X = box_grid (p.xmin, p.xmax, p.x, per_axis(numel (p.x)));
  for zoom = 1:4                                     % around the best, where the infimum may sit at a jump
    v = arrayfun (@(k) lower_level (p, X(:,k)), 1:size (X, 2));
    [best, k] = min (v);
    if (zoom == 1)
      width = (min (p.xmax, p.x + reach (p.x)) - max (p.xmin, p.x - reach (p.x)));
    end
    width = width / 10;
    X = box_grid (max (p.xmin, X(:,k) - width), min (p.xmax, X(:,k) + width), X(:,k), fine(numel (p.x)));
    if (best < p.best - tolerance (p))
      s = sprintf ('f %.6g found', best);
      return;
    end
  end
  s = 'yes';
end

function [f, least] = lower_level (p, x)
  % the least g (x, .) by a grid and zooms into its best cells, and the least f among the y that attain it
  m = numel (p.y);
  per_axis = pick (m, [1001, 61, 17]);
  Y = [box_grid(p.ymin, p.ymax, p.y, per_axis), p.y];
  width = (min (p.ymax, p.y + reach (p.y)) - max (p.ymin, p.y - reach (p.y))) / per_axis;
  g = values (p.g, x, Y);
  spread = max (g) - min (g);
  centres = separate (Y, g, width, 6);
  count = size (centres, 2);
  cell = box_grid (-ones (m, 1), ones (m, 1), zeros (m, 1), pick (m, [13, 7, 5]));
  for zoom = 1:12
    Z = repelem (centres, 1, size (cell, 2)) + width .* repmat (cell, 1, count);
    Z = min (max (Z, p.ymin), p.ymax);
    [~, i] = min (reshape (values (p.g, x, Z), [], count), [], 1);
    centres = Z(:,i + size (cell, 2) * (0:count-1));
    width = width / pick (m, [5, 2.5, 1.9]);
  end
  Y = [Y, centres];
  g = [g, values(p.g, x, centres)];
  least = min (g);
  f = min (values (p.f, x, Y(:,g <= least + pick (m, [1e-13, 1e-11, 1e-9]) * max (spread, 1e-6))));
end

function v = pick (k, list)
  v = list(k);
end

function v = values (fun, x, Y)
  v = fun (repmat (x, 1, size (Y, 2)), Y);
end

function C = separate (Y, g, width, count)
  % columns of Y with the lowest g, no two within 3 widths
  C = zeros (size (Y, 1), 0);
  while (size (C, 2) < count && ~ isempty (g))
    [~, k] = min (g);
    C(:,end+1) = Y(:,k);
    far = any (abs (Y - Y(:,k)) > 3 * width, 1);
    Y = Y(:,far);
    g = g(far);
  end
end

function r = reach (centre)
  % what stands in for an infinite bound
  r = 10 * (1 + abs (centre));
end

function X = box_grid (low, high, centre, count)
  % all points of a grid with count points a side, as columns, and the centre
  low = max (low, centre - reach (centre));
  high = min (high, centre + reach (centre));
  sides = arrayfun (@(a, b) linspace (a, b, count), low, high, 'UniformOutput', false);
  grids = cell (1, numel (low));
  [grids{:}] = ndgrid (sides{:});
  X = cell2mat (cellfun (@(G) G(:)', grids(:), 'UniformOutput', false));
  X = [X, centre];
end
