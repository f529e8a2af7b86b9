
function check_result (caller, result, names, part)
  % check_result (caller, result, names, part)   refuses what is no result of pgdqa_compare with the quantities NAMES recorded
  %
  % part   what of it is read: 'runs' or 'curves'
  origin = 'a result of pgdqa_compare';
  rules = {part, 'structs', origin
           'methods', 'structs', origin
           'problems', 'structs', origin
           'seeds', 'wholes', '[0, Inf)'
           'axis', 'word', {'calls', 'time'}};
  pgdqa_shared.check_fields (caller, 'result', result, rules, origin);
  check_each (caller, 'methods', result.methods, {'label', 'text', ''}, origin);
  shape = [numel(result.problems), numel(result.methods), numel(result.seeds)];
  wanted = struct ('runs', shape, 'curves', shape(1:2));
  expected = size (zeros (wanted.(part)));
  if (~ isequal (size (result.(part)), expected))
    error ('pgdqa:class', '%s: field %s of result has size %s, expected %s: problems x methods (x seeds)', caller, part, ...
           pgdqa_shared.size_text (result.(part)), pgdqa_shared.size_text (zeros (expected)));
  end
  if (strcmp (part, 'runs'))
    check_runs (caller, result, names, origin);
  else
    check_curves (caller, result, names, origin);
  end
end

function check_runs (caller, result, names, origin)
  check_each (caller, 'problems', result.problems, {'n', 'whole', '[1, Inf)'; 'm', 'whole', '[1, Inf)'}, origin);
  paths = [{'path.cost', 'path.time'}, strcat('path.', names)];
  for i = 1:numel (result.runs)
    run = result.runs(i);
    if (isfield (run, 'path') && isstruct (run.path))
      refuse_missing (caller, run.path, names);
    end
    pgdqa_shared.check_fields (caller, sprintf ('result.runs(%d)', i), run, [paths', repmat({'values', ''}, numel (paths), 1)], origin);
    for name = [{'time'}, names]
      same_length (caller, sprintf ('path.%s of result.runs(%d)', name{1}, i), run.path.(name{1}), run.path.cost);
    end
  end
end

function check_curves (caller, result, names, origin)
  rules = {'grid', 'numbers', '[0, Inf)'
           'settings.MetricName', 'text', ''
           'settings.Title', 'text', ''};
  pgdqa_shared.check_fields (caller, 'result', result, rules, origin);
  check_each (caller, 'problems', result.problems, {'name', 'text', ''}, origin);
  refuse_missing (caller, result.curves, names);
  parts = {'mean', 'low', 'high'};
  for name = names
    bands = strcat (name{1}, '.', parts);
    check_each (caller, 'curves', result.curves, [bands', repmat({'values', ''}, 3, 1)], origin);
    for i = 1:numel (result.curves)
      for part = parts
        same_length (caller, sprintf ('%s.%s of result.curves(%d)', name{1}, part{1}, i), result.curves(i).(name{1}).(part{1}), result.grid);
      end
    end
  end
end

function refuse_missing (caller, s, names)
  missing = names(~ isfield (s, names));
  if (~ isempty (missing))
    error ('pgdqa:option', '%s: %s was not recorded, see the option Record of pgdqa_compare', caller, pgdqa_shared.short_text (missing{1}));
  end
end

function check_each (caller, field, list, rules, origin)
  for i = 1:numel (list)
    pgdqa_shared.check_fields (caller, sprintf ('result.%s(%d)', field, i), list(i), rules, origin);
  end
end

function same_length (caller, name, values, expected)
  if (numel (values) ~= numel (expected) || isempty (values))
    error ('pgdqa:size', '%s: %s has %d values, expected %d', caller, name, numel (values), max (1, numel (expected)));
  end
end
