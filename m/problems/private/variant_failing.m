% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function change = variant_failing (kind, settings, x0, y0)
  % change = variant_failing (kind, settings, x0, y0)   'noise' or 'failures' for rewrapped
  weights = 1 + floor ((2 ^ 20 - 1) * pgdqa_shared.seeded_uniform (2 * (numel (x0) + numel (y0)), settings.Seed));
  draw = @(x, y, count) point_random (x, y, weights, settings.Seed, count);
  if (strcmp (kind, 'noise'))
    change.value = @(evaluate, x, y) noisy (evaluate, x, y, draw, settings);
    change.product = @(hvp, x, y, vx, vy) hvp (x, y, vx, vy);
  else
    spared = @(x, y) isequal (x, x0) && isequal (y, y0);
    fails = @(x, y) ~ spared (x, y) && draw (x, y, 1) < settings.Probability;
    change.value = @(evaluate, x, y) failing (evaluate, x, y, fails);
    change.product = @(hvp, x, y, vx, vy) failing_product (hvp, x, y, vx, vy, fails);
  end
end

function varargout = noisy (evaluate, x, y, draw, settings)
  [varargout{1:max (1, nargout)}] = evaluate (x, y);
  u = draw (x, y, 2 * (1 + settings.Gradients * (numel (x) + numel (y))));
  half = numel (u) / 2;
  z = settings.Level * sqrt (-2 * log (1 - u(1:half))) .* cos (2 * pi * u(half + 1:end));
  varargout{1} = varargout{1} * (1 + z(1));
  if (settings.Gradients && nargout > 1)
    varargout{2} = varargout{2} .* (1 + z(1 + (1:numel (x))));
    varargout{3} = varargout{3} .* (1 + z(1 + numel (x) + (1:numel (y))));
  end
end

function varargout = failing (evaluate, x, y, fails)
  [varargout{1:max (1, nargout)}] = evaluate (x, y);
  if (fails (x, y))
    varargout = cellfun (@(v) NaN * v, varargout, 'UniformOutput', false);
  end
end

function [hx, hy] = failing_product (hvp, x, y, vx, vy, fails)
  [hx, hy] = hvp (x, y, vx, vy);
  if (fails (x + vx, y + vy))
    hx = NaN * hx;
    hy = NaN * hy;
  end
end

function u = point_random (x, y, weights, seed, count)
  % count x 1 numbers in [0, 1) that depend on the point and the seed alone
  %
  % weights   column of 2 (n + m) integers in [1, 2^20): a hash of the bits of x and y seeds the generator
  words = double (typecast (double ([x; y]) + 0, 'uint32'));
  prime = 2 ^ 31 - 1;
  hash = mod (sum (mod (words(:) .* weights, prime)) + 104729 * seed, prime);
  u = pgdqa_shared.seeded_uniform (count, hash);
end
