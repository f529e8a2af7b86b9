% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function found = diagnose_derivatives (oracle, x, y, base, options, seed)
  % found = diagnose_derivatives (oracle, x, y, base, options, seed)   quick Taylor test of both levels, in full where it fails
  %
  % One direction in (x, y) together: an error in any block shows as slope 1, except where its gradient vanishes: there a point
  % nearby is tested, too.  A level that fails is given to pgdqa_check, which names the block.
  % base     struct f, g of {value, gx, gy} at (x, y);   options   bounds
  % found    struct f, g, each with ok, slope, slope_hvp, error, kinks (of pgdqa_check), verdict; NaN: not given
  % Cost     about 68 calls a level in double (36 where MaxCalls is small), as many for a point nearby, 205 more for a level that fails
  units = eps (class (x(1) + y(1)));
  spacing = 0.5;
  if (oracle.limit < 600)
    spacing = 1;
  end
  steps = 10 .^ (0:-spacing:log10 (units / 10));
  for name = 'fg'
    found.(name) = one_level (oracle, oracle.(name), name, x, y, base.(name), steps, units, options, seed);
  end
end

function found = one_level (oracle, level, name, x, y, base, steps, units, options, seed)
  found = struct ('ok', true, 'slope', NaN, 'slope_hvp', NaN, 'error', NaN, 'kinks', {{}}, 'verdict', value_only_words (level.objective));
  if (level.given < 0)
    return;
  end
  cost = 2 * numel (steps) + 2;
  limits = pgdqa_shared.diagnose_limits ();
  if (~ diagnose_affordable (oracle, cost))
    found.verdict = 'not checked: the budget is too small';
    return;
  end
  found.verdict = 'gradient right, no product given';
  if (level.given == 1)
    found.verdict = 'gradient and product right';
  end
  found = along_one (found, level, x, y, base, steps, units, level.given == 1, seed);
  if ((~ found.ok || found.slope < limits.slope) && diagnose_affordable (oracle, 4 * (numel (x) + numel (y)) + cost))
    found = beside_kinks (found, level, x, y, base, steps, units, level.given == 1, seed);
  end
  if (~ found.ok)
    found = in_full (found, oracle, level, name, x, y, options, seed);
    return;
  end
  if (~ isempty (found.kinks))
    found.verdict = [found.verdict, '; ', kink_words(name, found.kinks)];
    return;
  end
  near = [];
  if (diagnose_affordable (oracle, 2 * level.cost))
    near = nearby_point (level.eval, x, y, base, options, seed);
  end
  if (isempty (near))
    return;
  elseif (isempty (near.base) || ~ diagnose_affordable (oracle, cost))
    found.verdict = [found.verdict, ', as far as seen: a part vanishes here, check another point'];
    return;
  end
  nearby = along_one (found, level, near.x, near.y, near.base, steps, units, false, seed);
  if (~ nearby.ok)
    found = in_full (nearby, oracle, level, name, near.x, near.y, options, seed);
    found.verdict = [found.verdict, ', at a point nearby'];
  elseif (any (near.blocks))
    found.verdict = sprintf ('%s (in %s it vanishes here, at least in part: tested nearby, too)', found.verdict, near.words);
  end
end

function found = beside_kinks (found, level, x, y, base, steps, units, with_product, seed)
  % Where there are kinks, the test once more without the components that have one.
  kinks = kinks_at (level.plain, x, y, base{1});
  if (~ isempty (kinks.names))
    found = along_one (found, level, x, y, base, steps, units, with_product, seed, kinks);
    found.kinks = kinks.names;
  end
end

function found = along_one (found, level, x, y, base, steps, units, with_product, seed, kinks)
  % The test along one direction: slope, error and ok of the gradient, and slope_hvp.  kinks: components that stay as they are
  dx = block_size (x) * signed_entries (numel (x), 10 * seed);
  dy = block_size (y) * signed_entries (numel (y), 10 * seed + 1);
  if (nargin > 9)
    dx(kinks.x(:, 1)) = 0;
    dy(kinks.y(:, 1)) = 0;
  end
  derivative = {base{2}' * dx + base{3}' * dy};
  reach = abs (base{2})' * abs (dx) + abs (base{3})' * abs (dy);
  if (with_product)
    [hx, hy] = level.hvp (x, y, dx, dy);
    derivative = [derivative, {hx, hy}];
    reach = [reach, norm(hx), norm(hy)];
  else
    base = base(1);
  end
  result = taylor_slopes (level.plain, x, y, dx, dy, steps, base, derivative, reach, units);
  limits = pgdqa_shared.diagnose_limits ();
  found.ok = ~ any (arrayfun (@(r) isnan (r.slope) || (r.slope < limits.slope && r.error > sqrt (units)), result));
  found.slope = result(1).slope;
  found.error = result(1).error;
  if (with_product)
    found.slope_hvp = min ([result(2:end).slope]);
  end
end

function found = in_full (found, oracle, level, name, x, y, options, seed)
  found.ok = false;
  found.verdict = sprintf ('wrong: slope %.2f, relative error %.2g', found.slope, found.error);
  % at most, with a point nearby, the differences that name a component, and those that find kinks
  full_cost = 400 + 6 * (min (numel (x), 200) + min (numel (y), 200));
  if (~ diagnose_affordable (oracle, full_cost))
    return;
  end
  tested = pgdqa_objective (level.as_given);
  if (level.given == 1)
    tested = pgdqa_objective (level.as_given, level.hvp);
  end
  nothing = @(x, y) 0; % value only: costs no call
  constant = pgdqa_objective (nothing);
  given = @(f, g) struct ('f', f, 'g', g, 'x0', x, 'y0', y, 'options', options);
  if (name == 'f')
    checked = pgdqa_check (given (tested, constant), 'Display', 'off', 'Seed', seed);
    checked = checked.upper;
  else
    checked = pgdqa_check (given (constant, tested), 'Display', 'off', 'Seed', seed);
    checked = checked.lower;
  end
  if (checked.ok)
    found.verdict = sprintf ('doubtful: %s', found.verdict);
  else
    found.verdict = checked.verdict;
  end
end
