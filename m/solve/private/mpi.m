% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = mpi (varargin)
  % [...] = mpi (command, ...)   pgdqa_mex_mpi (command, ...), the ranks of MPI; pgdqa:mpi where it is not built
  persistent found
  if (isempty (found))
    found = exist ('pgdqa_mex_mpi') == 3; %#ok<EXIST>
  end
  if (~ found)
    error ('pgdqa:mpi', ['pgdqa is built without MPI, expected Open MPI or MPICH: install it (on Debian openmpi-bin and libopenmpi-dev), ' ...
                         'then build pgdqa again']);
  end
  [varargout{1:nargout}] = pgdqa_mex_mpi (varargin{:});
end
