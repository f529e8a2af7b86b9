% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [fall, exitflag] = truth_restart (p, mode, x, y, f)
  % fall = truth_restart (p, mode, x, y, f)   by how much f falls when a run starts from its answer with fresh memory
  p.x0 = x;
  p.y0 = y;
  [~, ~, again, exitflag] = truth_solve (p, mode);
  fall = f - again;
end
