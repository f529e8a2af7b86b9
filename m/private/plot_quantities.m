% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function table = plot_quantities (runs)
  % table = plot_quantities (runs)   what pgdqa_plot can draw of these outputs, a row each: name, is logarithmic, title, label
  labels = {'||\nablaf + \lambda\nablah||', '||(\nablaf + \lambda\nablah, \nabla_y g)||'};
  adaptive = cellfun (@(r) isfield (r, 'schedule') && strcmp (r.schedule, 'adaptive'), runs);
  if (all (adaptive))
    labels = {'||reduced \nablaf||', '||(reduced \nablaf, \nabla_y g)||'};
  elseif (any (adaptive))
    labels = {'stationarity', 'KKT residual'};
  end
  table = {'f', false, 'upper-level objective', 'f'
           'g', false, 'lower-level objective', 'g'
           'stationarity', true, 'stationarity', labels{1}
           'lower_opt', true, 'lower-level optimality', '||\nabla_y g||'
           'kkt_residual', true, 'KKT residual', labels{2}
           'lambda', true, 'multiplier', '\lambda'
           'rho', true, 'required decrease', '\rho'
           'alpha', true, 'rate', '\alpha'
           'step', true, 'step', '\gamma'};
end
