
function check_diagnosis (caller, report)
  % check_diagnosis (caller, report)   refuses what is no report of pgdqa_diagnose
  origin = 'a report of pgdqa_diagnose';
  rules = {'verdict', 'word', {'suitable', 'suitable with care', 'unsuitable'}
           'reasons', 'any', ''
           'reasons?', 'structs', 'a struct array'
           'calls.total', 'number', '[0, Inf)'
           'structure', 'any', ''
           'structure?', 'struct', 'a struct'};
  pgdqa_shared.check_fields (caller, 'Diagnosis', report, rules, origin);
  for reason = reshape (report.reasons, 1, [])
    pgdqa_shared.check_fields (caller, 'a reason of Diagnosis', reason, {'level', 'text', ''; 'text', 'text', ''}, origin);
  end
  if (~ isempty (report.structure))
    rules = {'pl.least', 'values', ''
             'pl.largest', 'values', ''
             'lower.curvature_min', 'values', ''
             'lower.curvature_max', 'values', ''
             'cost.expected', 'values', ''
             'cost.tolerance', 'values', ''
             'suggestion.text', 'text', ''};
    pgdqa_shared.check_fields (caller, 'Diagnosis', report, rules, origin);
  end
end
