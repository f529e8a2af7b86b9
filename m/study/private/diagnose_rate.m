% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function rate = diagnose_rate (history, tolerance)
  % rate = diagnose_rate (history, tolerance)   calls to a relative stationarity, from the history of a run
  %
  % The least stationarity so far, relative to the largest, against calls: log r is fitted by a line in calls (linear
  % convergence) and by a line in log (calls) (power law), by least squares over the last two thirds of the calls; the
  % power law is taken where its residual is clearly smaller, as its extrapolation is the wilder one.  The range is that of the predictions from both halves of these rows.
  % rate     law ('linear' | 'power' | 'none'), slope, digit (calls that a factor of 10 costs; linear), rss (1 x 2),
  %          expected, range (1 x 2), other (prediction by the other law), reached, calls, residual (columns), first, line
  main = history.phase(:) == 0;
  calls = double (history.calls(main));
  residual = double (history.stationarity(main));
  usable = isfinite (residual(:)) & calls(:) > 0;
  calls = reshape (calls(usable), [], 1);
  residual = reshape (residual(usable), [], 1);
  rate = struct ('law', 'none', 'slope', NaN, 'digit', NaN, 'rss', [NaN, NaN], 'expected', NaN, 'range', [NaN, NaN], ...
                 'other', NaN, 'reached', NaN, 'calls', calls, 'residual', residual, 'first', NaN, 'line', [NaN, NaN]);
  if (isempty (residual))
    return;
  end
  floor_of = 1e-16;
  residual = max (residual / max ([residual; realmin]), floor_of); % an exact 0 has a place on a logarithmic axis
  rate.residual = residual;
  least = cummin (residual);
  rate.reached = least(end);
  tail = find (calls >= calls(end) / 3);
  least_rows = 6;
  if (numel (tail) < least_rows)
    tail = (max (1, numel (calls) - least_rows + 1):numel (calls))';
  end
  at = find (least <= tolerance, 1);
  if (~ isempty (at))
    rate.expected = calls(at);
    rate.range = [calls(at), calls(at)];
  end
  tail = tail(least(tail) > floor_of);
  if (numel (tail) < 4)
    return;
  end
  laws = {'linear', 'power'};
  lines = zeros (2, 2);
  for i = 1:2
    [lines(i, :), rate.rss(i)] = fit (laws{i}, calls(tail), least(tail));
  end
  limits = pgdqa_shared.diagnose_limits ();
  best = 1 + (rate.rss(2) < limits.power * rate.rss(1));
  if (lines(best, 1) >= 0 || least(tail(end)) > limits.decay * least(tail(1)))
    return;
  end
  rate.law = laws{best};
  rate.line = lines(best, :);
  rate.slope = lines(best, 1);
  rate.first = calls(tail(1));
  rate.digit = -log (10) / lines(1, 1);
  rate.other = calls_to (laws{3 - best}, lines(3 - best, :), tolerance);
  if (isempty (at))
    rate.expected = max (calls(end), calls_to (rate.law, rate.line, tolerance));
    rate.range = predictions (rate.law, calls(tail), least(tail), tolerance, rate.expected);
  end
end

function range = predictions (law, calls, least, tolerance, expected)
  half = ceil (numel (calls) / 2);
  last = numel (calls);
  parts = {1:half, half:last};
  all_of = expected;
  for i = 1:2
    if (numel (parts{i}) >= 3)
      line = fit (law, calls(parts{i}), least(parts{i}));
      all_of(end + 1) = calls_to (law, line, tolerance); %#ok<AGROW>
    end
  end
  range = max (calls(end), [min(all_of), max(all_of)]);
end

function [line, rss] = fit (law, calls, residual)
  u = calls;
  if (strcmp (law, 'power'))
    u = log (calls);
  end
  A = [u - mean(u), ones(numel (u), 1)];
  if (norm (A(:, 1)) == 0)
    line = [0, 0];
    rss = Inf;
    return;
  end
  coefficients = A \ log (residual);
  rss = norm (A * coefficients - log (residual)) ^ 2;
  line = [coefficients(1), coefficients(2) - coefficients(1) * mean(u)];
end

function calls = calls_to (law, line, tolerance)
  calls = Inf;
  if (line(1) < 0)
    calls = (log (tolerance) - line(2)) / line(1);
    if (strcmp (law, 'power'))
      calls = exp (min (calls, log (realmax) / 2));
    end
  end
end
