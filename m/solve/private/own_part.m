% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function objective = own_part (objective)
  % objective = own_part (objective)   this rank's part of one that is distributed
  if (strcmp (objective.objective, 'distributed'))
    weight = objective.weight;
    objective = objective.BASE;
    objective.weight = weight;
  end
end
