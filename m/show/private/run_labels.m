% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function labels = run_labels (caller, labels, defaults)
  % labels = run_labels (caller, labels, defaults)   cell array of a name for each run, as given, or the defaults
  if (isempty (labels))
    labels = defaults;
  elseif (numel (labels) ~= numel (defaults))
    error ('pgdqa:size', '%s: Labels has %d entries, expected %d names, one for each run', caller, numel (labels), numel (defaults));
  end
end
