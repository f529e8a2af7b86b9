% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = elapsed (run)
  % t = elapsed (run)   seconds since run.clock, on rank 0 where there are ranks
  t = toc (run.clock);
  if (~ isempty (run.ranks))
    t = mpi ('sum', t * (run.ranks.rank == 0));
  end
end
