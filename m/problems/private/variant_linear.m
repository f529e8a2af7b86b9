% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problem = variant_linear (problem, kind, settings)
  % problem = variant_linear (problem, kind, settings)   new variables u, v with x(px) = sx .* u, y(py) = sy .* v
  %
  % 'permuted': random px, py and sx = sy = 1; 'scaled': the identity and powers of 10 spread over settings.Decades.
  change = struct ('px', identity (numel (problem.x0)), 'py', identity (numel (problem.y0)));
  if (strcmp (kind, 'permuted'))
    [~, change.px.order] = sort (pgdqa_shared.seeded_uniform (numel (problem.x0), 10 * settings.Seed));
    [~, change.py.order] = sort (pgdqa_shared.seeded_uniform (numel (problem.y0), 10 * settings.Seed + 1));
  else
    [change.px.scale, change.py.scale] = units (numel (problem.x0), numel (problem.y0), settings);
  end
  forward = struct ('value', @(evaluate, u, v) value (evaluate, u, v, change.px, change.py), ...
                    'product', @(hvp, u, v, du, dv) product (hvp, u, v, du, dv, change.px, change.py));
  for level = {'f', 'g'}
    problem.(level{1}) = rewrapped (problem.(level{1}), problem.x0, problem.y0, forward);
  end
  problem = moved_points (problem, change);
end

function map = identity (count)
  map = struct ('order', (1:count)', 'scale', ones (count, 1));
end

function [sx, sy] = units (n, m, settings)
  % Powers of 10 from -Decades / 2 to Decades / 2 in a random order over x and y together.
  [~, rank] = sort (pgdqa_shared.seeded_uniform (n + m, 10 * settings.Seed));
  scale = zeros (n + m, 1);
  scale(rank) = 10 .^ (settings.Decades * linspace (-0.5, 0.5, n + m)');
  sx = scale(1:n);
  sy = scale(n + 1:end);
end

function x = old_of (u, map)
  x = u;
  x(map.order) = map.scale .* u;
end

function u = new_of (x, map)
  u = x(map.order) ./ map.scale;
end

function varargout = value (evaluate, u, v, px, py)
  [varargout{1:max (1, nargout)}] = evaluate (old_of (u, px), old_of (v, py));
  if (nargout > 1)
    varargout{2} = px.scale .* varargout{2}(px.order);
    varargout{3} = py.scale .* varargout{3}(py.order);
  end
end

function [hu, hv] = product (hvp, u, v, du, dv, px, py)
  [hx, hy] = hvp (old_of (u, px), old_of (v, py), old_of (du, px), old_of (dv, py));
  hu = px.scale .* hx(px.order);
  hv = py.scale .* hy(py.order);
end

function problem = moved_points (problem, change)
  % Start, bounds, known answers and the metric in the new variables.
  problem.x0 = new_of (problem.x0, change.px);
  problem.y0 = new_of (problem.y0, change.py);
  for i = 1:numel (problem.known)
    check_known (problem.known(i), problem, i);
    problem.known(i).x = new_of (problem.known(i).x, change.px);
    problem.known(i).y = new_of (problem.known(i).y, change.py);
  end
  bounds = {'XMin', 'px'; 'XMax', 'px'; 'YMin', 'py'; 'YMax', 'py'};
  for i = 1:4
    name = bounds{i, 1};
    map = change.(bounds{i, 2});
    if (isfield (problem.options, name) && ~ isempty (problem.options.(name)))
      problem.options.(name) = new_of (pgdqa_shared.bound_of (problem.options, name, map.scale), map);
    end
  end
  if (isfield (problem, 'metric') && isa (problem.metric, 'function_handle'))
    metric = problem.metric;
    problem.metric = @(u, v) metric (old_of (u, change.px), old_of (v, change.py));
  end
end

function check_known (known, problem, i)
  for block = 'xy'
    name = sprintf ('known(%d)', i);
    pgdqa_shared.check_fields ('pgdqa_variant', name, known, {block, 'column', ''}, 'a known answer with x and y');
    start = problem.([block, '0']);
    if (numel (known.(block)) ~= numel (start))
      error ('pgdqa:size', 'pgdqa_variant: %s of %s has size %s, expected %s, as the start has', block, name, ...
             pgdqa_shared.size_text (known.(block)), pgdqa_shared.size_text (start));
    end
  end
end
