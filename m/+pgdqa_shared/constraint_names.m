% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function names = constraint_names ()
  % names = constraint_names ()   the options, and fields of a problem struct, that hold constraints
  names = {'UpperA', 'UpperB', 'UpperAeq', 'UpperBeq', 'UpperCon', 'LowerA', 'LowerB', 'LowerAeq', 'LowerBeq', 'LowerCon'};
end
