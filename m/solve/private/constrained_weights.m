% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function rho = constrained_weights (run)
  % rho = constrained_weights (run)   weights f, g with which multipliers converge fast and systems are not too ill-conditioned
  rho = struct ('f', 100 * run.unit.f, 'g', 1e4 * run.unit.g);
end
