% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function starts = multistart_points (x0, y0, count, own, bounds)
  % starts = multistart_points (x0, y0, count, own, bounds)   struct x (n x count), y (m x count): where pgdqa_multistart starts
  %
  % The first is (x0, y0), then those given in own.XStarts, own.YStarts, then sampled ones, by own.Seed: uniform where both
  % bounds (fields XMin, XMax, YMin, YMax, where set) are finite, else normal around x0, own.Spread rms lengths of x0 wide (of 1 where x0 is 0),
  % and moved into the bounds.
  given = max (size (own.XStarts, 2), size (own.YStarts, 2));
  starts.x = [x0, given_columns(own.XStarts, x0, given, 'XStarts')];
  starts.y = [y0, given_columns(own.YStarts, y0, given, 'YStarts')];
  missing = count - 1 - given;
  if (missing < 0)
    error ('pgdqa:size', 'pgdqa_multistart: N is %d, expected at least %d: x0, y0 and the %d starts given', count, 1 + given, given);
  end
  if (missing > 0)
    starts.x = [starts.x, sampled(x0, missing, own, 0, bounds, {'XMin', 'XMax'})];
    starts.y = [starts.y, sampled(y0, missing, own, 2, bounds, {'YMin', 'YMax'})];
  end
end

function Z = given_columns (Z, z0, given, name)
  if (isempty (Z))
    Z = repmat (z0, 1, given);
    return;
  end
  if (~ isfloat (Z) || ~ isreal (Z) || ~ all (isfinite (Z(:))))
    error ('pgdqa:value', 'pgdqa_multistart: %s is %s, expected real finite numbers', name, pgdqa_shared.value_text (Z));
  end
  if (~ isequal (size (Z), [numel(z0), given]))
    error ('pgdqa:size', 'pgdqa_multistart: %s has size %s, expected %dx%d: a start in each column', name, ...
             pgdqa_shared.size_text (Z), numel (z0), given);
  end
end

function Z = sampled (z0, count, own, stream, bounds, names)
  k = numel (z0);
  low = pgdqa_shared.bound_of (bounds, names{1}, z0);
  high = pgdqa_shared.bound_of (bounds, names{2}, z0);
  width = norm (z0) / sqrt (k);
  if (width == 0)
    width = 1;
  end
  Z = repmat (z0, 1, count) + own.Spread * width * pgdqa_shared.seeded_normal (k, count, 10 * own.Seed + stream);
  boxed = isfinite (low) & isfinite (high);
  u = reshape (pgdqa_shared.seeded_uniform (k * count, 10 * own.Seed + stream + 1), k, count);
  inside = repmat (low, 1, count) + u .* repmat (high - low, 1, count);
  Z(boxed, :) = inside(boxed, :);
  Z = cast (min (max (Z, repmat (low, 1, count)), repmat (high, 1, count)), class (z0));
end
