% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function names = constraint_names ()
  % names = constraint_names ()   the options, and fields of a problem struct, that hold constraints
  parts = {'A', 'B', 'Aeq', 'Beq', 'Con'};
  names = [strcat('Upper', parts), strcat('Lower', parts)];
end
