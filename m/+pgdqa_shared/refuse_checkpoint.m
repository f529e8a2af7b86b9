% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function refuse_checkpoint (caller, options)
  % refuse_checkpoint (caller, options)   pgdqa:option where the options ask for a checkpoint, which is of one run of pgdqa_solve
  for name = {'Checkpoint', 'Resume'}
    if (isfield (options, name{1}) && ~ isempty (options.(name{1})))
      error ('pgdqa:option', '%s: %s is set, expected it in calls of pgdqa_solve only: a checkpoint is of one run', caller, name{1});
    end
  end
end
