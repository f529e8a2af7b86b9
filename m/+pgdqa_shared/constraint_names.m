% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [names, kinds] = constraint_names ()
  % [names, kinds] = constraint_names ()   the options, and fields of a problem struct, that hold constraints; the fields of output.multipliers
  names = {'UpperA', 'UpperB', 'UpperAeq', 'UpperBeq', 'UpperCon', 'LowerA', 'LowerB', 'LowerAeq', 'LowerBeq', 'LowerCon'};
  kinds = {'ineqlin', 'eqlin', 'ineqnonlin', 'eqnonlin'};
end
