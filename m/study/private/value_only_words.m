% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = value_only_words (objective)
  % text = value_only_words (objective)   the verdict on an objective without derivatives, and why it was not traced
  text = 'value only: nothing to check';
  if (isfield (objective, 'untraced') && ~ isempty (objective.untraced))
    text = sprintf ('%s; %s', text, objective.untraced);
  end
end
