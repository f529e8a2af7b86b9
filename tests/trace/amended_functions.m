function list = amended_functions ()
  % list = amended_functions ()   functions of x (3 x 1) and y (4 x 1) with lines that Octave does not show to a class: {name, fun}
  list = {
    '[], z(end + 1)',         @grown_at_end
    '[], z(k)',               @grown_by_number
    'too small',              @too_small
    'range, then filled',     @filled_range
    'field of a struct',      @filled_field
    'two in a line',          @two_in_a_line
    'if in a line',           @if_in_a_line
    'for over a vector',      @over_vector
    'for over columns',       @over_columns
    'for in a line',          @over_in_a_line
    'for of for',             @over_twice
    'x++',                    @increments
    'in another file',        @(x, y) grown_elsewhere (x, y) + 1
  };
end

function v = grown_at_end (x, y)
  z = [];
  for i = 1:3
    z(end + 1) = x(i) * y(i);
  end
  v = sum (z .^ 2) + numel (z);
end

function v = grown_by_number (x, y)
  z = [];
  for i = 1:3
    z(i) = sin (x(i));   % by number
    z(i, 2) = y(i);
  end
  v = norm (z, 'fro') ^ 2;
end

function v = too_small (x, y)
  z = 0;
  z(2) = x(1);
  z(3, 1) = y(2);
  v = sum (z(:) .^ 2) + x(2);
end

function v = filled_range (x, y)
  z = 1:4;
  z(2:3) = [x(1), y(1)] .^ 2;
  v = z * z';
end

function v = filled_field (x, y)
  s.a.z = [1, 2, 3];
  s.a.z(2) = x(3);
  s.b(2) = y(4) * x(1);
  v = sum (s.a.z .^ 2) + sum (s.b .^ 3);
end

function v = two_in_a_line (x, y)
  p = [1, 1]; q = [2, 2];
  p(max (1, min (1, numel (p)))) = x(1); q(2) = y(1) ^ 2;
  v = p * q' + x(2) * y(2);
end

function v = if_in_a_line (x, y)
  z = [0, 0];
  if (x(1) > -10) z(1) = x(1) ^ 2; else z(2) = y(1); end
  v = sum (z) + y(2) ^ 2;
end

function v = over_vector (x, y)
  v = 0;
  for k = y'   % each number
    v = v + k ^ 2 * x(1);
  end
end

function v = over_columns (x, y)
  v = 0;
  for (c = [x, x .^ 2, [1; 2; 3]])
    v += prod (c) + y(1) * c(2);
  end
end

function v = over_in_a_line (x, y)
  v = 0;
  for k = [x(1), y(2)], v = v + exp (k); end
end

function v = over_twice (x, y)
  v = 0;
  for a = x'
    for b = [y', 1]
      v = v + sin (a * b);
    end
  end
end

function v = increments (x, y)
  v = sum (x .* y(1:3));
  v++;
  x(1)--;
  ++v;
  v = v * x(1);
end
