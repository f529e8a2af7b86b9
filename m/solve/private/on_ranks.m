% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = on_ranks (ranks, action)
  % [...] = on_ranks (ranks, action)   [...] = action (), on all ranks; an error on one is raised on all, with its id and message
  %
  % ranks   [] where there are none
  if (isempty (ranks))
    [varargout{1:nargout}] = action ();
    return;
  end
  failure = [];
  mpi ('open');
  try
    [varargout{1:nargout}] = action ();
  catch err
    failure = err;
  end
  agree_on_failure (ranks, failure);
end
