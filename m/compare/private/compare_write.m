% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function compare_write (result, base)
  % compare_write (result, base)   base.csv (values on the grid, run by run), base-final.csv and base.json
  write_csv ('pgdqa_compare', 'Base', [base, '-final.csv'], result.final);
  write_csv ('pgdqa_compare', 'Base', [base, '.csv'], curve_table (result));
  [problems, methods, ~] = size (result.runs);
  in_force = cell (problems, methods);
  for k = 1:problems * methods
    in_force{k} = result.runs(k).options;
  end
  kept = struct ('environment', result.environment, 'settings', plain (result.settings), 'problems', result.problems, ...
                 'methods', plain (result.methods), 'seeds', result.seeds, 'tuned', plain (result.tuned), ...
                 'options_in_force', {plain(in_force)}, 'axis', result.axis, 'grid', result.grid, 'curves', result.curves, ...
                 'final', result.final, 'measuring', result.measuring);
  pgdqa_shared.write_file ('pgdqa_compare', 'Base', [base, '.json'], pgdqa_shared.utf8_text ([jsonencode(kept), char(10)]));
end

function columns = curve_table (result)
  [problems, methods, seeds] = size (result.runs);
  count = numel (result.grid);
  columns = struct ('problem', {{}}, 'method', {{}}, 'seed', [], result.axis, []);
  names = result.settings.Record;
  for name = names
    columns.(name{1}) = [];
  end
  for p = 1:problems
    for m = 1:methods
      for s = 1:seeds
        columns.problem = [columns.problem; repmat({result.problems(p).name}, count, 1)];
        columns.method = [columns.method; repmat({result.methods(m).label}, count, 1)];
        columns.seed = [columns.seed; repmat(result.seeds(s), count, 1)];
        columns.(result.axis) = [columns.(result.axis); result.grid(:)];
        values = result.runs(p, m, s).values;
        for name = names
          column = NaN (count, 1);
          if (isfield (values, name{1}))
            column = values.(name{1})(:);
          end
          columns.(name{1}) = [columns.(name{1}); column];
        end
      end
    end
  end
end

function value = plain (value)
  % Handles become text, Inf a word: JSON has neither.
  if (isa (value, 'function_handle'))
    value = func2str (value);
  elseif (iscell (value))
    value = cellfun (@plain, value, 'UniformOutput', false);
  elseif (isstruct (value))
    names = fieldnames (value);
    for i = 1:numel (value)
      for j = 1:numel (names)
        value(i).(names{j}) = plain (value(i).(names{j}));
      end
    end
  elseif (isnumeric (value) && isscalar (value) && isinf (value))
    words = {'-Inf', 'Inf'};
    value = words{1 + (value > 0)};
  end
end
