% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [table, axes] = plot_quantities (runs)
  % table = plot_quantities (runs)   what pgdqa_plot can draw of these outputs, a row each: name, is logarithmic, title, label
  % [table, axes] = plot_quantities (runs)   and what it can draw it against, a row each: name, label
  known = pgdqa_shared.core ('columns');
  adaptive = cellfun (@(r) isfield (r, 'schedule') && strcmp (r.schedule, 'adaptive'), runs);
  labels = {known.label};
  if (all (adaptive))
    labels = {known.adaptive_label};
  elseif (any (adaptive))
    differ = ~ strcmp (labels, {known.adaptive_label});
    labels(differ) = {known(differ).title};
  end
  logarithmic = strcmp ({known.scale}, 'log');
  drawn = logarithmic | strcmp ({known.scale}, 'linear');
  abscissa = strcmp ({known.scale}, 'x');
  table = [{known(drawn).name}; num2cell(logarithmic(drawn)); {known(drawn).title}; labels(drawn)]';
  axes = [{known(abscissa).name}; labels(abscissa)]';
end
