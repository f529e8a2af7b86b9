% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function demo_print (data, cleaning)
  % demo_print (data, cleaning)   the report of demo_cleaning as a table
  output = cleaning.output;
  fprintf ('\nHyper-data cleaning, softmax regression, %s\n', data.source);
  fprintf ('%d training rows of which %d have a wrong label, %d validation rows, %d test rows, %d pixels\n', ...
           numel (data.given), sum (cleaning.corrupted), numel (data.validation_labels), ...
           numel (data.test_labels), size (data.train, 2));
  fprintf ('start: x = 0 (all weights 0.5), W = argmin g (0, .)\n');
  fprintf ('%s, regime %s, schedule %s: %d iterations, %d oracle calls, %.1f s\n', output.method, ...
           output.regime, output.schedule, output.iterations, output.calls.total, output.time);
  fprintf ('%s\n\n', output.message);
  fprintf ('%-27s %8s %10s %9s %8s %10s %8s %8s\n', '', 'f', 'lower_opt', 'accuracy', ...
           's clean', 's corrupt', 's gap', 'F1');
  for row = cleaning.table
    fprintf ('%-27s %8.4f %10.1e %9.4f %s %s %s %s\n', row.name, row.f, row.lower_opt, row.accuracy, ...
             number (row.weight_clean, 8), number (row.weight_corrupted, 10), ...
             number (row.weight_gap, 8), number (row.f1, 8));
  end
  fprintf (['\nf: mean cross-entropy on the validation rows; accuracy: on the test rows; s: mean sample weight;\n', ...
            'F1: corrupted rows found by s < 0.5. "as returned" is not at a lower-level minimiser (see lower_opt),\n', ...
            'so its f is optimistic; "restored" has the lower level re-solved for the returned x, and so have\n', ...
            'the baselines for their own rows. The options were chosen on f restored, never on test rows.\n']);
end

function text = number (value, width)
  if (isnan (value))
    text = sprintf ('%*s', width, '-');
  else
    text = sprintf ('%*.3f', width, value);
  end
end
