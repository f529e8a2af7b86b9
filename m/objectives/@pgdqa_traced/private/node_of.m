% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function k = node_of (a, may_be_sparse)
  % k = node_of (a)       the node of A, traced or not; recorded if there is none yet
  % k = node_of (a, true) a sparse constant stays sparse
  v = a;
  k = 0;
  if (isobject (a))
    v = a.value;
    k = a.node;
  end
  if (k == 0)
    if (nargin < 2)
      v = full (v);
    end
    k = tape_command ('constant', v);
  elseif (k < 0)
    k = tape_command ('add', 'assemble', 0, 0, a.map, v);
  end
end
