% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = compiled_run (f, g, start, options, patience)
  % [x, y, fval, exitflag, output] = compiled_run (f, g, start, options, patience)   a run of the compiled solver from start.x0, start.y0
  %
  % It warns after PATIENCE seconds of silence.  Where pgdqa_solve has a checkpoint: the result that its file holds, or a run that goes on from
  % there and is written to it.
  session = checkpoint_session ();
  if (isempty (session))
    [varargout{1:5}] = pgdqa_shared.core ('solve', f, g, start.x0, start.y0, options, patience, []);
    return;
  end
  functions = fieldnames (options)';
  functions = functions(cellfun (@(name) isa (options.(name), 'function_handle'), functions));
  k = session.next;
  session.next = k + 1;
  checkpoint_session (session);
  if (k <= numel (session.state.calls) && ~ isempty (session.state.calls{k}.results))
    varargout = session.state.calls{k}.results;
    for name = functions
      varargout{5}.options.(name{1}) = options.(name{1});
    end
    return;
  end
  given = struct ('file', session.file, 'every', session.every, 'head', [], 'entries', zeros (1, 0, 'uint8'), 'generation', session.generation, ...
                  'several', session.several);
  if (k <= numel (session.state.calls))   % it has failed, and others have followed: so it does again
    [given.file, given.entries] = deal ('', session.state.calls{k}.entries);
  else
    [given.head, given.entries] = deal (checkpoint_state (session.state), session.entries);
  end
  done = struct ('results', {{}}, 'entries', zeros (1, 0, 'uint8'));
  try
    [varargout{1:5}] = pgdqa_shared.core ('solve', f, g, start.x0, start.y0, options, patience, given);
  catch err
    try
      if (~ isempty (given.file))
        [~, done.entries, session.generation] = pgdqa_shared.core ('checkpoint', session.file);
        keep (session, k, done);
      end
    catch %#ok<CTCH>   % the error of the run is the one to tell
    end
    rethrow (err);
  end
  done.results = varargout;
  if (given.several)
    [~, ~, session.generation] = pgdqa_shared.core ('checkpoint', session.file);
  end
  for name = functions   % they may hold anything, and are given again
    done.results{5}.options.(name{1}) = [];
  end
  keep (session, k, done);
end

function keep (session, k, done)
  session.state.calls{k} = done;
  session.entries = zeros (1, 0, 'uint8');
  checkpoint_session (session);
end
