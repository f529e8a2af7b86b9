% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = is_tape (objective)
  % yes = is_tape (objective)   is it recorded, so that evaluations do not call the user's function?
  yes = isfield (objective, 'objective') && strcmp (objective.objective, 'tape');
end
