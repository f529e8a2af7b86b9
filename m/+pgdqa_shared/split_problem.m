% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, rest, own] = split_problem (caller, arguments, names)
  % [problem, rest, own] = split_problem (caller, arguments, names)   (f, g, x0, y0, ...) or (problem, ...): the problem, checked, and what follows
  %
  % names   of the starts, for messages, {'x0', 'y0'} unless given
  % own     the options of the problem, struct () where it has none
  if (nargin < 3)
    names = {'x0', 'y0'};
  end
  if (~ isempty (arguments) && isstruct (arguments{1}) && ~ isfield (arguments{1}, 'objective'))
    problem = arguments{1};
    rest = arguments(2:end);
    pgdqa_shared.check_problem (caller, problem);
  else
    if (numel (arguments) < 4)
      error ('pgdqa:size', '%s: %d arguments, expected f, g, %s, %s or a problem struct', caller, numel (arguments), names{:});
    end
    problem = struct ('f', arguments(1), 'g', arguments(2), 'x0', arguments(3), 'y0', arguments(4));
    rest = arguments(5:end);
    pgdqa_shared.check_start (caller, problem.x0, names{1});
    pgdqa_shared.check_start (caller, problem.y0, names{2});
  end
  own = struct ();
  if (isfield (problem, 'options') && ~ isempty (problem.options))
    own = problem.options;
  end
end
