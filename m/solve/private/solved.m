% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output, objectives] = solved (levels, problem, options, compose, own)
  % [x, y, fval, exitflag, output] = solved (levels, problem, options)   one run
  % [..., objectives] = solved (levels, problem, options, compose, own)  a run of what is made of them
  %
  % levels      struct f, g of probed objectives
  % problem     x0, y0; ranks, of solved_on_ranks ([]: there are none)
  % compose     run = compose (objectives), struct f, g of objectives whose first OWN y are those of the levels
  % objectives  the levels as they ran, with ranks their sums
  % Where the tapes of a level fail, it is made again without them; with Derivatives 'trace' that is an error.
  if (nargin < 4)
    compose = @(objectives) objectives;
    own = numel (problem.y0);
  end
  before = pgdqa_shared.handle_calls ();
  restore = onCleanup (@() pgdqa_shared.handle_calls (before)); %#ok<NASGU>  a run within another one is not the other's
  patience = silence_allowed (options, session_facts ());
  ranks = problem.ranks;
  x0 = own_x (ranks, problem.x0);
  y0 = problem.y0(1:own);
  recorded = @(objective, lost) pgdqa_shared.traced ('pgdqa_solve', objective, own_options (ranks, options), x0, y0, lost);
  levels = struct ('f', own_part (levels.f), 'g', own_part (levels.g));
  parts = on_ranks (ranks, @() struct ('f', recorded (levels.f, ''), 'g', recorded (levels.g, '')));
  while (true)
    objectives = struct ('f', distributed (ranks, parts.f, levels.f), 'g', distributed (ranks, parts.g, levels.g));
    run = compose (objectives);
    run.g = factored (run.g, problem, options);
    [answer, failed, reason] = attempted (ranks, @() core_solve (run, problem, options, patience), @(err) untraceable (levels, parts, err), options);
    if (isempty (failed) && ~ isempty (answer))
      failed = on_ranks (ranks, @() contradicted (parts, own_x (ranks, answer{1}), answer{2}(1:own), options));
      reason = 'at the answer of a run it gave another value or gradient than its tape';
    end
    if (largest_of_ranks (ranks, double (~ isempty (failed))) == 0)
      break;
    elseif (~ isempty (failed))
      parts.(failed) = recorded (parts.(failed), reason);
    end
  end
  [x, y, fval, exitflag, output] = answer{:};
  for name = 'fg'
    output.derivatives.(name) = traced_facts (parts.(name), options);
  end
  output.calls.handle = largest_of_ranks (ranks, pgdqa_shared.handle_calls () - before);
end

function answer = core_solve (run, problem, options, patience)
  [answer{1:5}] = compiled_run (run.f, run.g, problem, options, patience);
end

function [answer, failed, reason] = attempted (ranks, action, untraceable, options)
  % answer = action (), or FAILED, 'f' or 'g', whose tapes have failed on this rank for that REASON; neither: on another rank
  answer = {};
  [failed, reason] = deal ('');
  failure = [];
  if (~ isempty (ranks))
    mpi ('open');
  end
  try
    answer = action ();
  catch err
    failure = err;
    if (~ insists (options))
      failed = untraceable (err);
    end
    if (~ isempty (failed))
      failure = [];
      reason = err.message;
    end
  end
  if (~ isempty (ranks))
    agree_on_failure (ranks, failure);
  elseif (~ isempty (failure))
    rethrow (failure);
  end
end

function yes = insists (options)
  yes = isfield (options, 'Derivatives') && strcmpi (options.Derivatives, 'trace');
end

function level = untraceable (levels, objectives, err)
  % 'f' or 'g': whose tapes have ended the run, because none holds at a point and none can be made, or because they took memory; '': neither
  level = '';
  for name = fieldnames (objectives)'
    made = objectives.(name{1});
    if (isfield (made, 'products'))
      made = made.products;
    end
    too_large = strcmp (err.identifier, 'pgdqa:memory') && strcmp (levels.(name{1}).objective, 'handle');
    if (isempty (level) && isfield (made, 'store') && (too_large || strcmp (made.store('failure'), err.message)))
      level = name{1};
    end
  end
end
