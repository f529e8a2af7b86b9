% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function table = plot_quantities ()
  % table = plot_quantities ()   what pgdqa_plot can draw, a row each: name, is logarithmic, title, label
  table = {'f', false, 'upper-level objective', 'f'
           'g', false, 'lower-level objective', 'g'
           'stationarity', true, 'stationarity', '||\nablaf + \lambda\nablah||'
           'lower_opt', true, 'lower-level optimality', '||\nabla_y g||'
           'kkt_residual', true, 'KKT residual', '||(\nablaf + \lambda\nablah, \nabla_y g)||'
           'lambda', true, 'multiplier', '\lambda'
           'rho', true, 'required decrease', '\rho'
           'alpha', true, 'rate', '\alpha'
           'step', true, 'step', '\gamma'};
end
