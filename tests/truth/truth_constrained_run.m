% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function runs = truth_constrained_run (names, seeds, report, varargin)
  % runs = truth_constrained_run (names, seeds, report, ..)   solves instances of truth_constrained and judges every claim; further arguments are options
  %
  % names: cell array or '' (all);  seeds: numbers;  report: print false claims and runs without one where the answer is regular.  A struct array with family,
  % seed, regular, many_wells, exitflag, stop, calls, seconds, x, y, f, claim, false, why, and reached: is f the planted one or less?
  if (isempty (names))
    names = truth_constrained ();
  end
  runs = struct ([]);
  for name = cellstr (names)(:)'
    for seed = seeds
      p = truth_constrained (name{1}, seed);
      r = struct ('family', name{1}, 'seed', seed, 'regular', p.regular, 'many_wells', p.many_wells);
      bounds = [fieldnames(p.options), struct2cell(p.options)]'(:)';
      start = tic ();
      [r.x, r.y, r.f, r.exitflag, output] = pgdqa_solve (p.problem, 'Search', 'local', 'Derivatives', 'auto', 'MaxCalls', 20000, bounds{:}, varargin{:});
      [r.seconds, r.stop, r.calls, r.claim] = deal (toc (start), output.stop, output.calls.total, r.exitflag > 0);
      [r.false, r.why] = deal (false, '');
      if (r.claim)
        v = truth_constrained_judge (p, r.x, r.y, r.f);
        [r.false, r.why] = deal (v.false, v.why);
      end
      planted = p.problem.f (p.x, p.y);
      r.reached = ! p.many_wells && r.f <= planted + 1e-4 * (1 + abs (planted));
      runs = [runs, r];
      if (report && (r.false || (r.regular && ! r.claim)))
        printf ('%-11s seed %2d exitflag %2d %-16s %6d calls %.2f s  %s\n', r.family, seed, r.exitflag, r.stop, r.calls, r.seconds, r.why);
        if (r.false)
          printf ('   violation %.1e, g above by %.1e of %.1e, f by %.1e of %.1e\n', v.worst, v.drop_g, v.G, v.drop_f, v.R);
        end
        fflush (stdout);
      end
    end
  end
end
