% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function out = path_recorder (what, values, state)
  % The OutputFcn of run_path.
  %
  % path_recorder ('start', marks)   begin a run; marks: ascending iterations to keep
  % path = path_recorder ('read')    struct: k, calls, time (1 x S), x (n x S), y (m x S) at the marks that were reached, and
  %                                  squares (1 x S): the sum over iterations 0..k of the squared KKT residual, and stationarity (1 x S)
  % stop = path_recorder (x, values, state)   as OutputFcn; never stops
  persistent marks next kept sum_squares
  out = false;
  if (ischar (what))
    if (strcmp (what, 'start'))
      marks = values;
      next = 1;
      kept = cell (0, 7);
      sum_squares = 0;
    else
      out = struct ('k', [kept{:, 1}], 'calls', [kept{:, 2}], 'time', [kept{:, 3}], 'x', [kept{:, 4}], 'y', [kept{:, 5}], ...
                    'squares', [kept{:, 6}], 'stationarity', [kept{:, 7}]);
    end
    return;
  end
  if (~ strcmp (state, 'iter'))
    return;
  end
  sum_squares = sum_squares + values.kkt_residual ^ 2;
  if (next <= numel (marks) && values.iteration >= marks(next))
    kept(end + 1, :) = {values.iteration, values.funccount, values.time, what, values.y, sum_squares, values.stationarity};
    while (next <= numel (marks) && marks(next) <= values.iteration)
      next = next + 1;
    end
  end
end
