% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problem = compare_problem (entry, seed, settings, number)
  % problem = compare_problem (entry, seed, settings, number)   one instance, ready to run; pgdqa:needs where it has constraints
  %
  % entry     problem struct, or handle problem = entry (seed)
  % settings  struct: Spread, Metric;   number   of the entry, for messages
  % problem   see problem_of; its name is not empty, f and g are recorded as its options say, plain has them as they were given, and judge
  %           is a field (help of compare_measure)
  given = entry;
  if (isa (entry, 'function_handle'))
    given = entry (seed);
  end
  problem = pgdqa_shared.problem_of ('pgdqa_compare', {given}, {});
  constraints = intersect (fieldnames (problem.options), pgdqa_shared.constraint_names ());
  if (~ isempty (constraints))   % the methods that are compared keep to bounds at the most
    error ('pgdqa:needs', 'pgdqa_compare: problem %d has constraints (%s), expected bounds at the most', number, ...
           strjoin (reshape (constraints, 1, []), ', '));
  end
  if (isempty (problem.name))
    problem.name = 'problem';
  end
  if (settings.Spread > 0)
    problem = moved (problem, settings.Spread, seed);
  end
  problem.plain = struct ('f', problem.f, 'g', problem.g);
  problem = pgdqa_shared.traced_problem ('pgdqa_compare', problem, problem.options);
  exact = problem;
  if (isfield (given, 'exact'))
    exact = pgdqa_shared.traced_problem ('pgdqa_compare', pgdqa_shared.overlaid (problem, problem.exact), problem.options);
  end
  problem.judge = judge_of (problem, exact, settings.Metric);
end

function judge = judge_of (problem, exact, metric)
  % The problem's exact objectives, where it has them (pgdqa_variant), judge; else its own.
  judge = struct ('f', exact.f, 'g', exact.g, 'bounds', struct (), 'metric', metric);
  if (isfield (problem, 'metric') && ~ isempty (problem.metric))
    judge.metric = problem.metric;
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
  problem.x0 = pgdqa_shared.within_bounds (x, problem.options, 'X');
  problem.y0 = pgdqa_shared.within_bounds (y, problem.options, 'Y');
end
