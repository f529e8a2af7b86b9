% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function stop = stop_at_3 (x, values, state) %#ok<INUSL>
  % An OutputFcn that stops at iteration 3 and counts its calls.
  global seen
  seen = seen + strcmp (state, 'iter');
  stop = values.iteration >= 3;
end
