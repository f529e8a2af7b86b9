% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = colon_of (limits)
  % r = colon_of (limits)   a range whose limits are traced: plain, as long as they stay
  for k = 1:numel (limits)
    limits{k} = fixed (limits{k});
  end
  r = colon (limits{:});
end
