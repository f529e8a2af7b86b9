% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output, objectives] = solved (levels, problem, options, compose, own)
  % [x, y, fval, exitflag, output] = solved (levels, problem, options)   one run
  % [..., objectives] = solved (levels, problem, options, compose, own)  a run of what is made of them
  %
  % levels      struct f, g of probed objectives
  % compose     run = compose (objectives), struct f, g of objectives whose first OWN y are those of the levels
  % objectives  the levels as they ran
  % Where the tapes of a level fail, it is made again without them; with Derivatives 'trace' that is an error.
  if (nargin < 4)
    compose = @(objectives) objectives;
    own = numel (problem.y0);
  end
  before = pgdqa_shared.handle_calls ();
  restore = onCleanup (@() pgdqa_shared.handle_calls (before)); %#ok<NASGU>  a run within another one is not the other's
  patience = silence_allowed (options, session_facts ());
  recorded = @(objective, lost) pgdqa_shared.traced ('pgdqa_solve', objective, options, problem.x0, problem.y0(1:own), lost);
  objectives = struct ('f', recorded (levels.f, ''), 'g', recorded (levels.g, ''));
  while (true)
    failed = '';
    run = compose (objectives);
    try
      [x, y, fval, exitflag, output] = compiled_run (run.f, factored (run.g, problem, options), problem, options, patience);
    catch err
      failed = untraceable (levels, objectives, err);
      reason = err.message;
      if (isempty (failed) || insists (options))
        rethrow (err);
      end
    end
    if (isempty (failed))
      failed = contradicted (objectives, x, y(1:own));
      reason = 'at the answer of a run it gave another value or gradient than its tape';
    end
    if (isempty (failed))
      break;
    elseif (insists (options))
      error ('pgdqa:trace', ['pgdqa_solve: at the answer %s gives another value than its tape: it may test x or y as in `if (z)`, which ' ...
                             'leaves no trace (write `if (z ~= 0)`), or keep state; set Derivatives to ''difference'''], failed);
    end
    objectives.(failed) = recorded (objectives.(failed), reason);
  end
  for name = 'fg'
    output.derivatives.(name) = traced_facts (objectives.(name), options);
  end
  output.calls.handle = pgdqa_shared.handle_calls () - before;
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
