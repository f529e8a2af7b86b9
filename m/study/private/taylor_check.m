% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function result = taylor_check (name, objective, x, y, seed, options)
  % result = taylor_check (name, objective, x, y, seed, options)   every derivative of one level at (x, y) by Taylor's theorem
  %
  % name    'f' or 'g', for messages;   options   bounds, for the point nearby where parts of the gradient vanish at (x, y)
  % result  slope_x, slope_y, slope_xy, slope_hvp, symmetry, error_x, error_y, error_xy, error_hvp, kinks, ok, verdict (help pgdqa_check)
  result = struct ('slope_x', NaN, 'slope_y', NaN, 'slope_xy', NaN, 'slope_hvp', NaN, 'symmetry', NaN, ...
                   'error_x', NaN, 'error_y', NaN, 'error_xy', NaN, 'error_hvp', NaN, 'kinks', {{}}, 'ok', true, 'verdict', '');
  if (~ isfield (objective, 'order'))
    objective = pgdqa_shared.probe_objective (objective, x, y);
  end
  [~, hvp, evaluate] = pgdqa_shared.oracle_of (objective);
  if (isfield (objective, 'order') && objective.order == 0)
    check_numbers (evaluate (x, y), name, 'value');
    result.verdict = value_only_words (objective);
    return;
  end
  base = evaluate_base (evaluate, x, y, name);
  units = eps (class (base{1} + base{2}(1) + base{3}(1) + x(1) + y(1)));
  [dx, dy] = directions (x, y, 10 * seed);
  [ex, ey] = directions (x, y, 10 * seed + 2);
  paths = {dx, 0 * dy; 0 * dx, dy; ex, ey};
  blocks = 1:3;
  if (isfield (objective, 'without_gx') && objective.without_gx)
    blocks = 2;
  end
  found = slopes_of (paths, evaluate, hvp, x, y, base, units, name);
  [result, wrong, hidden] = judge_gradient (result, found, evaluate, x, y, base, units, blocks, no_kinks ());
  slopes = cellfun (@(s) s(1).slope, found(blocks));
  if (~ isempty (wrong) || ~ all (slopes >= 1.8))    % a kink with the gradient in its middle passes for right
    kinks = kinks_at (evaluate, x, y, base{1});
    result.kinks = kinks.names;
  end
  if (~ isempty (result.kinks))
    found = slopes_of (beside (paths, kinks), evaluate, hvp, x, y, base, units, name);
    [result, wrong, hidden] = judge_gradient (result, found, evaluate, x, y, base, units, blocks, kinks);
    wrong = [wrong, outside(base, kinks, units, blocks)];
  end
  near = [];
  if (isempty (wrong) && isempty (result.kinks))
    near = nearby_point (evaluate, x, y, base, options, seed);
    [result, wrong] = judge_nearby (result, near, paths, evaluate, units, name, blocks);
  end
  if (~ isempty (hvp))
    result.symmetry = asymmetry (hvp, x, y, dx, dy, ex, ey, name);
    [result, wrong] = judge_hvp (result, wrong, found, units);
  end
  result.ok = isempty (wrong);
  result.verdict = verdict (result, wrong, vanishing_words (hidden, near), hvp_words (objective, hvp), blocks, kink_words (name, result.kinks));
  if (strcmp (objective.objective, 'tape'))
    result.verdict = ['traced: ', result.verdict];
  end
end

function kinks = no_kinks ()
  kinks = struct ('x', zeros (0, 3), 'y', zeros (0, 3));
end

function paths = beside (paths, kinks)
  % the same directions without the components that have a kink
  for i = 1:size (paths, 1)
    paths{i, 1}(kinks.x(:, 1)) = 0;
    paths{i, 2}(kinks.y(:, 1)) = 0;
  end
end

function wrong = outside (base, kinks, units, blocks)
  % Where there is a kink, a gradient is right between the slopes to its two sides.
  wrong = {};
  letters = 'xy';
  for b = find ([any(blocks == 1), true])
    k = kinks.(letters(b));
    given = double (base{1 + b}(k(:, 1)));
    slack = sqrt (units) * (1 + max (abs (k(:, 2:3)), [], 2));
    for i = find (given < k(:, 2) - slack | given > k(:, 3) + slack)'
      wrong{end + 1} = sprintf ('gradient in %s is wrong: component %d is %.6g, at a kink with the slopes %.6g and %.6g', ...
                                letters(b), k(i, 1), given(i), k(i, 2:3)); %#ok<AGROW>
    end
  end
end

function found = slopes_of (paths, evaluate, hvp, x, y, base, units, name)
  found = cell (1, 3);
  for i = 1:3
    found{i} = slopes_along (evaluate, hvp, x, y, paths{i, :}, base, units, name);
  end
end

function [result, wrong] = judge_nearby (result, near, paths, evaluate, units, name, blocks)
  % The gradient at the point nearby, whose numbers take the place of the others if it is wrong there.
  wrong = {};
  if (isempty (near) || isempty (near.base))
    return;
  end
  found = slopes_of (paths, evaluate, [], near.x, near.y, near.base, units, name);
  [nearby, wrong] = judge_gradient (result, found, evaluate, near.x, near.y, near.base, units, blocks, no_kinks ());
  wrong = strcat (wrong, {', at a point nearby'});
  if (~ isempty (wrong))
    result = nearby;
  end
end

function text = vanishing_words (hidden, near)
  text = '';
  if (~ isempty (near) && ~ isempty (near.base) && any (near.blocks))
    text = sprintf ('; gradient in %s vanishes here, at least in part: tested nearby, too', near.words);
  elseif (~ isempty (hidden) && (isempty (near) || isempty (near.base)))
    text = sprintf ('; gradient in %s vanishes here: check another point', strjoin (hidden, ' and '));
  end
end

function found = slopes_along (evaluate, hvp, x, y, dx, dy, base, units, name)
  % The value and, where there is a Hessian-vector product, gx and gy along (dx, dy).
  steps = 10 .^ (0:-0.5:log10 (units / 10));
  derivative = {base{2}' * dx + base{3}' * dy};
  reach = abs (base{2})' * abs (dx) + abs (base{3})' * abs (dy);
  if (isempty (hvp))
    base = base(1);
  else
    products = product_of (hvp, x, y, dx, dy, name);
    derivative = [derivative, products];
    reach = [reach, norm(products{1}), norm(products{2})];
  end
  found = taylor_slopes (evaluate, x, y, dx, dy, steps, base, derivative, reach, units);
end

function [result, wrong, hidden] = judge_gradient (result, found, evaluate, x, y, base, units, blocks, kinks)
  % blocks   which of x, y and (x, y) are given;   kinks   components left out
  fields = {'x', 'y', 'xy'};
  labels = {'x', 'y', '(x, y)'};
  wrong = {};
  hidden = {};
  for i = blocks
    value = found{i}(1);
    result.(['slope_', fields{i}]) = value.slope;
    result.(['error_', fields{i}]) = value.error;
    if (is_wrong (value, units) && (i < 3 || isempty (wrong)))
      wrong{end + 1} = sprintf ('gradient in %s is wrong: %s%s', labels{i}, numbers (value), ...
                                worst_component (evaluate, x, y, base, i, units, kinks));
    end
    if (i < 3 && value.hidden)
      hidden{end + 1} = labels{i};
    end
  end
end

function [result, wrong] = judge_hvp (result, wrong, found, units)
  blocks = [found{1}(2:3), found{2}(2:3)];
  result.slope_hvp = min ([blocks.slope]);
  result.error_hvp = max ([blocks.error]);
  names = {'xx', 'yx', 'xy', 'yy'};
  for i = 1:4
    if (is_wrong (blocks(i), units))
      wrong{end + 1} = sprintf ('hvp is wrong in h%s from v%s (D2_%s): %s', ...
                                names{i}(1), names{i}(2), names{i}, numbers (blocks(i)));
    end
  end
  if (result.symmetry > sqrt (units))
    wrong{end + 1} = sprintf ('hvp is not symmetric: relative difference %.2g', result.symmetry);
  end
end

function words = hvp_words (objective, hvp)
  words = ' and hvp right';
  if (isempty (hvp))
    words = ' right, no hvp given';
  elseif (isfield (objective, 'products'))
    words = ' right, and the traced hvp';
  end
end

function text = verdict (result, wrong, vanishing, hvp, blocks, kinks)
  if (~ isempty (wrong))
    text = strjoin (wrong, '; ');
    return;
  end
  text = ['gradient', hvp];
  if (~ any (blocks == 1))
    text = strrep (text, 'gradient', 'gradient in y');
    text = [text, '; gx not given'];
  end
  if (~ isempty (kinks))
    text = [text, '; ', kinks];
  end
  if (min ([result.slope_x, result.slope_y, result.slope_xy, result.slope_hvp]) < 1.8)
    text = sprintf ('%s to a relative %.2g', text, ...
                    max ([result.error_x, result.error_y, result.error_xy, result.error_hvp]));
  end
  text = [text, vanishing];
end

function text = numbers (found)
  if (isnan (found.slope))
    text = 'not finite near this point';
  else
    text = sprintf ('slope %.2f, relative error %.2g', found.slope, found.error);
  end
end

function wrong = is_wrong (found, units)
  % 1.8: between the slopes 1 and 2, close enough to 2 that a small error of the derivative shows.
  wrong = isnan (found.slope) || (found.slope < 1.8 && found.error > sqrt (units));
end

function base = evaluate_base (evaluate, x, y, name)
  [v, gx, gy] = evaluate (x, y);
  check_numbers (v, name, 'value');
  because = '';
  if (~ all (isfinite ([gx; gy])))
    because = kink_words (name, kinks_at (evaluate, x, y, v).names);
  end
  check_numbers (gx, name, 'gradient gx', because);
  check_numbers (gy, name, 'gradient gy', because);
  base = {v, gx, gy};
end

function check_numbers (value, name, what, because)
  % because   why it may not be finite, for the message
  if (~ isreal (value))
    error ('pgdqa:oracle', 'pgdqa_check: %s of %s is complex at the point given, expected real', what, name);
  end
  if (~ all (isfinite (value)))
    words = '';
    if (nargin > 3 && ~ isempty (because))
      words = ['; ', because];
    end
    if (numel (value) > 1)
      what = sprintf ('component %d of %s', find (~ isfinite (value), 1), what);
    end
    error ('pgdqa:oracle', 'pgdqa_check: %s of %s has NaN or Inf at the point given%s', what, name, words);
  end
end

function products = product_of (hvp, x, y, vx, vy, name)
  [hx, hy] = hvp (x, y, vx, vy);
  check_numbers (hx, name, 'product hx');
  check_numbers (hy, name, 'product hy');
  products = {hx, hy};
end

function [dx, dy] = directions (x, y, seed)
  % Entries +-(0.5 .. 1.5) times the size of the block: none is so small that an error in it could hide.
  dx = block_size (x) * signed_entries (numel (x), seed);
  dy = block_size (y) * signed_entries (numel (y), seed + 1);
end

function text = worst_component (evaluate, x, y, base, block, units, kinks)
  % Named in blocks of at most 50 components: two calls each.
  text = '';
  z = {x, y};
  if (block > 2 || numel (z{block}) > 50)
    return;
  end
  worst = 0;
  at_kink = {kinks.x(:, 1), kinks.y(:, 1)};
  for i = setdiff (1:numel (z{block}), at_kink{block})
    step = units ^ (1 / 3) * block_size (z{block});
    above = z;
    above{block}(i) = z{block}(i) + step;
    below = z;
    below{block}(i) = z{block}(i) - step;
    up = evaluate_or_nan (evaluate, above{:}, base);
    down = evaluate_or_nan (evaluate, below{:}, base);
    difference = (up{1} - down{1}) / (above{block}(i) - below{block}(i));
    given = base{1 + block}(i);
    if (abs (difference - given) > worst)
      worst = abs (difference - given);
      text = sprintf (', component %d is %.6g where differences give %.6g', i, given, difference);
    end
  end
end

function relative = asymmetry (hvp, x, y, ux, uy, vx, vy, name)
  Hu = product_of (hvp, x, y, ux, uy, name);
  Hv = product_of (hvp, x, y, vx, vy, name);
  difference = abs (ux' * Hv{1} + uy' * Hv{2} - vx' * Hu{1} - vy' * Hu{2});
  size_of = abs (ux)' * abs (Hv{1}) + abs (uy)' * abs (Hv{2}) + abs (vx)' * abs (Hu{1}) + abs (vy)' * abs (Hu{2});
  relative = difference / max (size_of, realmin);
end
