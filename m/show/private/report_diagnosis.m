% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_diagnosis (report)
  % html = report_diagnosis (report)   the verdict of pgdqa_diagnose, its reasons, key numbers and panels
  tones = struct ('suitable', 'good', 'suitable_with_care', 'fair', 'unsuitable', 'poor');
  lines = {sprintf('<p class="verdict %s">%s</p>', tones.(strrep (report.verdict, ' ', '_')), html_text (report.verdict))};
  if (isempty (report.reasons))
    lines{end + 1} = '<p>No reason against the method was found.</p>';
  else
    items = arrayfun (@(r) sprintf ('<li><b>%s:</b> %s</li>', html_text (r.level), html_text (r.text)), ...
                      reshape (report.reasons, 1, []), 'UniformOutput', false);
    lines{end + 1} = ['<ul>', strjoin(items, char (10)), '</ul>'];
  end
  if (isfield (report, 'todo') && ~ isempty (report.todo))
    lines{end + 1} = sprintf ('<p>What to do: %s</p>', html_text (strjoin (report.todo, ' ')));
  end
  lines{end + 1} = sprintf ('<p>pgdqa_diagnose made %d oracle calls.</p>', report.calls.total);
  if (~ isempty (report.structure))
    rows = {'gradient-PL ratio on the path', range(report.pl.least, report.pl.largest), 'least above 1e-4 of the largest'
            'lower curvature at its end', range(report.lower.curvature_min, report.lower.curvature_max), 'least above 1e-4 of the largest'
            'expected calls', expected(report.cost), 'within what you can spend'
            'suggested', report.suggestion.text, ''};
    lines{end + 1} = html_table ({'', 'value', 'good when'}, rows, 'words rated');
    lines{end + 1} = report_picture (@(parent) pgdqa_shared.diagnose_figure (report, parent), [13, 9.1], ...
                                     'f of all runs, decay of the stationarity with the fitted rate, PL ratio along the path, error of the linear model');
  end
  html = strjoin (lines, char (10));
end

function text = range (low, high)
  text = 'not measured';
  if (~ isnan (low))
    text = sprintf ('%.3g to %.3g', low, high);
  end
end

function text = expected (cost)
  text = 'not known';
  if (isfinite (cost.expected))
    text = sprintf ('%.3g (to %.0e)', cost.expected, cost.tolerance);
  end
end
