% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function all = gathered (ranks, own)
  % all = gathered (ranks, own)   the columns OWN, of the same length on every rank, side by side
  all = zeros (numel (own), ranks.size);
  all(:, ranks.rank + 1) = own;
  all = mpi ('sum', all);
end
