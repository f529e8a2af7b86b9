% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = diagnose_run (f, g, x0, y0, options, calls)
  % run = diagnose_run (f, g, x0, y0, options, calls)   a short adaptive run from (x0, y0), its path sampled
  %
  % options  what of pgdqa_options applies (bounds, Derivatives, ...);  calls   the most it may make
  % run      exitflag (NaN: it raised an error, whose id and words are in failure), stop ('error' then), x, y, f, message, calls, output,
  %          points: struct array x, y, at most 12 along the path, the last one (x, y) itself
  store = containers.Map ('KeyType', 'char', 'ValueType', 'any');
  store('points') = struct ('x', {}, 'y', {});
  store('every') = 1;
  store('seen') = 0;
  store('calls') = 0;
  fixed = {'Schedule', 'adaptive', 'Search', 'local', 'MaxCalls', calls, 'Display', 'off', ...
           'OutputFcn', @(x, values, state) record (store, x, values, state)};
  run = struct ('exitflag', NaN, 'stop', 'error', 'x', x0, 'y', y0, 'f', NaN, 'message', '', 'calls', 0, 'output', [], ...
                'points', struct ('x', {}, 'y', {}), 'failure', []);
  try
    [run.x, run.y, run.f, run.exitflag, run.output] = pgdqa_solve (f, g, x0, y0, pgdqa_options (options, fixed{:}));
    run.stop = run.output.stop;
    run.message = run.output.message;
    run.calls = run.output.calls.total;
    run.f = double (run.f);
  catch err
    if (strncmp (err.identifier, 'pgdqa:', 6) && ~ strcmp (err.identifier, 'pgdqa:needs'))
      rethrow (err);
    end
    run.failure = struct ('identifier', err.identifier, 'message', err.message);
    run.message = err.message;
    run.calls = store('calls');
  end
  run.points = store('points');
  run.points(end + 1) = struct ('x', run.x, 'y', run.y);
end

function stop = record (store, x, values, state)
  % Every second point goes when there are too many.
  most = 11;
  stop = false;
  store('calls') = values.funccount; %#ok<NASGU>
  if (~ strcmp (state, 'iter'))
    return;
  end
  seen = store('seen');
  if (mod (seen, store('every')) == 0)
    points = store('points');
    points(end + 1) = struct ('x', x, 'y', values.y);
    if (numel (points) > most)
      points = points(1:2:end);
      store('every') = 2 * store('every'); %#ok<NASGU>
    end
    store('points') = points; %#ok<NASGU>
  end
  store('seen') = seen + 1; %#ok<NASGU>
end
