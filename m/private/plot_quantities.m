% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [table, axes] = plot_quantities (runs)
  % table = plot_quantities (runs)   what pgdqa_plot can draw of these outputs, a row each: name, is logarithmic, title, label
  % [table, axes] = plot_quantities (runs)   and what it can draw it against, a row each: name, label
  columns = pgdqa_mex ('columns');
  adaptive = cellfun (@(r) isfield (r, 'schedule') && strcmp (r.schedule, 'adaptive'), runs);
  labels = {columns.label};
  if (all (adaptive))
    labels = {columns.adaptive_label};
  elseif (any (adaptive))
    differ = ~ strcmp (labels, {columns.adaptive_label});
    labels(differ) = {columns(differ).title};
  end
  logarithmic = strcmp ({columns.scale}, 'log');
  drawn = logarithmic | strcmp ({columns.scale}, 'linear');
  abscissa = strcmp ({columns.scale}, 'x');
  table = [{columns(drawn).name}; num2cell(logarithmic(drawn)); {columns(drawn).title}; labels(drawn)]';
  axes = [{columns(abscissa).name}; labels(abscissa)]';
end
