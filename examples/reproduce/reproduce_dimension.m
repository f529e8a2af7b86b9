% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = reproduce_dimension (mode, folder)
  % row = reproduce_dimension (mode, folder)   our own figure: oracle calls and seconds against the dimension n = m = 20..2000
  %
  % mode     'quick' (seconds) or 'full' (five minutes);  folder   receives dimension.csv and dimension.png
  % row      struct: figure, source, found, measured, verdict, seconds
  %
  % Generated instances of the convex synthetic problem (seed 1, first start) and random quadratics.  The tolerance: the KKT
  % residual with the least-squares multiplier, 1e-3 of that at the start.  Limits: 20000 calls, 20 s.  Default constants of every
  % method (fixed schedules: alpha, gamma 1 times powers of K); none of them is tuned.
  started = tic ();
  sizes = [20, 60, 200, 600, 2000];
  most = struct ('calls', 20000, 'time', 20);
  if (strcmp (mode, 'quick'))
    sizes = [20, 40];
    most = struct ('calls', 600, 'time', 2);
  end
  methods = {struct('label', 'adaptive (default)', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
             struct('label', 'PGD-QA pl', 'options', pgdqa_options ('Schedule', 'fixed', 'Regime', 'pl', 'TolKKT', 0, 'TolLower', 0)), ...
             struct('label', 'PGD-QA general', 'options', pgdqa_options ('Schedule', 'fixed', 'Regime', 'general', 'TolKKT', 0, 'TolLower', 0)), ...
             struct('label', 'sgf', 'options', pgdqa_options ('Method', 'sgf')), ...
             struct('label', 'f2sa', 'options', pgdqa_options ('Method', 'f2sa')), ...
             struct('label', 'aid', 'options', pgdqa_options ('Method', 'aid'))};
  problems = {@convex, @(n) pgdqa_testproblem ('quadratic', n, n, 1)};
  names = {'convex', 'quadratic'};
  calls = NaN (2, numel (methods), numel (sizes));
  seconds = calls;
  left = calls;
  for p = 1:2
    for k = 1:numel (sizes)
      problem = problems{p} (sizes(k));
      for m = 1:numel (methods)
        [calls(p, m, k), seconds(p, m, k), left(p, m, k)] = reach (problem, methods{m}, most);
      end
    end
  end
  row = struct ('figure', 'dimension', 'title', 'KKT residual 1e-3 of the start; absent: not reached', 'source', 'none: our own figure', ...
                'found', 'not run', 'measured', '', 'verdict', '', 'started', started, ...
                'see', 'calls of the adaptive default grow slowly with n; the fixed schedules do not reach the tolerance at all');
  labels = cellfun (@(m) m.label, methods, 'UniformOutput', false);
  parts = cell (2, numel (methods));
  for p = 1:2
    for m = 1:numel (methods)
      parts{p, m} = sprintf ('%s%s', labels{m}, sprintf (' %s', reached_calls (calls(p, m, :), left(p, m, :), '%.1g')));
    end
  end
  row.measured = sprintf ('calls (in brackets: not reached, residual left relative to the start) at n =%s; convex: %s. Quadratic: %s', ...
                          sprintf (' %d', sizes), strjoin (parts(1, :), '; '), strjoin (parts(2, :), '; '));
  row.verdict = sprintf ('%s. %s', verdict ('convex', sizes, labels, calls(1, :, :), seconds(1, :, :)), verdict ('quadratic', sizes, labels, calls(2, :, :), seconds(2, :, :)));
  panels = [panel_of(names{1}, sizes, labels, calls(1, :, :), 'oracle calls'), panel_of(names{1}, sizes, labels, seconds(1, :, :), 'seconds'), ...
            panel_of(names{2}, sizes, labels, calls(2, :, :), 'oracle calls'), panel_of(names{2}, sizes, labels, seconds(2, :, :), 'seconds')];
  row = finish_figure (row, panels, folder, {'Across', 2});
end

function problem = convex (n)
  % As pgdqa_testproblem makes it, the unit matrices sparse.
  problem = pgdqa_testproblem ('convex', n, 1);
  unit = speye (n);
  c = full (problem.f.terms(1).A)';
  d = full (problem.f.terms(1).B)';
  H = full (problem.g.terms(1).B);
  problem.f = pgdqa_terms (pgdqa_term ('sin', c', d'), pgdqa_term ('half-norm-log1p', sqrt (2) * unit, sqrt (2) * unit));
  problem.g = pgdqa_terms (pgdqa_term ('half-norm-linear', -unit, H));
end

function [calls, seconds, left] = reach (problem, method, most)
  % Calls and seconds of the first snapshot within the tolerance; left: the least residual, relative to the start.
  result = pgdqa_compare (problem, {method}, 'MaxCalls', most.calls, 'MaxTime', most.time, 'Record', {'kkt'}, 'Points', 24);
  path = result.runs.path;
  relative = path.kkt / path.kkt(1);
  at = find (relative <= 1e-3, 1);
  calls = NaN;
  seconds = NaN;
  left = min (relative);
  if (~ isempty (at))
    calls = path.cost(at);
    seconds = path.time(at);
  end
end

function text = verdict (name, sizes, labels, calls, seconds)
  % Up to which size each method reaches the tolerance, and who is first at the largest size that anybody reaches.
  calls = reshape (calls, numel (labels), []);
  seconds = reshape (seconds, numel (labels), []);
  parts = {};
  for m = find (any (~ isnan (calls), 2))'
    parts{end + 1} = sprintf ('%s up to n = %d', labels{m}, sizes(find (~ isnan (calls(m, :)), 1, 'last'))); %#ok<AGROW>
  end
  if (isempty (parts))
    text = sprintf ('%s: nobody reaches the tolerance', name);
    return;
  end
  top = find (any (~ isnan (calls), 1), 1, 'last');
  [~, fewest] = min (calls(:, top));
  [~, quickest] = min (seconds(:, top));
  text = sprintf ('%s: the tolerance is reached by %s; at n = %d fewest calls %s (%d), quickest %s (%.2g s)', name, strjoin (parts, ', '), ...
                  sizes(top), labels{fewest}, calls(fewest, top), labels{quickest}, seconds(quickest, top));
  never = labels(all (isnan (calls), 2));
  if (~ isempty (never))
    text = sprintf ('%s; never by %s', text, strjoin (never, ', '));
  end
  if (fewer_than (calls, 1))
    text = sprintf ('%s; adaptive needs more calls than %s', text, strjoin (labels(beating (calls, 1)), ', '));
  end
end

function yes = fewer_than (calls, who)
  yes = any (beating (calls, who));
end

function rows = beating (calls, who)
  % Methods with fewer calls than WHO at some size.
  rows = any (calls < repmat (calls(who, :), size (calls, 1), 1) | (~ isnan (calls) & repmat (isnan (calls(who, :)), size (calls, 1), 1)), 2);
end

function panel = panel_of (name, sizes, labels, values, label)
  curves = struct ('label', labels, 'x', sizes, 'y', [], 'look', [], 'marker', 'o');
  for m = 1:numel (labels)
    curves(m).y = reshape (values(1, m, :), 1, []);
    curves(m).look = m;
  end
  panel = struct ('title', name, 'xlabel', 'n = m', 'ylabel', [label, ' to the tolerance'], 'xscale', 'log', 'yscale', 'log', 'curves', curves);
end
