% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function subs = plain_subscripts (subs)
  % subs = plain_subscripts (subs)   subscripts as plain numbers; a traced one is to stay what it is
  for k = 1:numel (subs)
    subs{k} = fixed (subs{k});
  end
end
