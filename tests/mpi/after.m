% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, gx, gy] = after (calls)
  % [v, gx, gy] = after ({first, second})   first (), then what second () gives
  calls{1} ();
  [v, gx, gy] = calls{2} ();
end
