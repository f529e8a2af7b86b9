% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function compare_print (result)
  % compare_print (result)   means over the seeds, a line for each problem and method
  [problems, methods, seeds] = size (result.runs);
  table = {'problem', 'method', 'f', 'f restored', 'lower_opt', 'restored', 'kkt', 'cost', 'seconds', 'exitflags'};
  for p = 1:problems
    for m = 1:methods
      final = [result.runs(p, m, :).final];
      means = {'%.6g', mean([final.f]); '%.6g', mean([final.f_restored]); '%.2e', mean([final.lower_opt])
               '%.2e', mean([final.lower_opt_restored]); '%.2e', mean([final.kkt]); '%.4g', mean([final.cost]); '%.2g', mean([final.seconds])}';
      numbers = cellfun (@(format, value) sprintf (format, value), means(1, :), means(2, :), 'UniformOutput', false);
      table(end + 1, :) = [{result.problems(p).name, result.methods(m).label}, numbers, {sprintf('%g ', [final.exitflag])}]; %#ok<AGROW>
    end
  end
  fprintf ('Means of %s; lower_opt as returned and restored\n%s', ...
           pgdqa_shared.count_text (seeds, 'seed'), pgdqa_shared.aligned_text (table, 'llrrrrrrrl'));
end
