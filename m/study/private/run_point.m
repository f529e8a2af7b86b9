% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function point = run_point (x, y, fval, exitflag, output, x0, y0, start)
  % point = run_point (x, y, fval, exitflag, output, x0, y0, start)   where a run from (x0, y0), start number START, ended: for multistart_solutions
  h = output.history;
  first = {NaN, NaN};
  if (~ isempty (h.f))                                % else the run ended before an iterate
    first = {h.f(1), h.g(1)};
  end
  point = struct ('x', x, 'y', y, 'f', fval, 'g', output.gval, 'exitflag', exitflag, 'kind', output.lower.kind, 'x0', x0, 'y0', y0, ...
                  'f0', first{1}, 'g0', first{2}, 'start', start, 'solved', exitflag > 0 || output.lower.restored);
end
