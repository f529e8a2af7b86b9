% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = distributed (ranks, objective, given)
  % objective = distributed (ranks, objective, given)   the sum over ranks of OBJECTIVE, which is this rank's part; as it is where there are no ranks
  %
  % The weight is the field weight of GIVEN, what OBJECTIVE was made from; of a mean over rows the share of the rows; else 1.
  if (isempty (ranks))
    return;
  end
  rows = 0;
  if (isfield (given, 'mean_of'))
    rows = given.mean_of;
  end
  total = sum (gathered (ranks, rows));
  weight = 1;
  if (isfield (given, 'weight') && ~ isempty (given.weight))
    weight = given.weight;
  elseif (rows > 0)
    weight = rows / total;
  end
  objective = struct ('objective', 'distributed', 'BASE', objective, 'weight', double (weight), 'FIRST', ranks.first, 'COUNT', ranks.count);
end
