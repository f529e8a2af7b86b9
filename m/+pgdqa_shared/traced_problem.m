% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, made] = traced_problem (caller, problem, options)
  % [problem, made] = traced_problem (caller, problem, options)   f and g of a problem of problem_of, recorded where OPTIONS ask for it (traced)
  %
  % For functions that evaluate or solve a problem many times: it is recorded once.   made: calls of the user's functions that this took
  made = pgdqa_shared.handle_calls ();
  for name = 'fg'
    problem.(name) = pgdqa_shared.traced (caller, problem.(name), options, problem.x0, problem.y0);
  end
  made = pgdqa_shared.handle_calls () - made;
end
