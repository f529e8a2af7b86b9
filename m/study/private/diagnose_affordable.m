% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = diagnose_affordable (oracle, calls)
  % yes = diagnose_affordable (oracle, calls)   are so many calls left?  If not, oracle.counter('skipped') grows by 1
  yes = calls <= oracle.limit - oracle.counter('calls');
  if (~ yes)
    counter = oracle.counter; % a handle: the count is shared
    counter('skipped') = counter('skipped') + 1; %#ok<NASGU>
  end
end
