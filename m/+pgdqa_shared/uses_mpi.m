% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = uses_mpi (options)
  % yes = uses_mpi (options)   whether option Comm is 'mpi'
  yes = isfield (options, 'Comm') && strcmpi (options.Comm, 'mpi');
end
