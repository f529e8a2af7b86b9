% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function refuse (operation, reason, advice)
  % refuse (operation, reason, advice)   ends the tracing; advice: what to write instead
  error ('pgdqa:trace', '%s %s; %s', operation, reason, advice);
end
