% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function agree_on_failure (ranks, failure)
  % agree_on_failure (ranks, failure)   all ranks meet; where one has a FAILURE (an error, else []), all raise that of the lowest such rank
  %
  % One that only says that another rank has ended the run counts as none.
  [id, message] = deal ('');
  if (~ isempty (failure) && ~ strcmp (failure.identifier, 'pgdqa:other-rank'))
    id = failure.identifier;
    message = [failure.message, repmat(' ', 1, isempty (id) && isempty (failure.message))];
  end
  agreed = mpi ('agree', id, message);
  if (isempty (agreed))
    return;
  elseif (agreed{3} == ranks.rank)
    rethrow (failure);
  elseif (isempty (agreed{1}))
    error ('%s', agreed{2});
  end
  error (agreed{1}, '%s', agreed{2});
end
