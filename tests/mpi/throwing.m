% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [f, g] = throwing (how, fails)
  % [f, g] = throwing (how, fails)   a problem whose g throws on the rank that FAILS: in its values, gradients, products, first call or while it is traced
  f = @(x, y) deal (sumsq (y - 1), 0 * x, 2 * (y - 1));
  gradient = @(x, y) lower (x, y, how, fails);
  g = pgdqa_objective (gradient, @(x, y, vx, vy) product (vx, vy, how, fails));
  if (any (strcmp (how, {'value', 'tracing'})))
    g = @(x, y) lower (x, y, how, fails);
    f = @(x, y) sumsq (y - 1);
  end
end

function varargout = lower (x, y, how, fails)
  persistent calls
  calls = sum ([calls, 1]);
  first = x == 1 && isequal (y, [1; 2]);
  if (fails && (strcmp (how, 'probe') || (strcmp (how, 'tracing') && isobject (x)) || (strcmp (how, 'value') && ~ isobject (x) && ~ first) ...
                || (strcmp (how, 'gradient') && ~ first)))
    error (['mine:', how], 'rank %d cannot', pgdqa_mpi ('rank'));
  end
  varargout = {sum((y - x) .^ 2), -2 * sum(y - x), 2 * (y - x)};
end

function [hx, hy] = product (vx, vy, how, fails)
  if (fails && strcmp (how, 'product'))
    error ('mine:product', 'rank %d cannot', pgdqa_mpi ('rank'));
  end
  hx = 2 * numel (vy) * vx - 2 * sum (vy);
  hy = 2 * (vy - vx);
end
