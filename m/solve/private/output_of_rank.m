% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, output] = output_of_rank (ranks, x, output)
  % [x, output] = output_of_rank (ranks, x, output)   this rank's part of what is sized like x; output.state stays that of all
  if (~ ranks.split)
    return;
  end
  own = ranks.first + (1:ranks.count);
  x = x(own);
  if (size (output.lower.sides, 1) == ranks.all)
    output.lower.sides = output.lower.sides(own, :);
  end
  if (isfield (output.lower, 'tied'))
    output.lower.tied.x = output.lower.tied.x(own);
  end
  for k = 1:numel (output.search.points)
    output.search.points(k).x = output.search.points(k).x(own);
  end
  far = output.far_variables;
  output.far_variables = far(far > ranks.first & far <= ranks.first + ranks.count) - ranks.first;
end
