% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function labels = run_labels (caller, labels, defaults)
  % labels = run_labels (caller, labels, defaults)   cell array of a name for each run, as given (a char array for one), or the defaults
  if (ischar (labels))
    labels = {labels};
  end
  if (isempty (labels))
    labels = defaults;
  elseif (~ iscellstr (labels) || numel (labels) ~= numel (defaults))
    error ('pgdqa:size', '%s: Labels has %d entries, expected %d names, one for each run', caller, numel (labels), numel (defaults));
  end
end
