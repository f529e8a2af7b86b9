% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_curves (result, path)
  % write_curves (result, path)   the mean, low and high of all curves of pgdqa_compare as a CSV file
  %
  % Columns: problem, method, quantity, the axis (calls or time), mean, low, high.
  file = fopen (path, 'w');
  if (file < 0)
    error ('pgdqa:value', 'write_curves: cannot write %s', path);
  end
  fprintf (file, 'problem,method,quantity,%s,mean,low,high\n', result.axis);
  for p = 1:size (result.curves, 1)
    for m = 1:size (result.curves, 2)
      for name = fieldnames (result.curves)'
        band = result.curves(p, m).(name{1});
        if (all (isnan (band.mean)))
          continue;
        end
        for k = 1:numel (result.grid)
          fprintf (file, '"%s","%s",%s,%.12g,%.12g,%.12g,%.12g\n', result.problems(p).name, result.methods(m).label, name{1}, ...
                   result.grid(k), band.mean(k), band.low(k), band.high(k));
        end
      end
    end
  end
  fclose (file);
end
