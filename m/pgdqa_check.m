% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {@var{report} =} pgdqa_check (@var{f}, @var{g}, @var{x}, @var{y})
% @deftypefnx {} {@var{report} =} pgdqa_check (@var{problem})
% @deftypefnx {} {@var{report} =} pgdqa_check (@dots{}, @var{name}, @var{value}, @dots{})
% Test every derivative of the upper objective f and the lower objective g by Taylor's theorem.
%
% Along random directions d, with steps t falling from 1 to below the rounding, the remainder
% @code{f (z + t d) - f (z) - t f' d} must fall like t^2: its slope on logarithmic axes is 2 (or more) where
% the derivative is right and 1 where it is wrong.  The slope is fitted to the smallest steps whose remainder
% stands clear of the rounding, which is measured.  A remainder at rounding throughout counts as exact.
%
% @table @var
% @item f
% @itemx g
% Function handles, or objectives of @code{pgdqa_objective}, @code{pgdqa_quadratic} etc.
% @item x
% @itemx y
% The point, n x 1 and m x 1; at a stationary point a test says little.
% @item problem
% Struct with f, g, x0 and y0, as of @code{pgdqa_testproblem}: checked at (x0, y0).
% @item Seed
% Option: seed of the directions, an integer >= 0 (default 1).  The state of @code{rand} is left alone.
% @item Display
% Option: @code{'final'} (default) prints a table, @code{'off'} prints nothing.
% @end table
%
% @var{report} has the fields @code{ok} (all derivatives given are right), @code{upper} and @code{lower}, each
% with
%
% @table @code
% @item slope_x, slope_y, slope_xy
% Slopes for the gradient in x, in y and in both; Inf: exact; NaN: not given.
% @item slope_hvp
% The least slope of the four blocks of the Hessian-vector product, tested against the gradient.
% @item symmetry
% |u'Hv - v'Hu| relative to |u|'|Hv| + |v|'|Hu|; it must not exceed sqrt (eps).
% @item error_x, error_y, error_xy, error_hvp
% Relative errors against the best central difference.
% @item ok, verdict
% Slopes of at least 1.8, or a relative error of at most sqrt (eps) (a derivative that is itself a difference);
% and the same in words, naming the block, and in small problems the component, that is wrong.
% @end table
%
% A function of one output gives no derivative: there is nothing to check.  Points where a function fails
% or is not finite are left out.  Cost: about 205 calls of each level in double and 100 in single precision.
%
% Errors: @code{pgdqa:oracle} (an output of the wrong size, class or not finite), @code{pgdqa:size},
% @code{pgdqa:class}, @code{pgdqa:value}, @code{pgdqa:option}.
%
% @example
% f = @@(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
% g = @@(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), -2 * (x + y - 1));
% pgdqa_check (f, g, 0.3, -0.2);                     # the gradient of g in y has the wrong sign
% @end example
%
% @seealso{pgdqa_objective, pgdqa_quadratic, pgdqa_testproblem, pgdqa_solve}
% @end deftypefn

function report = pgdqa_check (varargin)
  [f, g, x, y, options] = parse (varargin{:});
  checked = struct ('ok', false, 'upper', check_level ('f', f, x, y, options.Seed), ...
                    'lower', check_level ('g', g, x, y, options.Seed));
  checked.ok = checked.upper.ok && checked.lower.ok;
  if (strcmp (options.Display, 'final'))
    print_table (checked, numel (x), numel (y));
  end
  if (nargout > 0)
    report = checked;
  end
end

function [f, g, x, y, options] = parse (varargin)
  given = varargin;
  if (nargin >= 1 && isstruct (given{1}) && isfield (given{1}, 'f'))
    needed = {'f', 'g', 'x0', 'y0'};
    for i = 1:4
      if (~ isfield (given{1}, needed{i}))
        error ('pgdqa:option', 'pgdqa_check: problem has no field %s, expected f, g, x0 and y0', needed{i});
      end
    end
    given = [{given{1}.f, given{1}.g, given{1}.x0, given{1}.y0}, given(2:end)];
  end
  if (numel (given) < 4)
    error ('pgdqa:option', 'pgdqa_check: %d arguments, expected f, g, x, y or a problem struct', numel (given));
  end
  [f, g, x, y] = given{1:4};
  check_start ('pgdqa_check', x, 'x');
  check_start ('pgdqa_check', y, 'y');
  options = named_options ('pgdqa_check', struct ('Seed', 1, 'Display', 'final'), given(5:end));
  seed = options.Seed;
  if (~ (isnumeric (seed) && isscalar (seed) && isreal (seed) && seed >= 0 && seed < Inf && seed == fix (seed)))
    error ('pgdqa:option', 'pgdqa_check: Seed is %s, expected an integer >= 0', value_text (seed));
  end
  if (~ any (strcmp (options.Display, {'off', 'final'})))
    error ('pgdqa:option', 'pgdqa_check: Display is %s, expected off or final', value_text (options.Display));
  end
end

function result = check_level (name, objective, x, y, seed)
  % name   'f' or 'g', for messages
  result = struct ('slope_x', NaN, 'slope_y', NaN, 'slope_xy', NaN, 'slope_hvp', NaN, 'symmetry', NaN, ...
                   'error_x', NaN, 'error_y', NaN, 'error_xy', NaN, 'error_hvp', NaN, 'ok', true, 'verdict', '');
  objective = probe_objective (as_objective ('pgdqa_check', objective, name), x, y);
  if (isfield (objective, 'order') && objective.order == 0)
    check_output (objective.fun (x, y), name, 'value', [1, 1], 'a scalar');
    result.verdict = 'value only: nothing to check';
    return;
  end
  [evaluate, hvp] = oracle_of (objective);
  base = evaluate_base (evaluate, x, y, name);
  units = eps (class (base{1} + base{2}(1) + base{3}(1) + x(1) + y(1)));
  [dx, dy] = directions (x, y, 10 * seed);
  [ex, ey] = directions (x, y, 10 * seed + 2);
  paths = {dx, 0 * dy; 0 * dx, dy; ex, ey};
  found = cell (1, 3);
  for i = 1:3
    found{i} = slopes_along (evaluate, hvp, x, y, paths{i, :}, base, units, name);
  end
  [result, wrong, hidden] = judge_gradient (result, found, evaluate, x, y, base, units);
  if (~ isempty (hvp))
    result.symmetry = asymmetry (hvp, x, y, dx, dy, ex, ey, name);
    [result, wrong] = judge_hvp (result, wrong, found, units);
  end
  result.ok = isempty (wrong);
  result.verdict = verdict (result, wrong, hidden, isempty (hvp));
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

function [result, wrong, hidden] = judge_gradient (result, found, evaluate, x, y, base, units)
  fields = {'x', 'y', 'xy'};
  labels = {'x', 'y', '(x, y)'};
  wrong = {};
  hidden = {};
  for i = 1:3
    value = found{i}(1);
    result.(['slope_', fields{i}]) = value.slope;
    result.(['error_', fields{i}]) = value.error;
    if (is_wrong (value, units) && (i < 3 || isempty (wrong)))
      wrong{end + 1} = sprintf ('gradient in %s is wrong: %s%s', labels{i}, numbers (value), ...
                                worst_component (evaluate, x, y, base, i, units));
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

function text = verdict (result, wrong, hidden, no_hvp)
  if (~ isempty (wrong))
    text = strjoin (wrong, '; ');
    return;
  end
  text = 'gradient and hvp right';
  if (no_hvp)
    text = 'gradient right, no hvp given';
  end
  if (min ([result.slope_x, result.slope_y, result.slope_xy, result.slope_hvp]) < 1.8)
    text = sprintf ('%s to a relative %.2g', text, ...
                    max ([result.error_x, result.error_y, result.error_xy, result.error_hvp]));
  end
  if (~ isempty (hidden))
    text = sprintf ('%s; gradient in %s vanishes here: check another point', text, strjoin (hidden, ' and '));
  end
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
  check_output (v, name, 'value', [1, 1], 'a scalar');
  check_output (gx, name, 'gradient gx', size (x), sprintf ('%s (n = %d)', size_text (x), numel (x)));
  check_output (gy, name, 'gradient gy', size (y), sprintf ('%s (m = %d)', size_text (y), numel (y)));
  base = {v, gx, gy};
end

function check_output (value, name, what, expected, wanted)
  if (~ isfloat (value) || ~ isreal (value) || issparse (value))
    kinds = {'real', 'complex', 'full', 'sparse'};
    error ('pgdqa:oracle', 'pgdqa_check: %s of %s is a %s %s %s, expected full real double or single', what, name, ...
           kinds{3 + issparse(value)}, kinds{2 - isreal(value)}, class (value));
  end
  if (~ isequal (size (value), expected))
    error ('pgdqa:oracle', 'pgdqa_check: %s of %s has size %s, expected %s', what, name, size_text (value), wanted);
  end
  if (~ all (isfinite (value)))
    error ('pgdqa:oracle', 'pgdqa_check: %s of %s has NaN or Inf at the point given', what, name);
  end
end

function products = product_of (hvp, x, y, vx, vy, name)
  [hx, hy] = hvp (x, y, vx, vy);
  check_output (hx, name, 'product hx', size (x), sprintf ('%s (n = %d)', size_text (x), numel (x)));
  check_output (hy, name, 'product hy', size (y), sprintf ('%s (m = %d)', size_text (y), numel (y)));
  products = {hx, hy};
end

function [dx, dy] = directions (x, y, seed)
  % Entries +-(0.5 .. 1.5) times the size of the block: none is so small that an error in it could hide.
  dx = block_size (x) * signed_entries (numel (x), seed);
  dy = block_size (y) * signed_entries (numel (y), seed + 1);
end

function text = worst_component (evaluate, x, y, base, block, units)
  % Named in blocks of at most 50 components: two calls each.
  text = '';
  z = {x, y};
  if (block > 2 || numel (z{block}) > 50)
    return;
  end
  worst = 0;
  for i = 1:numel (z{block})
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

function print_table (report, n, m)
  fprintf ('Taylor test of the derivatives, n = %d, m = %d: slope 2 or more is right, 1 is wrong\n', n, m);
  fprintf ('%-9s %7s %7s %7s %7s %9s  %s\n', '', 'x', 'y', '(x, y)', 'hvp', 'symmetry', 'verdict');
  levels = {'upper', 'lower'};
  labels = {'upper f', 'lower g'};
  for i = 1:2
    r = report.(levels{i});
    fprintf ('%-9s %7s %7s %7s %7s %9s  %s\n', labels{i}, slope_text (r.slope_x), slope_text (r.slope_y), ...
             slope_text (r.slope_xy), slope_text (r.slope_hvp), symmetry_text (r.symmetry), ...
             strrep (r.verdict, '; ', sprintf ('\n%53s', '')));
  end
end

function text = slope_text (slope)
  if (isnan (slope))
    text = '-';
  elseif (isinf (slope))
    text = 'exact';
  else
    text = sprintf ('%.2f', slope);
  end
end

function text = symmetry_text (symmetry)
  if (isnan (symmetry))
    text = '-';
  else
    text = sprintf ('%.1e', symmetry);
  end
end

%!function [v, gx, gy] = flipped (fun, x, y, block, i)
%!  [v, gx, gy] = fun (x, y);
%!  if (block == 1)
%!    gx(i) = -gx(i);
%!  else
%!    gy(i) = -gy(i);
%!  end
%!endfunction

%!function [hx, hy] = scaled (hvp, x, y, vx, vy, factor)
%!  [ax, ay] = hvp (x, y, vx, 0 * vy);
%!  [bx, by] = hvp (x, y, 0 * vx, vy);
%!  hx = factor(1) * ax + factor(2) * bx;
%!  hy = factor(3) * ay + factor(4) * by;
%!endfunction

%!function [v, gx, gy] = values_only (x, y)
%!  v = x + y;
%!endfunction

%!function [v, gx, gy] = broken (x, y)
%!  v = x;
%!  gx = no_such_name;
%!endfunction

%!test
%! % All test problems are right at a random point; linear gradients and products are exact.
%! for name = pgdqa_testproblem ()
%!   report = pgdqa_check (pgdqa_testproblem (name{1}, 'handles', 'Start', 3), 'Display', 'off');
%!   assert (report.ok, '%s: %s; %s', name{1}, report.upper.verdict, report.lower.verdict);
%!   slopes = [report.upper.slope_x, report.upper.slope_hvp, report.lower.slope_y, report.lower.slope_hvp];
%!   assert (all (slopes > 1.9));
%!   if (any (strcmp (name{1}, {'quadratic', 'lampariello', 'macal', 'nonsingleton'})))
%!     assert ([report.upper.slope_hvp, report.lower.slope_hvp], [Inf, Inf]);
%!   end
%! end

%!test
%! % The sign of any one component is caught and the component named.
%! p = pgdqa_testproblem ('nonconvex', 6, 1, 'handles');
%! for block = 1:2
%!   for i = 1:6
%!     f = @(x, y) flipped (p.f.fun, x, y, block, i);
%!     g = @(x, y) flipped (p.g.fun, x, y, block, i);
%!     report = pgdqa_check (f, g, p.x0, p.y0, 'Display', 'off');
%!     for level = [report.upper, report.lower]
%!       assert (~ level.ok);
%!       assert (any (strfind (level.verdict, sprintf ('component %d is', i))));
%!       assert (abs (level.slope_x - 1) < 0.1, block == 1);
%!       assert (abs (level.slope_y - 1) < 0.1, block == 2);
%!     end
%!   end
%! end

%!test
%! % A factor 2 missing in any block of the Hessian-vector product is caught and the block named.
%! p = pgdqa_testproblem ('convex', 6, 1, 'handles');
%! blocks = {'D2_xx', 'D2_xy', 'D2_yx', 'D2_yy'};
%! for i = 1:4
%!   factor = ones (1, 4);
%!   factor(i) = 2;
%!   f = pgdqa_objective (p.f.fun, @(x, y, vx, vy) scaled (p.f.hvp, x, y, vx, vy, factor));
%!   g = pgdqa_objective (p.g.fun, @(x, y, vx, vy) scaled (p.g.hvp, x, y, vx, vy, factor));
%!   report = pgdqa_check (f, g, p.x0, p.y0 + 1, 'Display', 'off');
%!   for level = [report.upper, report.lower]
%!     assert (~ level.ok);
%!     assert (any (strfind (level.verdict, blocks{i})));
%!     assert (level.slope_hvp, 1, 0.1);
%!     assert (level.symmetry > 1e-3, i == 2 || i == 3);
%!   end
%! end

%!test
%! % Scales: x in units of 1e6, y of 1e-4, f with an offset that costs eight digits.
%! f = @(x, y) deal (1e8 + sum (sin (x / 1e6)) + sum (cos (1e4 * y)), cos (x / 1e6) / 1e6, -1e4 * sin (1e4 * y));
%! g = @(x, y) deal (sum (sin (x / 1e6)) + sum (cos (1e4 * y)), -cos (x / 1e6) / 1e6, -1e4 * sin (1e4 * y));
%! report = pgdqa_check (f, g, 1e6 * [1; 2], 1e-4 * [3; 1], 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);
%! assert (report.lower.slope_y, 2, 0.05);
%! assert (report.lower.slope_x, 1, 0.05);

%!test
%! % Single precision.
%! p = pgdqa_testproblem ('sine', 3, 'handles');
%! report = pgdqa_check (p.f, p.g, single (0.3), single ([1; 2; 3]), 'Display', 'off');
%! assert (report.ok, '%s; %s', report.upper.verdict, report.lower.verdict);
%! report = pgdqa_check (p.f, @(x, y) flipped (p.g.fun, x, y, 2, 2), single (0.3), single ([1; 2; 3]), 'Display', 'off');
%! assert ([report.upper.ok, report.lower.ok], [true, false]);

%!test
%! % A product with a relative error of 1e-9, as of differences, passes with its accuracy said.
%! p = pgdqa_testproblem ('mirrlees', 'handles');
%! slope = @(x, y) -2 * (y + 1) * exp (-(y + 1) ^ 2) * (1 + 1e-9);
%! hvp = @(x, y, vx, vy) deal (-slope (x, y) * vy, -slope (x, y) * vx + ...
%!   ((2 - 4 * (y + 1) ^ 2) * x * exp (-(y + 1) ^ 2) + (2 - 4 * (y - 1) ^ 2) * exp (-(y - 1) ^ 2)) * vy);
%! report = pgdqa_check (p.f, pgdqa_objective (p.g.fun, hvp), 1, 0.5, 'Display', 'off');
%! assert (report.ok);
%! assert (any (strfind (report.lower.verdict, 'to a relative')));

%!test
%! % Functions of one output, in each of their forms; a failing gradient is not one of them.
%! f = @(x, y) deal (x + y, 1, 1);
%! for g = {@(x, y) x + y, @values_only, @(x, y) values_only(x, y), @(x, y) plus(x, y)}
%!   report = pgdqa_check (f, g{1}, 1, 2, 'Display', 'off');
%!   assert (report.ok);
%!   assert (report.lower.verdict, 'value only: nothing to check');
%!   assert (isnan (report.lower.slope_x));
%! end
%! fail ('pgdqa_check (f, @broken, 1, 2)', 'no_such_name');

%!test
%! % A start where a gradient vanishes says so; steps out of the domain are left out.
%! report = pgdqa_check (pgdqa_testproblem ('convex'), 'Display', 'off');
%! assert (any (strfind (report.lower.verdict, 'vanishes here')));
%! f = @(x, y) deal (log (x) + sqrt (y), 1 / x, 1 / (2 * sqrt (y)));
%! report = pgdqa_check (f, f, 1e-3, 1e-4, 'Display', 'off');
%! assert (report.ok);
%! report = pgdqa_check (f, @(x, y) deal (1 / (x == 1 && y == 1), 0, 0), 1, 1, 'Display', 'off');
%! assert (any (strfind (report.lower.verdict, 'not finite near this point')));

%!test
%! % Natively evaluated objectives.
%! if (exist ('pgdqa_mex', 'file') == 3)
%!   report = pgdqa_check (pgdqa_testproblem ('quadratic', 3, 4, 1), 'Display', 'off');
%!   assert (report.ok, '%s; %s', report.upper.verdict, report.lower.verdict);
%!   assert ([report.upper.slope_hvp, report.lower.slope_hvp], [Inf, Inf]);
%! end

%!test
%! % The table.
%! f = @(x, y) deal (x ^ 2, 2 * x, 0);
%! text = evalc ('pgdqa_check (f, @(x, y) x, 1, 1);');
%! assert (any (strfind (text, 'gradient right, no hvp given')));
%! assert (any (strfind (text, 'exact')));
%! assert (isempty (evalc ('report = pgdqa_check (f, f, 1, 1, ''Display'', ''off'');')));

%!shared f
%! f = @(x, y) deal (x' * x + y' * y, 2 * x, 2 * y);
%!error <0 arguments, expected f, g, x, y or a problem struct> pgdqa_check ()
%!error <3 arguments, expected f, g, x, y> pgdqa_check (f, f, 1)
%!error <problem has no field y0> pgdqa_check (struct ('f', f, 'g', f, 'x0', 1))
%!error <x has size 1x2, expected a non-empty column> pgdqa_check (f, f, [1, 2], 1)
%!error <y is a char, expected a full real double or single column> pgdqa_check (f, f, 1, 'a')
%!error <y\(1\) is NaN, expected finite numbers> pgdqa_check (f, f, 1, NaN)
%!error <Step is no option, expected one of: Seed, Display> pgdqa_check (f, f, 1, 1, 'Step', 1)
%!error <option Seed has no value> pgdqa_check (f, f, 1, 1, 'Seed')
%!error <Seed is 1.5, expected an integer .= 0> pgdqa_check (f, f, 1, 1, 'Seed', 1.5)
%!error <Display is 'loud', expected off or final> pgdqa_check (f, f, 1, 1, 'Display', 'loud')
%!error <g is a 0x0 cell, expected a function handle or an objective> pgdqa_check (f, {}, 1, 1)
%!error <gradient gy of g has size 1x3, expected 3x1 \(m = 3\)> pgdqa_check (f, @(x, y) deal (1, 1, [1, 2, 3]), 1, [1; 2; 3])
%!error <gradient gx of g has size 2x1, expected 1x1 \(n = 1\)> pgdqa_check (f, @(x, y) deal (1, [1; 1], 1), 1, 1)
%!error <value of f has size 1x2, expected a scalar> pgdqa_check (@(x, y) deal ([1, 2], 1, 1), f, 1, 1)
%!error <value of g is a full complex double> pgdqa_check (f, @(x, y) deal (1i, 1, 1), 1, 1)
%!error <gradient gx of g is a sparse real double> pgdqa_check (f, @(x, y) deal (1, sparse (1), 1), 1, 1)
%!error <gradient gy of g is a full real int8> pgdqa_check (f, @(x, y) deal (1, 1, int8 (1)), 1, 1)
%!error <gradient gy of f has NaN or Inf> pgdqa_check (@(x, y) deal (1, 1, NaN), f, 1, 1)
%!error <product hy of g has size 1x2, expected 2x1> ...
%! pgdqa_check (f, pgdqa_objective (f, @(x, y, vx, vy) deal (vx, vy')), 1, [1; 2])
%!error id=pgdqa:oracle pgdqa_check (f, @(x, y) deal (1, 1, [1, 2]), 1, [1; 2])
%!error id=pgdqa:size pgdqa_check (f, f, [], 1)

%!demo
%! % A gradient with a wrong sign.
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! g = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), -2 * (x + y - 1));
%! pgdqa_check (f, g, 0.3, -0.2);

%!demo
%! % A test problem, whose products are exact too.
%! pgdqa_check (pgdqa_testproblem ('mirrlees'));
