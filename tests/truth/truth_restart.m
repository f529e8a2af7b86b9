% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [fall, exitflag] = truth_restart (p, mode, x, y, f)
  % fall = truth_restart (p, mode, x, y, f)   by how much F falls when a run starts from its answer with fresh memory; F: f with the lower
  %                                           level solved, which a run that a limit ends may not have done
  warning ('off', 'Octave:nearly-singular-matrix', 'local');
  warning ('off', 'Octave:singular-matrix', 'local');
  p.x0 = x;
  p.y0 = y;
  [x, y, again, exitflag] = truth_solve (p, mode);
  fall = f - max (again, truth_value (p, x, y));
end
