% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function found = diagnose_derivatives (oracle, x, y, base, seed)
  % found = diagnose_derivatives (oracle, x, y, base, seed)   quick Taylor test of both levels, in full where it fails
  %
  % One direction in (x, y) together: an error in any block shows as slope 1.  A level that fails is given to pgdqa_check,
  % which names the block.  base: struct f, g of {value, gx, gy} at (x, y).
  % found    struct f, g, each with ok, slope, slope_hvp, error, verdict; NaN: not given
  % Cost     about 68 calls a level in double (36 where MaxCalls is small), 205 more for a level that fails
  units = eps (class (x(1) + y(1)));
  spacing = 0.5;
  if (oracle.limit < 600)
    spacing = 1;
  end
  steps = 10 .^ (0:-spacing:log10 (units / 10));
  for name = 'fg'
    found.(name) = one_level (oracle, oracle.(name), name, x, y, base.(name), steps, units, seed);
  end
end

function found = one_level (oracle, level, name, x, y, base, steps, units, seed)
  found = struct ('ok', true, 'slope', NaN, 'slope_hvp', NaN, 'error', NaN, 'verdict', 'value only: nothing to check');
  if (level.given < 0)
    return;
  end
  if (~ diagnose_affordable (oracle, 2 * numel (steps) + 2))
    found.verdict = 'not checked: the budget is too small';
    return;
  end
  dx = block_size (x) * signed_entries (numel (x), 10 * seed);
  dy = block_size (y) * signed_entries (numel (y), 10 * seed + 1);
  derivative = {base{2}' * dx + base{3}' * dy};
  reach = abs (base{2})' * abs (dx) + abs (base{3})' * abs (dy);
  if (level.given == 1)
    [hx, hy] = level.hvp (x, y, dx, dy);
    derivative = [derivative, {hx, hy}];
    reach = [reach, norm(hx), norm(hy)];
  else
    base = base(1);
  end
  result = taylor_slopes (level.eval, x, y, dx, dy, steps, base, derivative, reach, units);
  limits = diagnose_limits ();
  wrong = arrayfun (@(r) isnan (r.slope) || (r.slope < limits.slope && r.error > sqrt (units)), result);
  found.slope = result(1).slope;
  found.error = result(1).error;
  found.verdict = 'gradient right, no product given';
  if (level.given == 1)
    found.slope_hvp = min ([result(2:end).slope]);
    found.verdict = 'gradient and product right';
  end
  if (any (wrong))
    found = in_full (found, oracle, level, name, x, y, seed);
  end
end

function found = in_full (found, oracle, level, name, x, y, seed)
  found.ok = false;
  found.verdict = sprintf ('wrong: slope %.2f, relative error %.2g', found.slope, found.error);
  full_cost = 420; % at most, with the differences that name a component
  if (~ diagnose_affordable (oracle, full_cost))
    return;
  end
  tested = pgdqa_objective (level.eval);
  if (level.given == 1)
    tested = pgdqa_objective (level.eval, level.hvp);
  end
  nothing = @(x, y) 0; % value only: costs no call
  constant = pgdqa_objective (nothing);
  if (name == 'f')
    checked = pgdqa_check (tested, constant, x, y, 'Display', 'off', 'Seed', seed);
    checked = checked.upper;
  else
    checked = pgdqa_check (constant, tested, x, y, 'Display', 'off', 'Seed', seed);
    checked = checked.lower;
  end
  if (checked.ok)
    found.verdict = sprintf ('doubtful: %s', found.verdict);
  else
    found.verdict = checked.verdict;
  end
end
