% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function v = relative_violation (r, J, equal, size_of)
  % v = relative_violation (r, J, equal, size_of)   of the user's rows size_of .* r, each relative to max (1, norm of its Jacobian row)
  v = pgdqa_shared.broken_rows (r, equal) .* size_of ./ max (1, size_of .* sqrt (full (sum (J .^ 2, 2))));
end
