% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function rank = rank_of (exitflag)
  % rank = rank_of (exitflag)   order in which answers are preferred: 1 converged and certified, 2 certified with little more to come (exitflag 3), 3 tolerances
  % met, 4 stopped by a limit or a user, 5 no progress, 6 not finite, 7 refuted
  flags = [1, 3, 2, 0, -1, -4, -2, -3];
  ranks = [1, 2, 3, 4, 4, 5, 6, 7];
  rank = zeros (size (exitflag));
  for i = 1:numel (flags)
    rank(exitflag == flags(i)) = ranks(i);
  end
end
