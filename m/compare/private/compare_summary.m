% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function result = compare_summary (result, budget)
  % result = compare_summary (result, budget)   grid, values on it, curves with bands, the final table, calls of measuring
  settings = result.settings;
  result.grid = budget.grid;
  paths = [result.runs.path];
  axis_field = struct ('calls', 'cost', 'time', 'time');
  axis_field = axis_field.(settings.X);
  if (~ strcmp (settings.X, budget.axis))
    result.grid = compare_grid (settings, settings.X, max (cellfun (@max, {paths.(axis_field)})));
  end
  result.measuring = sum ([result.runs.measuring]);
  for k = 1:numel (result.runs)
    for name = recorded (result.runs(k).path)
      path = result.runs(k).path;
      result.runs(k).values.(name{1}) = step_values (path.(axis_field), path.(name{1}), result.grid);
    end
  end
  result.curves = curves (result, settings.Record);
  result.final = final_table (result);
end

function names = recorded (path)
  names = fieldnames (path)';
  names = names(~ ismember (names, {'cost', 'time'}));
end

function found = curves (result, names)
  [problems, methods, ~] = size (result.runs);
  found = struct ();
  for p = 1:problems
    for m = 1:methods
      for name = names
        values = cellfun (@(v) row_of (v, name{1}, numel (result.grid)), {result.runs(p, m, :).values}, 'UniformOutput', false);
        found(p, m).(name{1}) = compare_band (vertcat (values{:}), is_residual (name{1}));
      end
    end
  end
end

function row = row_of (values, name, count)
  row = NaN (1, count);
  if (isfield (values, name))
    row = values.(name);
  end
end

function table = final_table (result)
  [problems, methods, seeds] = size (result.runs);
  numbers = {'f', 'f_restored', 'lower_opt', 'lower_opt_restored', 'kkt', 'metric', 'metric_restored', 'cost', 'seconds', ...
             'iterations', 'exitflag'};
  kinds = {'f_value', 'f_grad', 'g_value', 'g_grad', 'hvp', 'total'};
  count = problems * methods * seeds;
  table = struct ('problem', {cell(count, 1)}, 'method', {cell(count, 1)}, 'seed', NaN (count, 1), 'run', NaN (count, 1));
  for name = [numbers, kinds]
    table.(name{1}) = NaN (count, 1);
  end
  table.stop = cell (count, 1);
  table.message = cell (count, 1);
  row = 0;
  for p = 1:problems
    for m = 1:methods
      for s = 1:seeds
        row = row + 1;
        run = result.runs(p, m, s);
        table.problem{row} = result.problems(p).name;
        table.method{row} = result.methods(m).label;
        table.seed(row) = result.seeds(s);
        table.run(row) = p + problems * (m - 1 + methods * (s - 1));
        table.stop{row} = run.stop;
        table.message{row} = run.message;
        for name = numbers(isfield (run.final, numbers))
          table.(name{1})(row) = run.final.(name{1});
        end
        for name = kinds
          table.(name{1})(row) = run.calls.(name{1});
        end
      end
    end
  end
end

function values = step_values (position, values, grid)
  % a step function: at each grid point the latest value at or before it
  %
  % position   1 x count, ascending;  values   1 x count;  grid   1 x points.  NaN before the first position.
  at = zeros (size (grid));
  for j = 1:numel (grid)
    at(j) = sum (position <= grid(j));
  end
  values = [NaN, values];
  values = values(at + 1);
end
