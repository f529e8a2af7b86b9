% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tape = trace_again (store, x, y, forgiving)
  % tape = trace_again (store, x, y, forgiving)   a tape that holds at a point where none of those at hand does; the core calls it, and oracle_of
  %
  % store   containers.Map: 'objective', of pgdqa_trace with all tapes so far; 'failure', why there can be no more ('': there can);
  %         'bounds', options with those that points keep to
  % []: the function gives no finite number there, or fails and FORGIVING is true, so that NaN is right.  Else its error is raised as it is.
  % pgdqa:trace: it does neither, but cannot be recorded.
  tape = [];
  objective = store('objective');
  compiled = pgdqa_shared.core ();
  alone = objective;
  for k = 1:numel (objective.tapes)   % recorded in an earlier run
    alone.tapes = objective.tapes(k);
    [~, ~, ~, known] = compiled ('eval', alone, x, y);
    if (known)
      tape = alone.tapes;
      return;
    end
  end
  pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + 1);
  try
    v = objective.fun (x, y);
  catch err
    if (~ forgiving)
      rethrow (err);
    end
    return;
  end
  if (~ isnumeric (v) || ~ isscalar (v) || ~ isreal (v) || ~ isfinite (v))
    return;
  end
  try
    objective = pgdqa_trace (objective, x, y, store('bounds'));
  catch err
    store('failure') = err.message; %#ok<NASGU>
    rethrow (err);
  end
  store('objective') = objective; %#ok<NASGU>
  tape = objective.tapes(end);
end
