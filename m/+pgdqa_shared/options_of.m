% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = options_of (own, given)
  % options = options_of (own, given)   the options of the solver: a problem's own, overridden by those of the call
  %
  % own     struct
  % given   cell array: [] or nothing; a struct; a struct or nothing, then 'Name', value, ...
  if (numel (given) == 1 && isempty (given{1}))
    given = {};
  end
  if (~ isempty (fieldnames (own)))
    if (~ isempty (given) && isstruct (given{1}))
      own = pgdqa_shared.overlaid (pgdqa_options (own), pgdqa_options (given{1}));
      given(1) = [];
    end
    given = [{own}, given];
  end
  options = struct ();
  if (~ isempty (given))
    options = pgdqa_options (given{:});
  end
end
