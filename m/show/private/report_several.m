% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_several (outputs, settings)
  % html = report_several (outputs, settings)   the body of the page that compares runs
  heads = {'run', 'exitflag', 'f', 'lower_opt', 'stationarity', 'lower level', 'oracle calls', 'iterations', 'time (s)'};
  entries = cell (numel (outputs), numel (heads));
  messages = cell (numel (outputs), 2);
  for i = 1:numel (outputs)
    o = outputs{i};
    entries(i, :) = {settings.Labels{i}, sprintf('%d', o.exitflag), sprintf('%.8g', returned_f (o)), sprintf('%.2e', o.lower_opt), ...
                  sprintf('%.2e', o.stationarity), o.lower.kind, sprintf('%d', o.calls.total), ...
                  sprintf('%d', o.iterations), sprintf('%.3g', o.time)};
    words = report_words (o);
    messages(i, :) = {settings.Labels{i}, sprintf('%s. %s %s', words.headline, o.message, words.certificate)};
  end
  entries(end + 1, :) = {'good when', '1, or 3', 'low, where lower_opt is small', 'small', 'small', 'convex or minimizer', 'low', '', ''};
  parts = {html_table(heads, entries, 'numbers')
           sprintf('<p>%d runs. Compare f only between runs whose lower_opt is alike: a run that leaves the lower level unsolved shows an f that is too good.</p>', ...
                   numel (outputs))
           '<h2>In words</h2>'
           html_table({}, messages, 'words')};
  if (settings.Plots)
    draw = @(parent) pgdqa_plot (outputs, 'X', 'calls', 'What', {'f', 'stationarity', 'lower_opt'}, 'Labels', settings.Labels, 'Figure', parent);
    parts = [parts; {'<h2>History</h2>'; report_picture(draw, [14, 9.8], 'f, stationarity and lower_opt of all runs against oracle calls')}];
  end
  if (~ isempty (settings.Diagnosis))
    parts = [parts; {'<h2>Diagnosis: does the method suit the problem?</h2>'; report_diagnosis(settings.Diagnosis)}];
  end
  for i = 1:numel (outputs)
    parts = [parts; {sprintf('<h2>Options of %s</h2>', html_text (settings.Labels{i})); report_options(outputs{i})}]; %#ok<AGROW>
  end
  html = strjoin (parts', char (10));
end
