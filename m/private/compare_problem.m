% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problem = compare_problem (entry, seed, settings)
  % problem = compare_problem (entry, seed, settings)   one instance, ready to run
  %
  % entry     problem struct, or handle problem = entry (seed)
  % settings  struct: Spread, Metric
  % problem   struct: name, f, g (objective structs), x0, y0, options, judge (help of compare_measure)
  given = entry;
  if (isa (entry, 'function_handle'))
    given = entry (seed);
  end
  needed = {'f', 'g', 'x0', 'y0'};
  if (~ isstruct (given) || ~ isscalar (given) || ~ all (isfield (given, needed)))
    error ('pgdqa:class', 'pgdqa_compare: a problem is a %s %s, expected a struct with f, g, x0 and y0, or a handle of the seed', ...
           size_text (given), class (given));
  end
  check_problem ('pgdqa_compare', given);
  problem = struct ('name', 'problem', 'f', as_objective ('pgdqa_compare', given.f, 'f'), ...
                    'g', as_objective ('pgdqa_compare', given.g, 'g'), 'x0', given.x0, 'y0', given.y0, ...
                    'options', struct (), 'judge', []);
  if (isfield (given, 'name') && ischar (given.name))
    problem.name = given.name;
  end
  if (isfield (given, 'options') && isstruct (given.options))
    problem.options = given.options;
  end
  problem.judge = judge_of (given, problem, settings.Metric);
  if (settings.Spread > 0)
    problem = moved (problem, settings.Spread, seed);
  end
end

function judge = judge_of (given, problem, metric)
  % The problem's exact objectives, where it has them (pgdqa_variant), judge; else its own.
  judge = struct ('f', problem.f, 'g', problem.g, 'bounds', struct (), 'metric', metric);
  if (isfield (given, 'exact') && isstruct (given.exact))
    judge.f = as_objective ('pgdqa_compare', given.exact.f, 'f');
    judge.g = as_objective ('pgdqa_compare', given.exact.g, 'g');
  end
  if (isfield (given, 'metric') && isa (given.metric, 'function_handle'))
    judge.metric = given.metric;
  end
  for name = {'XMin', 'XMax', 'YMin', 'YMax'}
    if (isfield (problem.options, name{1}))
      judge.bounds.(name{1}) = problem.options.(name{1});
    end
  end
end

function problem = moved (problem, spread, seed)
  % The start plus normal numbers, within the bounds.
  limits = {-Inf, Inf, -Inf, Inf};
  names = {'XMin', 'XMax', 'YMin', 'YMax'};
  for i = 1:4
    if (isfield (problem.options, names{i}) && ~ isempty (problem.options.(names{i})))
      limits{i} = problem.options.(names{i});
    end
  end
  x = problem.x0 + spread * seeded_normal (numel (problem.x0), 1, 10 * seed + 6);
  y = problem.y0 + spread * seeded_normal (numel (problem.y0), 1, 10 * seed + 7);
  problem.x0 = min (max (x, limits{1}), limits{2});
  problem.y0 = min (max (y, limits{3}), limits{4});
end
