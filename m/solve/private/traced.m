% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [objective, facts] = traced (objective, options, x, y)
  % [objective, facts] = traced (objective, options, x, y)   a probed objective, recorded where option Derivatives asks for it
  %
  % facts: output.derivatives of this level.  source, hvp: where gradients and products come from (given, traced, native, difference,
  % complex-step); tapes, operations: of a tape at the start of the run; reason, where: why, and at which line, a trace failed ('': it did not).
  word = 'difference';
  if (isfield (options, 'Derivatives'))
    word = lower (options.Derivatives);
  end
  facts = struct ('source', 'native', 'hvp', 'native', 'tapes', 0, 'operations', 0, 'reason', '', 'where', '');
  if (strcmp (objective.objective, 'handle'))
    given = objective.order > 0;
    if (strcmp (word, 'trace') || (strcmp (word, 'auto') && ~ given))
      [objective, facts] = record (objective, facts, word, options, x, y);
    end
  end
  switch (objective.objective)
    case 'handle'
      facts.hvp = 'difference';
      facts.source = 'given';
      if (~ isempty (objective.hvp))
        facts.hvp = 'given';
      end
      if (objective.order < 1)
        facts.source = 'difference';
        if (strcmp (word, 'complex-step'))
          facts.source = word;
        end
      end
    case 'tape'
      [facts.source, facts.hvp] = deal ('traced');
      facts.tapes = numel (objective.tapes);
      facts.operations = objective.operations;
  end
end

function [objective, facts] = record (objective, facts, word, options, x, y)
  solvers = pgdqa_shared.solver_functions ();
  own = solvers(isfield (objective, solvers(:, 1)), 1);
  try
    if (~ isempty (own))
      error ('pgdqa:trace', 'pgdqa_solve: an objective with %s is not traced', own{1});
    end
    objective = pgdqa_shared.as_objective ('pgdqa_solve', pgdqa_trace (objective.fun, x, y), objective.level);
  catch err
    if (strcmp (word, 'trace') || ~ strcmp (err.identifier, 'pgdqa:trace'))
      rethrow (err);
    end
    facts.reason = err.message;
    place = regexp (err.message, ' at (\S+:\d+): ', 'tokens', 'once');
    if (~ isempty (place))
      facts.where = place{1};
    end
    if (isfield (options, 'Display') && ~ strcmpi (options.Display, 'off'))
      fprintf ('pgdqa: %s is differentiated by differences: %s\n', objective.level, err.message);
    end
  end
end
