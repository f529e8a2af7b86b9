% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function refuse_mpi (caller, options)
  % refuse_mpi (caller, options)   pgdqa:mpi where option Comm is 'mpi': CALLER evaluates this rank's part alone
  if (pgdqa_shared.uses_mpi (options))
    error ('pgdqa:mpi', '%s: Comm is ''mpi'', expected ''none'': pgdqa_solve alone runs on several ranks', caller);
  end
end
