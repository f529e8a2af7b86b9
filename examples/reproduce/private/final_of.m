% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function values = final_of (result, name, label, p)
  % values = final_of (result, name, label, p)   column over seeds: that field of result.final of the method with that label
  %
  % p   index of the problem, default 1
  if (nargin < 4)
    p = 1;
  end
  final = result.final;
  values = final.(name)(strcmp (final.method, label) & strcmp (final.problem, result.problems(p).name));
end
