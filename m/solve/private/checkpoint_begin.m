% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [session, problem, options] = checkpoint_begin (problem, options, ranks)
  % [session, problem, options] = checkpoint_begin (problem, options, ranks)   the checkpoint that the options ask for
  %
  % ranks     of solved_on_ranks, each of which has a file of its own, NAME.0, NAME.1, ...; [] where there are none
  % session   [] without; else
  %   file, every   where it is written, and how many seconds pass between two writes
  %   state         what a file holds besides the results of the run at work: release, problem (checkpoint_identity), x0, y0, options, and
  %                 calls, cell array of a struct for each run of the compiled solver that has ended: results {x, y, fval, exitflag, output},
  %                 or, where it failed, entries
  %   entries       uint8: results of the calls of f and g in the run at work, from the file
  %   generation    how many times it was written; two ranks may be one write apart, and then take that of before, NAME.0.old, ...
  %   several       there are ranks
  %   next          number of the next run of the compiled solver
  % problem, options   with Resume the start and the options of the file; its limits, Display and functions are those of the call
  session = [];
  file = text_of (options, 'Checkpoint');
  earlier = text_of (options, 'Resume');
  if (isempty (file) && isempty (earlier))
    return;
  end
  identity = checkpoint_identity (problem, options);
  entries = zeros (1, 0, 'uint8');
  generation = 0;
  state = struct ('release', pgdqa_shared.release (), 'problem', identity, 'x0', problem.x0, 'y0', problem.y0, 'options', kept_options (options), 'calls', {{}});
  if (isempty (file))
    file = earlier;
  end
  if (~ isempty (ranks))
    file = sprintf ('%s.%d', file, ranks.rank);
  end
  if (~ isempty (earlier))
    [head, entries, generation] = read_file (ranks, earlier);
    found = checkpoint_state (head);
    on_ranks (ranks, @() refuse_other (earlier, found, state));
    options = with_those_of (found.options, options);
    state = found;
    [problem.x0, problem.y0] = deal (state.x0, state.y0);
  end
  in_force = pgdqa_shared.core ('options', options);
  session = struct ('file', file, 'every', in_force.CheckpointEvery, 'state', state, 'entries', entries, 'generation', generation, 'several', ~ isempty (ranks), 'next', 1);
end

function [head, entries, generation] = read_file (ranks, file)
  if (~ isempty (ranks))
    file = sprintf ('%s.%d', file, ranks.rank);
  end
  [head, entries, generation] = on_ranks (ranks, @() pgdqa_shared.core ('checkpoint', file));
  common = -largest_of_ranks (ranks, -generation);
  [head, entries, generation] = on_ranks (ranks, @() of_generation (common, file, head, entries, generation));
end

function [head, entries, generation] = of_generation (common, file, head, entries, generation)
  if (generation == common)
    return;
  end
  [head, entries, generation] = pgdqa_shared.core ('checkpoint', [file '.old']);
  if (generation ~= common)
    error ('pgdqa:checkpoint', 'pgdqa_solve: Resume is ''%s'', number %d of its run, where another rank has number %d, expected files of one moment', file, generation, common);
  end
end

function text = text_of (options, name)
  text = '';
  if (isfield (options, name))
    text = options.(name);
  end
end

function refuse_other (file, found, state)
  if (~ strcmp (found.release, state.release))
    error ('pgdqa:checkpoint', 'pgdqa_solve: Resume is ''%s'', written by pgdqa %s, expected a file of this version, %s', file, found.release, state.release);
  end
  for name = fieldnames (state.problem)'
    if (~ isfield (found.problem, name{1}) || ~ strcmp (found.problem.(name{1}), state.problem.(name{1})))
      error ('pgdqa:checkpoint', 'pgdqa_solve: Resume is ''%s'', of another problem: %s differs; expected the file of a run with the same f, g, sizes, classes and constraints', ...
             file, strrep (name{1}, '_', ' of '));
    end
  end
end

function options = kept_options (options)
  % those that a file holds
  of_call = own_options ();
  options = rmfield (options, of_call(isfield (options, of_call)));
end

function options = with_those_of (kept, given)
  own = own_options ();
  for name = fieldnames (given)'
    if (any (strcmp (name{1}, own)))
      kept.(name{1}) = given.(name{1});
    elseif (~ isfield (kept, name{1}) || ~ isequaln (kept.(name{1}), given.(name{1})))
      warning ('pgdqa:checkpoint', 'pgdqa_solve: %s is not read: with Resume the options of the file hold, except limits, Display and functions', name{1});
    end
  end
  options = kept;
end

function names = own_options ()
  % of the call, not of the file
  table = pgdqa_shared.core ('options');
  names = [{'MaxIter', 'MaxCalls', 'MaxTime', 'Display', 'Checkpoint', 'CheckpointEvery', 'Resume'}, {table(strcmp ({table.kind}, 'function')).name}];
end
