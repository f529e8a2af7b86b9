% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function rows = solver_functions ()
  % rows = solver_functions ()   {name, signature, number of arguments} of the functions of pgdqa_objective that help to solve with D2_yy fun
  rows = {'HessianYY', 'A = fun (x, y)', 2
          'SolveYY', 's = fun (x, y, b)', 3
          'PreconditionerYY', 's = fun (x, y, b)', 3};
end
