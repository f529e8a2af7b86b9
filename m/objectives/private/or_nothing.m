% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function obj = or_nothing (obj)
  % obj = or_nothing (obj)   an objective with data as it is; 0 where there are no rows, as on a rank of MPI that has none
  if (isempty (obj.At))
    obj = pgdqa_quadratic ([], [], [], [], []);
  end
end
