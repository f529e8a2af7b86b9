% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function todo = diagnose_todo (report, options)
  % todo = diagnose_todo (report, options)   what to do about the reasons of a report, then the call to make, with the options
  % of the pilot: cell row of sentences, each once
  advice = {
    'derivatives', 'Run pgdqa_check and mend the gradient that it names.'
    'contradiction', 'Run pgdqa_check and mend the gradient that it names.'
    'structure', 'Couple x and y: f must depend on y, and grad_y g on x.'
    'needs', 'Change what this version cannot solve.'
    'failure', 'Mend the function, or keep x and y inside bounds.'
    'non-finite', 'Bound x and y to where f and g are finite, or start elsewhere.'
    'unbounded', 'Give YMin and YMax, or add a term to g that grows with ||y||.'
    'runaway', 'Give XMin and XMax.'
    'no response', 'Give XMin and XMax, or add a penalty on x to f.'
    'flat', 'Add a term to g that holds y, such as 1e-6 ||y||^2.'
    'refuted', 'Solve from several starts: pgdqa_multistart.'
    'cross', 'Solve from several starts: pgdqa_multistart.'
    'escapes', 'Solve from several starts: pgdqa_multistart.'
    'perturbed', 'Solve from several starts: pgdqa_multistart.'
    'moved', 'Solve from several starts: pgdqa_multistart.'
    'nonconvex', 'Solve from several starts: pgdqa_multistart.'
    'curvature', 'Solve from several starts: pgdqa_multistart.'
    'certificate', 'Solve from several starts: pgdqa_multistart.'
    'kink', 'Smooth the kink: sqrt (t^2 + e) for |t|.'
    'singular', 'If y may be chosen freely, add a small term to g: 1e-6 ||y||^2.'
    'ill-conditioned', 'Rescale y, or give HessianYY (help pgdqa_objective).'
    'scaling', 'Rescale the variables, so that 1 is a usual change of each.'
    'PL', 'With the fixed schedules use ''Regime'', ''general''.'
    'model', 'Expect many short steps: raise MaxCalls.'
    'no progress', 'Rescale the variables; run pgdqa_check at the point returned.'
    'rollbacks', 'Bound x and y to where f and g are finite.'
    'sublinear', 'Expect exitflag 3, or loosen TolFun.'
    'unfinished', 'Raise MaxCalls of pgdqa_diagnose, or solve with Display "iter".'
    'starts', 'Raise MaxCalls of pgdqa_diagnose to compare other starts.'
    'budget', 'Raise MaxCalls of pgdqa_diagnose to measure the rest.'
    'differences', 'Give gradients: help pgdqa_objective.'};
  todo = {};
  for reason = reshape (report.reasons, 1, [])
    sentence = advice(strcmp (reason.name, advice(:, 1)), 2);
    matters = ~ strcmp (reason.level, 'note') || any (strcmp (reason.name, {'starts', 'unfinished', 'budget', 'differences'}));
    if (matters && ~ isempty (sentence) && ~ any (strcmp (sentence, todo)))
      todo = [todo, sentence]; %#ok<AGROW>
    end
  end
  if (~ strcmp (report.verdict, 'unsuitable'))
    todo{end + 1} = 'Then solve, with the default options: pgdqa_solve (f, g, x0, y0).';
    if (~ isempty (fieldnames (options)))
      todo{end} = 'Then solve with the same options: pgdqa_solve (f, g, x0, y0, ...).';
    end
  end
end
