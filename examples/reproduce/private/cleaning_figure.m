% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [result, words, gaps, panels] = cleaning_figure (data, problems, methods, K, points)
  % [result, words, gaps, panels] = cleaning_figure (data, problems, methods, K, points)   P5, P6: one noise level
  %
  % data      of cleaning_rows;  problems   cell array of cleaning_problem, one a seed (0, 1, ...)
  % result    of pgdqa_compare, metric = test accuracy
  % words     what each method ends at: accuracy as returned, f, ||grad_y g||, accuracy and f restored, weight of clean and wrong rows;
  %           means over the seeds
  % gaps      methods x 1: mean weight of the clean rows less that of the rows with a wrong label
  % panels    for pgdqa_compare_plot, five in a row
  result = run_sources (@(seed) problems{seed + 1}, methods, K, 0:numel (problems) - 1, points, 'MetricName', 'test accuracy', ...
                        'Record', {'f', 'lower_opt', 'f_restored', 'metric', 'metric_restored'});
  labels = {result.methods.label};
  ours = ~ cellfun (@isempty, regexp (labels, 'PGD-QA|adaptive'));
  default = ~ cellfun (@isempty, strfind (labels, 'adaptive'));
  panels = compared_panels (result, {'f', 'f_restored', 'lower_opt', 'metric', 'metric_restored'}, {find(ours), find(~ ours | default)});
  parts = cell (1, numel (methods));
  gaps = zeros (numel (methods), 1);
  for m = 1:numel (methods)
    label = methods{m}.label;
    weights = mean (cell2mat (arrayfun (@(run) weight_gap (data, run.x), reshape (result.runs(1, m, :), [], 1), 'UniformOutput', false)), 1);
    gaps(m) = weights(1) - weights(2);
    parts{m} = sprintf ('%s %.3f %.3f %.3f %.3f %.3f %.3f/%.3f', label, mean (final_of (result, 'metric', label)), ...
                        mean (final_of (result, 'f', label)), mean (final_of (result, 'lower_opt', label)), ...
                        mean (final_of (result, 'metric_restored', label)), mean (final_of (result, 'f_restored', label)), weights);
  end
  words = strjoin (parts, '; ');
end
