% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_table (mode, folder)
  % row = reproduce_table (mode, folder)   our own table: every method on five problems within the same oracle calls
  %
  % mode     'quick' (seconds) or 'full' (ten minutes);  folder   receives table.csv and table.png (curves), table-numbers.csv and table.md
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % Convex and nonconvex synthetic problem, coreset and sine (m = 3): 1e5 calls, mean of seeds 0 and 1; the constants of every
  % method but the adaptive default are tuned by pgdqa_compare on seed 9 with 1e4 calls.  MNIST, 25 % wrong labels, x = 0,
  % W = argmin g (0, .): 3000 calls, one start, nothing tuned: PGD-QA with s_x = N and constants (5, 5), (10, 10), the rivals with
  % their default steps.  f is that with the lower level solved again, lower_opt and kkt (least-squares multiplier) are those of
  % the point returned; calls and seconds are those after which f restored is within 0.5 % of the way to the method's own end.
  started = tic ();
  quick = strcmp (mode, 'quick');
  settings = struct ('calls', 1e5, 'tuning', 1e4, 'seeds', 0:1, 'factors', [0.1, 1, 10], 'points', 24, 'mnist', 3000, 'tuned', true);
  if (quick)
    settings = struct ('calls', 150, 'tuning', 60, 'seeds', 0, 'factors', 1, 'points', 4, 'mnist', 60, 'tuned', false);
  end
  [data, words] = shared_instance ();
  problems = {@(seed) synthetic_start('convex', data, seed), @(seed) synthetic_start('nonconvex', data, seed), @coreset_start, ...
              @(seed) pgdqa_testproblem('sine', 3, 'Start', seed)};
  names = {'convex', 'nonconvex', 'coreset', 'sine', 'MNIST'};
  results = cell (1, 5);
  for p = 1:4
    results{p} = small (problems{p}, settings);
  end
  rows = cleaning_rows (0.25, 'pixels', quick);
  names{5} = sprintf ('cleaning (%s)', rows.source);
  N = size (rows.A, 1);
  results{5} = pgdqa_compare (start_of (rows), all_methods (N), 'MaxCalls', settings.mnist, 'Record', {'f_restored'}, 'Points', ceil (settings.points / 3));
  table = columns_of (names, results);
  if (~ exist (folder, 'dir'))
    mkdir (folder);
  end
  write_table (table, fullfile (folder, 'table-numbers.csv'), fullfile (folder, 'table.md'));
  row = struct ('figure', 'table', 'title', 'f restored within equal calls', 'source', 'none: our own table', 'found', 'not run', 'measured', '', ...
                'verdict', losses (table, names), 'started', started, 'see', 'who is lowest where, with the lower level solved again');
  row.measured = sprintf ('%sthe table below; f restored: %s', words, lines_of (table, names));
  row = finish_figure (row, panels_of (names, results), folder, {'Across', 3});
end

function problem = coreset_start (seed)
  problem = pgdqa_testproblem ('coreset');
  numbers = torch_start (seed, 16, 16);
  problem.x0 = numbers(1:4);
  [~, ~, grad] = problem.g.fun (problem.x0, [0; 0]);
  problem.y0 = -grad;
end

function problem = start_of (rows)
  [f, g] = pgdqa_hypercleaning (rows.A, rows.given, rows.Av, rows.valid, 1e-3, 'Classes', 10);
  x = zeros (size (rows.A, 1), 1);
  [~, y] = pgdqa_solve (f, g, x, zeros (10 * size (rows.A, 2), 1), 'Schedule', 'fixed', 'MaxIter', 0, 'Restore', true);
  problem = struct ('name', 'cleaning', 'f', f, 'g', g, 'x0', x, 'y0', y);
end

function methods = all_methods (N)
  % N = 0: nothing set; else the metric and constants for cleaning with N rows.
  pl = {'Schedule', 'fixed', 'Regime', 'pl', 'TolKKT', 0, 'TolLower', 0};
  general = {'Schedule', 'fixed', 'Regime', 'general', 'TolKKT', 0, 'TolLower', 0};
  if (N > 0)
    pl = [pl, {'ScaleX', N, 'StepScale', 5, 'AlphaScale', 5}];
    general = [general, {'ScaleX', N, 'StepScale', 10, 'AlphaScale', 10}];
  end
  methods = {struct('label', 'PGD-QA adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
             struct('label', 'PGD-QA pl', 'options', pgdqa_options (pl{:})), ...
             struct('label', 'PGD-QA general', 'options', pgdqa_options (general{:}))};
  for name = {'rxgf', 'sgf', 'qcqp', 'bome', 'vpbgd', 'f2sa', 'aid'}
    methods{end + 1} = struct ('label', name{1}, 'options', pgdqa_options ('Method', name{1})); %#ok<AGROW>
  end
end

function result = small (problem, settings)
  % Tuned with few calls on a held-out seed, then run with all of them.
  methods = all_methods (0);
  if (settings.tuned)
    trial = pgdqa_compare (problem, methods, 'MaxCalls', settings.tuning, 'Seeds', 8, 'Tune', true, 'TuneSeed', 9, ...
                           'TuneGrid', settings.factors, 'Record', {'f_restored'}, 'Points', 2);
    for m = 1:numel (methods)
      for i = 1:numel (trial.tuned(m).names)
        methods{m}.options.(trial.tuned(m).names{i}) = trial.tuned(m).values(i);
      end
    end
  end
  result = pgdqa_compare (problem, methods, 'MaxCalls', settings.calls, 'Seeds', settings.seeds, 'Record', {'f_restored'}, ...
                          'Points', settings.points);
end

function table = columns_of (names, results)
  table = struct ('problem', {{}}, 'method', {{}}, 'f_returned', [], 'f_restored', [], 'lower_opt', [], 'kkt', [], 'calls', [], 'seconds', [], ...
                  'total', [], 'exitflag', [], 'constants', {{}});
  for p = 1:numel (results)
    result = results{p};
    for m = 1:numel (result.methods)
      label = result.methods(m).label;
      [calls, seconds] = time_to_end (result.runs(1, m, :));
      table.problem{end + 1, 1} = names{p};
      table.method{end + 1, 1} = label;
      table.f_returned(end + 1, 1) = mean (final_of (result, 'f', label));
      table.f_restored(end + 1, 1) = mean (final_of (result, 'f_restored', label));
      table.lower_opt(end + 1, 1) = max (final_of (result, 'lower_opt', label));
      table.kkt(end + 1, 1) = max (final_of (result, 'kkt', label));
      table.calls(end + 1, 1) = calls;
      table.seconds(end + 1, 1) = seconds;
      table.total(end + 1, 1) = mean (final_of (result, 'total', label));
      table.exitflag(end + 1, 1) = min (final_of (result, 'exitflag', label));
      table.constants{end + 1, 1} = constants_of (result.methods(m).options);
    end
  end
end

function [calls, seconds] = time_to_end (runs)
  % Means over the runs.
  calls = 0;
  seconds = 0;
  for k = 1:numel (runs)
    path = runs(k).path;
    away = abs (path.f_restored - path.f_restored(end));
    last = find (away > max (0.005 * away(1), 1e-9), 1, 'last');
    if (isempty (last))
      last = 0;
    end
    calls = calls + path.cost(last + 1) / numel (runs);
    seconds = seconds + path.time(last + 1) / numel (runs);
  end
end

function words = constants_of (options)
  words = '';
  for name = {'StepScale', 'AlphaScale', 'FlowStep', 'Alpha', 'StepSize', 'InnerStep', 'Penalty', 'ScaleX'}
    if (isfield (options, name{1}))
      words = sprintf ('%s %s %g', words, name{1}, options.(name{1}));
    end
  end
  words = strtrim (words);
  if (isempty (words))
    words = 'default';
  end
end

function write_table (table, csv, markdown)
  rows = sprintf ('problem,method,f_returned,f_restored,lower_opt,kkt,calls,seconds,total,exitflag,constants\n');
  lines = sprintf (['| problem | method | f restored | f as returned | lower_opt | kkt | calls to it | seconds to it | calls in all | constants |\n', ...
                    '|---|---|---|---|---|---|---|---|---|---|\n']);
  for k = 1:numel (table.calls)
    numbers = [table.f_returned(k), table.f_restored(k), table.lower_opt(k), table.kkt(k), table.calls(k), table.seconds(k), table.total(k)];
    rows = [rows, sprintf('"%s","%s",%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%d,"%s"\n', table.problem{k}, table.method{k}, numbers, ...
                          table.exitflag(k), table.constants{k})]; %#ok<AGROW>
    lines = [lines, sprintf('| %s | %s | %.5f | %.5f | %.1e | %.1e | %.0f | %.2g | %.0f | %s |\n', table.problem{k}, table.method{k}, ...
                            numbers([2, 1, 3:7]), table.constants{k})]; %#ok<AGROW>
  end
  write_text (csv, rows);
  write_text (markdown, lines);
end

function text = lines_of (table, names)
  parts = cell (1, numel (names));
  for p = 1:numel (names)
    at = find (strcmp (table.problem, names{p}));
    one = cell (1, numel (at));
    for k = 1:numel (at)
      one{k} = sprintf ('%s %.4f', strrep (table.method{at(k)}, 'PGD-QA ', ''), table.f_restored(at(k)));
    end
    parts{p} = sprintf ('%s: %s', names{p}, strjoin (one, ', '));
  end
  text = strjoin (parts, '. ');
end

function text = losses (table, names)
  % Where each of the three kinds of PGD-QA has a rival with a lower f restored, by more than 1e-3 of the size of f, and who it is;
  % where f is equal, a rival that needs fewer calls.
  ours = {'PGD-QA adaptive', 'PGD-QA pl', 'PGD-QA general'};
  parts = {};
  for i = 1:3
    lost = {};
    for p = 1:numel (names)
      inside = strcmp (table.problem, names{p});
      own = inside & strcmp (table.method, ours{i});
      slack = 1e-3 * max (1, abs (table.f_restored(own)));
      others = inside & ~ own & ~ strncmp (table.method, 'PGD-QA', 6);
      lower = find (others & table.f_restored < table.f_restored(own) - slack);
      equal = find (others & abs (table.f_restored - table.f_restored(own)) <= slack & table.calls < table.calls(own));
      if (~ isempty (lower))
        lost{end + 1} = sprintf ('%s (%.4f) to %s', names{p}, table.f_restored(own), named (table, lower, 'f_restored', '%.4f')); %#ok<AGROW>
      end
      if (~ isempty (equal))
        lost{end + 1} = sprintf ('%s in calls (%.0f) at the same f to %s', names{p}, table.calls(own), named (table, equal, 'calls', '%.0f')); %#ok<AGROW>
      end
    end
    if (isempty (lost))
      lost = {'nowhere'};
    end
    parts{end + 1} = sprintf ('%s loses: %s', ours{i}, strjoin (lost, '; ')); %#ok<AGROW>
  end
  text = strjoin (parts, '. ');
end

function words = named (table, which, field, format)
  words = cell (1, numel (which));
  for k = 1:numel (which)
    words{k} = sprintf (['%s (', format, ')'], table.method{which(k)}, table.(field)(which(k)));
  end
  words = strjoin (words, ', ');
end

function panels = panels_of (names, results)
  panels = struct ('title', {}, 'xlabel', {}, 'ylabel', {}, 'xscale', {}, 'yscale', {}, 'curves', {});
  for p = 1:numel (names)
    result = results{p};
    curves = struct ('label', {result.methods.label}, 'x', result.grid, 'y', [], 'look', [], 'stairs', true);
    for m = 1:numel (curves)
      curves(m).y = result.curves(1, m).f_restored.mean;
      curves(m).look = m;
    end
    panels(end + 1) = struct ('title', names{p}, 'xlabel', 'oracle calls', 'ylabel', 'f restored', 'xscale', 'log', 'yscale', 'linear', ...
                              'curves', curves); %#ok<AGROW>
  end
end
