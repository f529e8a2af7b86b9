% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function k = node_of (a, may_be_sparse)
  % k = node_of (a)       the node of A, traced or not; recorded if there is none yet
  % k = node_of (a, true) a sparse constant stays sparse
  if (~ varies (a))
    v = plain_of (a);
    if (nargin < 2 || ~ issparse (v))
      v = full (v);
    end
    k = pgdqa_traced.tape ('constant', v);
  elseif (a.node > 0)
    k = a.node;
  else
    k = pgdqa_traced.tape ('add', 'assemble', 0, 0, size (a.value), a.map, a.value);
  end
end
