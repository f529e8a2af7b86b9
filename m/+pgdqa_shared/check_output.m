
function check_output (caller, outputs, i, needed)
  % check_output (caller, outputs, i, needed)   refuses outputs{i} of pgdqa_solve where it lacks fields or has others than the solver makes
  %
  % needed   cell array of paths 'field' or 'field.field', ? after those that may be missing
  name = 'output';
  if (numel (outputs) > 1)
    name = sprintf ('run %d', i);
  end
  pgdqa_shared.check_fields (caller, name, outputs{i}, rules_of (needed), 'an output of pgdqa_solve');
end

function rules = rules_of (needed)
  % What is not listed here is real numbers.
  stops = pgdqa_shared.core ('stops');
  texts = {'method', 'schedule', 'regime', 'message', 'lower.kind'};
  single_numbers = {'lower.eig_min', 'lower.eig_residual', 'lower.starts', 'lower.value_gap', 'lower.hypergradient', 'calls.total', 'gval', ...
                    'fval_before', 'lower_opt', 'stationarity', 'kkt_residual', 'lambda', 'iterations', 'rollbacks', 'time', 'exitflag', ...
                    'escapes', 'expected_decrease', 'start_solved'};
  kinds = [texts', repmat({'text', ''}, numel (texts), 1)
           single_numbers', repmat({'number or NaN', ''}, numel (single_numbers), 1)
           {'stop', 'word', {stops.name}
            'lower.restored', 'switch', ''
            'options', 'struct', 'a struct of options'
            'problem.f', 'any', ''
            'problem.g', 'any', ''
            'problem.x', 'column', ''
            'problem.y', 'column', ''
            'problem.x0', 'column', ''
            'problem.y0', 'column', ''}];
  rules = cell (numel (needed), 3);
  for i = 1:numel (needed)
    row = strcmp (strrep (needed{i}, '?', ''), kinds(:, 1));
    rules(i, :) = {needed{i}, 'values', ''};
    if (any (row))
      rules(i, 2:3) = kinds(row, 2:3);
    end
  end
end
