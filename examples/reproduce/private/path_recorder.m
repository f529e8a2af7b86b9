% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = path_recorder (what, values, state)
  % The OutputFcn of run_path.
  %
  % path_recorder ('start', marks, counter)   begin a run; marks: ascending iterations to keep; counter: handle of values, of the
  %                                  OutputFcn, that tells whether an iteration counts, or []
  % path = path_recorder ('read')    struct: k, calls, time (1 x S), x (n x S), y (m x S) at the marks that were reached, and
  %                                  squares (1 x S): the sum over iterations 0..k of the squared KKT residual, stationarity (1 x S),
  %                                  and counted: how many of them counted
  % stop = path_recorder (x, values, state)   as OutputFcn; never stops
  persistent marks next kept sum_squares counter counted
  out = false;
  if (ischar (what))
    if (strcmp (what, 'start'))
      marks = values;
      next = 1;
      kept = cell (0, 7);
      sum_squares = 0;
      counter = [];
      if (nargin > 2)
        counter = state;
      end
      counted = 0;
    else
      out = struct ('k', [kept{:, 1}], 'calls', [kept{:, 2}], 'time', [kept{:, 3}], 'x', [kept{:, 4}], 'y', [kept{:, 5}], ...
                    'squares', [kept{:, 6}], 'stationarity', [kept{:, 7}], 'counted', counted);
    end
    return;
  end
  if (~ strcmp (state, 'iter'))
    return;
  end
  sum_squares = sum_squares + values.kkt_residual ^ 2;
  if (~ isempty (counter))
    counted = counted + counter (values);
  end
  if (next <= numel (marks) && values.iteration >= marks(next))
    kept(end + 1, :) = {values.iteration, values.funccount, values.time, what, values.y, sum_squares, values.stationarity};
    while (next <= numel (marks) && marks(next) <= values.iteration)
      next = next + 1;
    end
  end
end
