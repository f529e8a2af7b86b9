% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = search_start (f, g, problem, options, first, patience)
  % s = search_start (f, g, problem, options, first, patience)   the state of a global search
  %
  % f, g, options   of the runs to come: nothing displayed, no warm start
  % low_x, high_x, low_y, high_y    where starts are taken from: the bounds, or where one is missing 4 lengths from what was found
  %                 first; width_x, width_y: between them
  % same            widths within which two x or two y are one
  % points          struct array of points where the lower level was solved: x, y, f, g, exitflag, output ([] but for runs),
  %                 origin (start, probe, run or tie)
  % calls, left, clock, seconds    made so far; still allowed, with `reserve` for measuring at the end; since when, how many
  % most            calls of one local run
  % span_g          largest decrease of g in a solve of the lower level: what tolerances on g are relative to
  % stopped, interrupted    by a limit, by OutputFcn
  % ties            how many were met;   tried   other x at which the lower level was solved
  % patience        seconds until a warning of silence; Inf: none is due
  s.f = f;
  s.g = g;
  for level = {'f', 'g'}
    if (isfield (s.(level{1}), 'probes'))
      s.(level{1}).probes = [0, 0];                  % what finding out about handles took is counted by the first run
    end
  end
  s.options = options;
  s.options.Display = 'off';
  s.options.Restore = true;
  s.options = rmfield (s.options, intersect (fieldnames (s.options), {'WarmStart'}));
  [s.low_x, s.high_x] = ranges (options, {'XMin', 'XMax'}, first.x, problem.x0);
  [s.low_y, s.high_y] = ranges (options, {'YMin', 'YMax'}, first.y, problem.y0);
  s.width_x = max (s.high_x - s.low_x, realmin (class (first.x)));
  s.width_y = max (s.high_y - s.low_y, realmin (class (first.x)));
  s.same = 1e-3;
  s.starts = first.output.options.Starts;
  s.seed = first.output.options.Seed;
  s.clock = tic ();
  s.calls = first.output.calls;
  s.reserve = min (1000, ceil (0.2 * first.output.options.MaxCalls));
  s.left = first.output.options.MaxCalls - s.calls.total - s.reserve;
  s.seconds = first.output.options.MaxTime - first.output.time;
  s.most = 2000 + s.calls.total;
  s.stopped = false;
  s.interrupted = false;
  s.span_g = 0;
  s.ties = 0;
  s.tried = 0;
  s.patience = patience - first.output.time;
  if (s.patience < 0)
    s.patience = Inf;                                % the first run has warned
  end
  s.points = struct ('x', first.x, 'y', first.y, 'f', first.f, 'g', first.output.gval, 'exitflag', first.exitflag, ...
                     'output', first.output, 'origin', 'start');
end

function [low, high] = ranges (options, names, z, z0)
  low = pgdqa_shared.bound_of (options, names{1}, z);
  high = pgdqa_shared.bound_of (options, names{2}, z);
  reach = 4 * max ([norm(z), norm(z - z0), 1e-3]) / sqrt (numel (z));
  low(isinf (low)) = min (z(isinf (low)), high(isinf (low))) - reach;
  high(isinf (high)) = max (z(isinf (high)), low(isinf (high))) + reach;
  low = cast (low, class (z));
  high = cast (high, class (z));
end
