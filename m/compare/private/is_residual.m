% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = is_residual (name)
  % yes = is_residual (name)   is this quantity of pgdqa_compare positive, to be averaged and drawn logarithmically?
  yes = any (strcmp (name, {'lower_opt', 'lower_opt_restored', 'kkt'}));
end
