% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function runs = truth_run (names, seeds, modes, report)
  % runs = truth_run (names, seeds, modes)   solves instances and judges every claim; a struct array, one element a run
  % truth_run ('ridge', 3, 'values')         prints one run
  %
  % names: cell array or '' (all);  seeds: numbers (default 1:20);  modes: cell array (default: products, gradients, values; values, which
  % is by differences, only where n + m <= 12; there is also traced, the values recorded by pgdqa_trace).  Fields: family, seed, mode, many_wells, exitflag, stop, calls, seconds, f, x, y, and of the judge (asked where exitflag > 0 or -4)
  % claim, false, and why, drop_f, error_f, drop_g, R, G, noise, spent of truth_judge;
  % fallen: |F (x0) - F (x)|.  Every run with exitflag 1 or -4 is started again: fell: f falls by more than 1e-6 R and the rounding.
  if (nargin < 1 || isempty (names))
    names = truth_family ();
  end
  if (nargin < 2)
    seeds = 1:20;
  end
  if (nargin < 3)
    modes = {'products', 'gradients', 'values'};
  end
  if (nargin < 4)
    report = true;
  end
  names = cellstr (names);
  modes = cellstr (modes);
  runs = struct ([]);
  for name = names(:)'
    for seed = seeds
      p = truth_family (name{1}, seed);
      for mode = modes(:)'
        if (strcmp (mode{1}, 'values') && numel (p.x0) + numel (p.y0) > 12)
          continue;
        end
        r = one (p, mode{1});
        runs = [runs, r];
        if (report && (r.false || r.fell || numel (names) * numel (seeds) * numel (modes) == 1))
          printf ('%-18s seed %2d %-9s exitflag %2d %-17s %5d calls %.2f s  %s  %s\n', r.family, r.seed, r.mode, r.exitflag, r.stop, r.calls, r.seconds, found (r), ...
                  {'', 'false claim'}{1 + r.false});
          fflush (stdout);
        end
      end
    end
  end
end

function r = one (p, mode)
  r = struct ('family', p.name, 'seed', p.seed, 'mode', mode, 'many_wells', p.many_wells, 'exitflag', NaN, 'stop', '', 'calls', 0, 'seconds', 0, ...
              'f', NaN, 'x', [], 'y', [], 'claim', false, 'false', false, 'why', '', 'drop_f', NaN, 'error_f', NaN, 'drop_g', NaN, 'R', NaN, 'G', NaN, 'noise', NaN, 'fallen', NaN, 'fell', false, 'fall', NaN, 'spent', 0);
  start = tic ();
  [r.x, r.y, r.f, r.exitflag, output] = truth_solve (p, mode);
  r.seconds = toc (start);
  if (isfield (output, 'stop'))                      % older builds have none
    r.stop = output.stop;
  end
  r.calls = output.calls.total;
  r.claim = r.exitflag > 0;
  if (~ r.claim && r.exitflag ~= -4)
    return;
  end
  v = truth_judge (p, r.x, r.y, r.f, mode);
  r.false = r.claim && v.false;
  r.fallen = abs (truth_value (p, p.x0, p.y0) - v.F);
  for name = {'why', 'drop_f', 'error_f', 'drop_g', 'R', 'G', 'noise', 'spent'}
    r.(name{1}) = v.(name{1});
  end
  if (any (r.exitflag == [1, -4]))
    r.fall = truth_restart (p, mode, r.x, r.y, r.f);
    r.fell = r.fall > 1e-6 * r.R + r.noise;          % not where the judge found no F near x: R is NaN
  end
end

function text = found (r)
  text = '';
  if (~ isempty (r.why))
    numbers = [r.drop_g / r.G, r.error_f / r.R, r.drop_f / r.R];
    text = sprintf ('judge: %s by %.1e', r.why, numbers(strcmp ({'lower', 'value', 'upper'}, r.why)));
    if (~ strcmp (r.why, 'lower'))
      text = sprintf ('%s R, %.1e of the fall from x0', text, max (r.error_f, r.drop_f) / r.fallen);
    end
  end
  if (r.fell)
    text = sprintf ('%s, f falls by %.1e R when restarted', text, r.fall / r.R);
  end
end
