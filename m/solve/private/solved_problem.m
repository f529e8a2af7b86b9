% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = solved_problem (parsed, problem, options, ranks)
  % [x, y, fval, exitflag, output] = solved_problem (parsed, problem, options, ranks)   the run that pgdqa_solve was called for
  %
  % parsed    problem of problem_of as it was given
  % problem   the same, x0 of all ranks
  % ranks     of solved_on_ranks; []: there are none
  [session, problem, options] = checkpoint_begin (problem, options, ranks);
  before = checkpoint_session (session);
  restore = onCleanup (@() checkpoint_session (before)); %#ok<NASGU>  a run within another one is not the other's
  x0 = own_x (ranks, problem.x0);
  parsed.y0 = problem.y0;
  [f, g] = on_ranks (ranks, @() probed (parsed, x0));
  con = on_ranks (ranks, @() pgdqa_shared.constraints_of (problem, options));
  problem.ranks = ranks;
  if (isempty (con))
    [x, y, fval, exitflag, output] = solved (struct ('f', f, 'g', g), problem, options);
  else
    [x, y, fval, exitflag, output] = constrained (struct ('f', f, 'g', g), problem, options, con);
  end
end

function [f, g] = probed (parsed, x0)
  f = pgdqa_shared.probe_objective (parsed.f, x0, parsed.y0);
  g = pgdqa_shared.probe_objective (parsed.g, x0, parsed.y0);
end
