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
  lines{end + 1} = sprintf ('<p>The pilot of pgdqa_diagnose made %d oracle calls.</p>', report.calls.total);
  if (~ isempty (report.structure))
    rows = {'gradient-PL ratio on the path', sprintf('%.3g to %.3g', report.pl.least, report.pl.largest)
            'lower curvature at its end', sprintf('%.3g to %.3g', report.lower.curvature_min, report.lower.curvature_max)
            'expected calls', sprintf('%.3g (to %.0e)', report.cost.expected, report.cost.tolerance)
            'suggested', report.suggestion.text};
    lines{end + 1} = html_table ({}, rows, 'words');
    lines{end + 1} = report_picture (@(parent) diagnose_figure (report, parent), [13, 9.1], ...
                                     'PL ratio along the path, error of the linear model, decay with the fitted rate, f of all runs');
  end
  html = strjoin (lines, char (10));
end
