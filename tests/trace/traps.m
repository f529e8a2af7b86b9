function list = traps ()
  % list = traps ()   functions of x (2 x 1) and y (3 x 1) with what leaves no trace, or makes them differ: {name, fun}
  list = {
    'if (z)',                 @if_number
    'if (z), hidden',         @if_number_hidden
    'while (z)',              @while_number
    'z && true',              @and_number
    'z || false',             @or_number
    'not z',                  @(x, y) sum (x) * (~ y(1)) + y' * y
    'switch (z)',             @switch_number
    'do until (z)',           @until_number
    'ternary by index',       @(x, y) [3, 5](1 + (y(1) > 0)) * x(1) + y(2)
    'increment',              @increment
    'rand',                   @(x, y) x(1) * rand () + y(1)
    'randn, small',           @(x, y) x(1) * y(1) + 1e-7 * randn ()
    'clock',                  @(x, y) x(1) + now () * 1e-3 + y(1)
    'counter, persistent',    @counted
    'memory, persistent',     @remembered
    'kept, persistent',       @kept
    'global',                 @global_counter
    'isa',                    @(x, y) sum (x) * isa (x, 'double') + y' * y
    'class',                  @by_class
    'isnumeric',              @guarded_by_isnumeric
    'validateattributes',     @validated
    'isempty (find)',         @(x, y) sum (y) * isempty (find (y > 5)) + sum (x .^ 2)
    'isempty (find), if',     @find_branch
    'any',                    @any_branch
    'isequal',                @equal_branch
    'strcmp',                 @(x, y) sum (x) + strcmp (y, 'a') + y(1) ^ 2
    'isfield',                @(x, y) sum (x) + isfield (y, 'a') + y(1) ^ 2
    'index by value',         @(x, y) [1, 4, 9, 16](min (4, 1 + floor (abs (y(1))))) * x(1) + y(2) ^ 2
    'loop to value',          @loop_to_value
    'for over z',             @for_over
    'round then if',          @round_branch
    'size by value',          @(x, y) sum (ones (1 + floor (abs (y(1))), 1)) * x(1) + y(2)
    'sign change',            @(x, y) abs (x(1)) * y(1) + sign (y(2)) * x(2)
    'max of z and index',     @argmax_branch
    'sorted pairs',           @(x, y) sort ([x; y])' * (1:5)'
    'try',                    @tried
    'string of z',            @(x, y) str2double (sprintf ('%.17g', x(1))) + y(1)
    'int32',                  @(x, y) double (int32 (10 * x(1))) + y(1)
    'single',                 @(x, y) double (single (x(1))) * y(1)
    'bits',                   @(x, y) bitand (floor (abs (x(1))), 1) + y(1)
    'interp1',                @(x, y) interp1 ([-9, 0, 9], [1, 2, 5], x(1)) + y(1)
    'quadgk',                 @(x, y) quadgk (@(t) t .* x(1), 0, 1) + y(1)
    'fzero',                  @(x, y) fzero (@(t) t - x(1), [-20, 20]) + y(1)
    'eval',                   @(x, y) eval ('x(1) * y(1)')
    'inputname',              @(x, y) numel (num2str (x(1))) + y(1)
    'func2str',               @(x, y) sum (x) + isargument_like (x) + y(1)
    'isreal',                 @(x, y) real_branch (x, y)
    'norm or nothing',        @(x, y) norm (x) + (norm (y) > 1e-3) * norm (y)
    'nargin',                 @counts_arguments
    'nested',                 @(x, y) feval (@if_number, x, y)
  };
end

function v = if_number (x, y)
  v = y' * y;
  if (x(1))
    v = v + 3 * x(2);
  end
end

function v = if_number_hidden (x, y)
  z = max (0, x(1) - 100);   % 0 here
  v = y' * y;
  if (z)
    v = v + 3 * x(2);
  end
end

function v = while_number (x, y)
  v = y' * y;
  k = x(1);
  while (k)
    v = v + x(2);
    k = 0;
  end
end

function v = and_number (x, y)
  v = y' * y;
  if (x(1) && true)
    v = v + x(2);
  end
end

function v = or_number (x, y)
  v = y' * y;
  if (false || x(1))
    v = v + x(2);
  end
end

function v = switch_number (x, y)
  switch (floor (x(1)))
    case 0
      v = y' * y;
    case {1, -1}
      v = x(2) + sum (y);
    otherwise
      v = x(1) * y(1);
  end
end

function v = until_number (x, y)
  v = y' * y;
  k = 0;
  do
    v = v + x(1);
    k++;
  until (x(1) || k > 3)
end

function v = increment (x, y)
  x(1)++;
  v = x(1) * y(1);
end

function v = counted (x, y)
  persistent n
  if (isempty (n))
    n = 0;
  end
  n = n + 1;
  v = x(1) * n + y(1);
end

function v = remembered (x, y)
  persistent last value
  if (! isempty (last) && isequal (last, [x; y]))
    v = value;
    return;
  end
  v = x(1) ^ 2 + y(1) * y(2);
  last = [x; y];
  value = v;
end

function v = kept (x, y)
  persistent first
  if (isempty (first))
    first = x;
  end
  v = first(1) * y(1) + x(2);
end

function v = global_counter (x, y)
  global pgdqa_traps_count
  pgdqa_traps_count = sum ([pgdqa_traps_count, 1]);
  v = x(1) + y(1) * pgdqa_traps_count;
end

function v = by_class (x, y)
  v = y' * y;
  if (strcmp (class (x), 'double'))
    v = v + x(1);
  end
end

function v = guarded_by_isnumeric (x, y)
  if (! isnumeric (x) || ! isreal (y) || ! iscolumn (y))
    error ('numbers please');
  end
  v = x(1) * y(1);
end

function v = validated (x, y)
  validateattributes (x, {'numeric'}, {'numel', 2});
  v = x(1) * y(1);
end

function v = find_branch (x, y)
  if (isempty (find (y > 0)))
    v = sum (x);
  else
    v = sum (y .^ 2) + x(1);
  end
end

function v = any_branch (x, y)
  if (any (y > 0.5) && ! all (x > 0))
    v = sum (x);
  else
    v = sum (y .^ 2) + x(1);
  end
end

function v = equal_branch (x, y)
  v = y(1) * x(1);
  if (isequal (x, [1; 1]))
    v = 17;
  end
end

function v = loop_to_value (x, y)
  v = 0;
  for k = 1:(2 + floor (abs (x(1))))
    v = v + y(1) ^ k;
  end
end

function v = for_over (x, y)
  v = 0;
  for k = y'
    v = v + k ^ 2;
  end
  v = v + x(1);
end

function v = round_branch (x, y)
  k = round (x(1));
  if (mod (k, 2) == 0)
    v = y' * y;
  else
    v = sum (y) + x(2);
  end
end

function v = argmax_branch (x, y)
  [m, k] = max (y);
  v = m ^ 2 + k * x(1);
end

function v = tried (x, y)
  try
    z = zeros (2, 1);
    z(1) = x(1);
    v = z(1) * y(1);
  catch
    v = 0;
  end
end

function v = isargument_like (x)
  v = 0;
  if (isobject (x))
    v = 1;
  end
end

function v = real_branch (x, y)
  v = sqrt (x(1));
  if (isreal (v))
    v = v * y(1);
  else
    v = y(2);
  end
end

function v = counts_arguments (varargin)
  v = nargin * varargin{1}(1) + varargin{2}(1);
end
