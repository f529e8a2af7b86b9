% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, r] = search_run (s, x0, y0, options)
  % [s, r] = search_run (s, x0, y0, options)   a run of the solver within the budget of the search; options in addition to its own
  %
  % r   struct x, y, f, g, exitflag, output, origin ("run"); [] where the budget is spent, a function failed,
  %     f is not finite or the run went far out of the box of the search
  r = [];
  s = search_notice (s);
  seconds = s.seconds - toc (s.clock);
  if (s.stopped || s.left < 8 || seconds <= 0)
    s.stopped = true;
    return;
  end
  own = isfield (options, 'MaxCalls') && options.MaxCalls <= s.left;
  try
    [x, y, f, exitflag, output] = pgdqa_shared.core ('solve', s.f, s.g, x0, y0, ...
                                             pgdqa_shared.limited_options (pgdqa_shared.overlaid (s.options, options), s.left, seconds));
  catch err
    if (~ isempty (strfind (err.identifier, 'pgdqa:option')))
      rethrow (err);
    end
    return;                                          % a function that fails far from where the user started
  end
  for name = fieldnames (s.calls)'
    s.calls.(name{1}) = s.calls.(name{1}) + output.calls.(name{1});
  end
  s.left = s.left - output.calls.total;
  s.interrupted = exitflag == -1;
  s.stopped = s.interrupted;
  if (own && strcmp (output.stop, 'max_calls'))
    output = with_stop (output, 'search_limit');
  end
  near = search_apart (x, s.low_x, s.width_x) < 100 && search_apart (y, s.low_y, s.width_y) < 100;
  if (isfinite (f) && isfinite (output.gval) && near)
    r = struct ('x', x, 'y', y, 'f', f, 'g', output.gval, 'exitflag', exitflag, 'output', output, 'origin', 'run');
  end
end
