% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_outlets (caller, draws, option, base, endings)
  % check_outlets (caller, draws, option, base, endings)   before the work: can its results be shown and written?
  %
  % draws     true if a figure must be drawn: pgdqa:needs without a graphics toolkit
  % option    name of the option, File or Base
  % base      its value, '' if there is none
  % endings   cell array: the files are [base, ending]; pgdqa:value if one cannot be written
  if (draws)
    pgdqa_shared.needs_toolkit (caller);
  end
  if (isempty (base))
    return;
  end
  if (size (base, 1) ~= 1 || base(end) == '/')
    endings = {''}; % it is no base name, as check_file says
  end
  for i = 1:numel (endings)
    pgdqa_shared.check_file (caller, option, [base, endings{i}]);
  end
end
