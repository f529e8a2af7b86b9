% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = bench_overhead ()
  % what a call costs outside of f and g where these cost next to nothing, against reading the pairs of curvature once
  rows = cell (0, 7);
  for c = [20, 20, 2000; 10, 1e4, 400; 10, 1e5, 250; 10, 1e6, 80]'
    [n, m, calls] = num2cell (c){:};
    pairs = min (m, max (60, min (200, floor (2^19 / m))));
    if (m * pairs > 2^24)
      pairs = max (20, floor (2^24 / m));
    end
    outside = reading = Inf;
    for repeat = 1:3
      [a_call, made] = outside_time (n, m, calls);
      outside = min (outside, a_call);
      reading = min (reading, reading_time (m, pairs));
    end
    rows(end+1,:) = {n, m, pairs, made, 1e3 * outside, 1e3 * reading, outside / reading};
  end
  t = struct ('title', 'Overhead of a call', ...
              'note', ['Diagonal quadratic lower level by handles, condition 10: milliseconds a call outside of the functions, which time themselves, and ' ...
                       'milliseconds to read as many pairs as the memory of curvature holds once (two matrix products by BLAS).  Each the least of three.'], ...
              'header', {{'n', 'm', 'pairs', 'calls', 'outside', 'reading once', 'ratio'}}, 'rows', {rows});
end

function [a_call, calls] = outside_time (n, m, most_calls)
  rand ('twister', 1);
  randn ('twister', 1);
  d = logspace (0, 1, m)';
  d = d(randperm (m));
  B = randn (m, n) / sqrt (m) .* sqrt (d);
  t = randn (m, 1);
  f = @(x, y) timed (@() list (0.5 * sum ((y - t) .^ 2) + 5e-3 * (x' * x), 1e-2 * x, y - t), 3);
  g = @(x, y) timed (@() list (0.5 * (y' * (d .* y)) - y' * (B * x), -(B' * y), d .* y - B * x), 3);
  product = @(x, y, vx, vy) timed (@() list (-(B' * vy), d .* vy - B * vx), 2);
  timed ('reset');
  [~, ~, ~, ~, output] = pgdqa_solve (f, pgdqa_objective (g, product), ones (n, 1), zeros (m, 1), 'MaxCalls', most_calls);
  calls = output.calls.total;
  a_call = (output.time - timed ('read')) / calls;
end

function varargout = timed (fun, wanted)
  % [...] = timed (fun, wanted) calls fun; timed ('read') is the time of all calls since timed ('reset')
  persistent inside = 0;
  if (ischar (fun))
    varargout = {inside};
    inside = inside * strcmp (fun, 'read');
    return;
  end
  start = tic ();
  [varargout{1:wanted}] = fun ();
  inside += toc (start);
end

function varargout = list (varargin)
  varargout = varargin;
end

function s = reading_time (m, pairs)
  S = randn (m, pairs);
  Y = randn (m, pairs);
  r = randn (m, 1);
  s = Inf;
  for k = 1:5
    start = tic ();
    a = S' * r;
    b = Y' * r;
    s = min (s, toc (start));
  end
end
