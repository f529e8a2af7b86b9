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
  pgdqa_shared.check_problem ('pgdqa_compare', given);
  problem = struct ('name', 'problem', 'f', pgdqa_shared.as_objective ('pgdqa_compare', given.f, 'f'), ...
                    'g', pgdqa_shared.as_objective ('pgdqa_compare', given.g, 'g'), 'x0', given.x0, 'y0', given.y0, ...
                    'options', struct (), 'judge', []);
  if (isfield (given, 'name') && ~ isempty (given.name))
    problem.name = given.name;
  end
  if (isfield (given, 'options') && ~ isempty (given.options))
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
  if (isfield (given, 'exact') && ~ isempty (given.exact))
    judge.f = pgdqa_shared.as_objective ('pgdqa_compare', given.exact.f, 'f');
    judge.g = pgdqa_shared.as_objective ('pgdqa_compare', given.exact.g, 'g');
  end
  if (isfield (given, 'metric') && ~ isempty (given.metric))
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
  x = problem.x0 + spread * pgdqa_shared.seeded_normal (numel (problem.x0), 1, 10 * seed + 6);
  y = problem.y0 + spread * pgdqa_shared.seeded_normal (numel (problem.y0), 1, 10 * seed + 7);
  problem.x0 = within (x, problem.options, 'XMin', 'XMax');
  problem.y0 = within (y, problem.options, 'YMin', 'YMax');
end

function z = within (z, options, low, high)
  z = min (max (z, pgdqa_shared.bound_of (options, low, z)), pgdqa_shared.bound_of (options, high, z));
end
