% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function compare_print (result)
  % compare_print (result)   means over the seeds, a line for each problem and method
  [problems, methods, seeds] = size (result.runs);
  fprintf ('%d seeds, means; f and lower_opt as returned and restored\n', seeds);
  fprintf ('%-14s %-22s %12s %12s %10s %10s %10s %9s %8s %s\n', 'problem', 'method', 'f', 'f restored', 'lower_opt', 'restored', ...
           'kkt', 'cost', 'seconds', 'exitflags');
  for p = 1:problems
    for m = 1:methods
      final = [result.runs(p, m, :).final];
      fprintf ('%-14s %-22s %12.6g %12.6g %10.2e %10.2e %10.2e %9.4g %8.2g %s\n', result.problems(p).name, result.methods(m).label, ...
               mean ([final.f]), mean ([final.f_restored]), mean ([final.lower_opt]), mean ([final.lower_opt_restored]), ...
               mean ([final.kkt]), mean ([final.cost]), mean ([final.seconds]), sprintf ('%g ', [final.exitflag]));
    end
  end
end
