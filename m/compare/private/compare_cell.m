% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function result = compare_cell (entries, methods, settings, budget, k)
  % result = compare_cell (entries, methods, settings, budget, k)   the K-th pair of a problem and a method, methods fastest: tuned, then run with every seed
  %
  % result   struct: tuned (names, values, grid, score, calls), runs (cell array, by seeds), problem (name, n, m)
  [m, p] = ind2sub ([numel(methods), numel(entries)], k);
  options = methods(m).options;
  tuned = struct ('names', {{}}, 'values', [], 'grid', [], 'score', [], 'calls', 0);
  if (settings.Tune)
    held_out = compare_problem (entries{p}, settings.TuneSeed, settings, p);
    tuned = compare_tune (held_out, seeded (options, settings.TuneSeed), budget, settings);
  end
  for i = 1:numel (tuned.names)
    options.(tuned.names{i}) = tuned.values(i);
  end
  runs = cell (1, numel (settings.Seeds));
  for s = 1:numel (runs)
    instance = compare_problem (entries{p}, settings.Seeds(s), settings, p);
    runs{s} = one_run (instance, seeded (options, settings.Seeds(s)), budget, settings.Record);
  end
  result = struct ('tuned', tuned, 'runs', {runs}, 'problem', struct ('name', instance.name, 'n', numel (instance.x0), 'm', numel (instance.y0)));
end

function options = seeded (options, seed)
  % The solver's own seed, where its table has one.
  table = pgdqa_options ();
  if (any (strcmp ('Seed', {table.name})) && ~ isfield (options, 'Seed'))
    options.Seed = seed;
  end
end

function run = one_run (instance, options, budget, wanted)
  if (isempty (instance.judge.metric))
    wanted = wanted(~ strncmp (wanted, 'metric', 6));
  end
  run = compare_run (instance, options, budget, wanted, true);
  run.start = struct ();
  for name = wanted
    run.start.(name{1}) = run.path.(name{1})(1);
  end
  run.values = struct ();
end
