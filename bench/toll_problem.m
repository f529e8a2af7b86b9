% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = toll_problem (layers, width, tolls, seed)
  % p = toll_problem (layers, width, tolls, seed)   tolls on arcs of a network that one traveller crosses as cheaply as can be
  %
  % LAYERS of WIDTH nodes between a source and a sink, all arcs between neighbours; TOLLS of them carry a toll 0 <= x <= 5.  One free
  % path costs at most 2 an arc.  Upper: the most revenue x' y; lower: min (cost + tolls)' y, N y = b, y >= 0.
  % p.f, p.g, p.N, p.b, p.cost, p.taxed (arcs), p.x0, p.y0;  p.revenue (): the most there is, by linear programs, one a path
  rand ('twister', seed);
  node = @(layer, k) 1 + (layer - 1) * width + k;
  last = 2 + layers * width;
  from = [];
  to = [];
  for k = 1:width
    [from, to] = deal ([from, 1], [to, node(1, k)]);
    for layer = 1:layers - 1
      [from, to] = deal ([from, repmat(node (layer, k), 1, width)], [to, node(layer + 1, 1:width)]);
    end
    [from, to] = deal ([from, node(layers, k)], [to, last]);
  end
  arcs = numel (from);
  p.cost = 1 + 4 * rand (arcs, 1);
  p.N = sparse ([from, to], [1:arcs, 1:arcs], [ones(1, arcs), -ones(1, arcs)], last, arcs)(1:end-1,:);   % the last row follows
  p.b = [1; zeros(last - 2, 1)];
  free = arrayfun (@(layer) find (from == node (layer, 1) & to == node (layer + 1, 1)), 1:layers - 1);
  free = [find(to == node (1, 1)), free, find(from == node (layers, 1) & to == last)];
  p.cost(free) = 1 + rand (numel (free), 1);
  others = setdiff (1:arcs, free);
  p.taxed = sort (others(randperm (numel (others), tolls)))';
  p.cost(p.taxed) = 0.2 * rand (tolls, 1);
  T = sparse (p.taxed, 1:tolls, 1, arcs, tolls);
  p.f = pgdqa_quadratic ([], -T', []);
  p.g = pgdqa_quadratic ([], T', [], [], p.cost);
  p.x0 = zeros (tolls, 1);
  p.y0 = zeros (arcs, 1);
  p.revenue = @() best_revenue (p, from, to, last);
end

function best = best_revenue (p, from, to, last)
  % for each path, the most that its tolls can sum to while it is a cheapest one
  paths = all_paths (from, to, 1, last, zeros (0, numel (from)), zeros (1, numel (from)));
  taxes = paths(:,p.taxed);
  costs = paths * p.cost;
  best = 0;
  for k = 1:rows (paths)
    [~, revenue, failed, status] = glpk (taxes(k,:)', taxes(k,:) - taxes, costs - costs(k), zeros (numel (p.taxed), 1), 5 * ones (numel (p.taxed), 1), ...
                                         repmat ('U', 1, rows (paths)), repmat ('C', 1, numel (p.taxed)), -1);
    if (failed == 0 && status.status == 5)
      best = max (best, revenue);
    end
  end
end

function paths = all_paths (from, to, at, last, paths, path)
  if (at == last)
    paths(end+1,:) = path;
    return;
  end
  for arc = find (from == at)
    paths = all_paths (from, to, to(arc), last, paths, path + (1:numel (from) == arc));
  end
end
