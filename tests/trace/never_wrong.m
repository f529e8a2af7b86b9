function [traced, reason] = never_wrong (name, fun, x, y, reach)
  % [traced, reason] = never_wrong (name, fun, x, y)   fails if the trace of FUN gives a wrong value or derivative; traced: there is one
  %
  % Values and gradients are compared with those of FUN at 4 points, where needed by more tapes, a product at one; reach: how far from x and y, 1 unless given.  Where FUN is not
  % finite, real or defined, or not smooth, gradients are not compared.
  if (nargin < 5)
    reach = 1;
  end
  traced = false;
  reason = '';
  try
    obj = pgdqa_trace (fun, x, y);
  catch err
    assert (strcmp (err.identifier, 'pgdqa:trace'), '%s: %s %s', name, err.identifier, err.message);
    reason = err.message;
    return;
  end
  traced = true;
  n = numel (x);
  z0 = [x; y];
  at = @(z) value (fun, z(1:n), z(n+1:end));
  directions = randn (numel (z0), 4);
  for k = 1:4
    z = z0 + reach * directions(:, k) .* rand ();
    [v, gx, gy, known] = pgdqa_mex ('eval', obj, z(1:n), z(n+1:end));
    expected = at (z);
    if (! known)
      try   % another tape
        obj = pgdqa_trace (obj, z(1:n), z(n+1:end));
        [v, gx, gy, known] = pgdqa_mex ('eval', obj, z(1:n), z(n+1:end));
      end
    end
    if (! known || ! isreal (expected) || ! isfinite (expected))
      continue;
    end
    near ([name, ': value'], v, expected, 1e-11 * max (100, abs (expected)));
    d = randn (size (z));
    d = d / norm (d);
    [slope, uncertain] = richardson (@(t) at (z + t * d));
    near ([name, ': gradient'], [gx; gy]' * d, slope, 1e-7 * (1 + abs (slope)) + 3 * uncertain);
    if (k == 1), assert_product (name, obj, z, n, d); end
  end
end

function v = value (fun, x, y)
  if (any (strfind (func2str (fun), 'deal')))
    [v, ~, ~] = fun (x, y);
  else
    v = fun (x, y);
  end
end

function near (what, value, expected, tolerance)
  assert (abs (value - expected) <= tolerance, '%s: %.17g, expected %.17g', what, value, expected);
end

function assert_product (name, obj, z, n, d)
  [hx, hy] = pgdqa_mex ('hvp', obj, z(1:n), z(n+1:end), d(1:n), d(n+1:end));
  for i = 1:numel (z)
    [slope(i, 1), uncertain(i, 1)] = richardson (@(t) element (obj, z + t * d, n, i));
  end
  for i = 1:numel (z)
    near ([name, ': product'], [hx; hy](i), slope(i), 1e-6 * (1 + norm (slope)) + 3 * uncertain(i));
  end
end

function g = element (obj, z, n, i)
  [~, gx, gy] = pgdqa_mex ('eval', obj, z(1:n), z(n+1:end));
  g = [gx; gy](i);
end

function [slope, uncertain] = richardson (f)
  % f'(0) by central differences of five steps; uncertain: what the answers from the first four and the last four differ by, Inf where f is not
  % real or has a kink, which shows in second differences that do not fall as the square of the step
  h = 4e-3 * 2 .^ -(0:4);
  up = arrayfun (f, h);
  down = arrayfun (f, -h);
  T = (up - down) ./ (2 * h);
  bend = abs (up - 2 * f (0) + down);
  rough = any (bend(2:end) > bend(1:end-1) / 2.5 + 1e-13 * (1 + abs (f (0))));
  for k = 1:3
    T = (4 ^ k * T(2:end) - T(1:end-1)) / (4 ^ k - 1);
  end
  slope = T(end);
  uncertain = abs (diff (T));
  if (rough || ! isreal (T) || any (! isfinite (T)))
    slope = 0;
    uncertain = Inf;
  end
end
