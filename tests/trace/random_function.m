function fun = random_function (seed)
  % fun = random_function (seed)   a function of x (2 x 1) and y (3 x 1): a random expression of the operations that are traced
  rand ('twister', seed);
  fun = str2func (['@(x, y) ', regexprep(scalar (4), '(\w) \(', '$1(')]);   % in [ ] a space parts two elements
end

function text = one_of (varargin)
  text = varargin{randi(nargin)};
end

function text = scalar (depth)
  if (depth == 0)
    text = one_of ('x(1)', 'x(end)', 'y(2)', 'y(1)', '0.7', 'numel (y)');
    return;
  end
  a = scalar (depth - 1);
  v = column (depth - 1);
  switch (randi (17))
    case 1, text = sprintf ('(%s %s %s)', a, one_of ('+', '-', '*'), scalar (depth - 1));
    case 2, text = sprintf ('%s (%s)', one_of ('sin', 'cos', 'tanh', 'atan', 'asinh', 'erf', 'abs'), a);
    case 3, text = sprintf ('exp (-abs (%s))', a);
    case 4, text = sprintf ('log (2 + (%s) ^ 2)', a);
    case 5, text = sprintf ('sqrt (1 + (%s) .^ 2)', a);
    case 6, text = sprintf ('(%s) / (1.5 + sin (%s))', a, scalar (depth - 1));
    case 7, text = sprintf ('%s (%s)', one_of ('sum', 'mean', 'norm', 'sumsq', 'max', 'min', 'prod', 'var'), v);
    case 8, text = sprintf ('(%s)'' * (%s)', v, column (depth - 1));
    case 9, text = sprintf ('log (sum (exp (%s)))', v);
    case 10, text = sprintf ('sum (sum (%s))', square (depth - 1));
    case 11, text = sprintf ('norm (%s, %s)', v, one_of ('1', '2', 'Inf', '3'));
    case 12, text = sprintf ('trace (%s)', square (depth - 1));
    case 13, text = sprintf ('sum ([%s, %s](1 + (%s > 0.31)))', a, scalar (depth - 1), scalar (0));
    case 14, text = sprintf ('hypot (1, %s)', a);
    case 15, text = sprintf ('atan2 (%s, 2 + abs (%s))', a, scalar (depth - 1));
    case 16, text = sprintf ('det (eye (3) * 2 + 0.1 * sin (%s))', square (depth - 1));
    case 17, text = sprintf ('gammaln (2 + cos (%s))', a);
  end
end

function text = column (depth)
  % 3 x 1
  if (depth == 0)
    text = one_of ('y', '[x; 1]', 'y([3, 1, 1])', '[2; -1; 0.5]', 'y(:)');
    return;
  end
  v = column (depth - 1);
  switch (randi (14))
    case 1, text = sprintf ('(%s %s %s)', v, one_of ('+', '-', '.*'), column (depth - 1));
    case 2, text = sprintf ('(%s * (%s))', scalar (depth - 1), v);
    case 3, text = sprintf ('sin (%s)', v);
    case 4, text = sprintf ('(%s) ./ (2 + cos (%s))', v, column (depth - 1));
    case 5, text = sprintf ('[4, 1, 0; 1, 3, -1; 0, 2, 5] * (%s)', v);
    case 6, text = sprintf ('[4, 1, 0; 1, 3, -1; 0, 2, 5] \\ (%s)', v);
    case 7, text = sprintf ('(%s)(end:-1:1)', v);
    case 8, text = sprintf ('cumsum (%s)', v);
    case 9, text = sprintf ('tanh (%s) .^ %d', v, randi (4));
    case 10, text = sprintf ('(%s) * (%s)', square (depth - 1), v);
    case 11, text = sprintf ('log1p (exp (%s))', v);
    case 12, text = sprintf ('max (%s, %s)', v, column (depth - 1));
    case 13, text = sprintf ('sum (%s, 2)', square (depth - 1));
    case 14, text = sprintf ('diag (%s)', square (depth - 1));
  end
end

function text = square (depth)
  % 3 x 3
  if (depth == 0)
    text = one_of ('y * y''', '[y, y, [x; 0]]', 'repmat (y, 1, 3)', 'full (diag (y))', 'y + y''', '[1, 2, 0; 0, 1, 1; 3, 0, 1]');
    return;
  end
  M = square (depth - 1);
  switch (randi (8))
    case 1, text = sprintf ('full ((%s) * sparse ([2, 0, 1; 0, 1, 0; 0, 3, 1]))', M);
    case 2, text = sprintf ('(%s)''', M);
    case 3, text = sprintf ('(%s) .* (%s)', M, column (depth - 1));
    case 4, text = sprintf ('cos (%s)', M);
    case 5, text = sprintf ('0.1 * (%s) * (%s)', M, square (depth - 1));
    case 6, text = sprintf ('triu (%s)', M);
    case 7, text = sprintf ('(%s) - (%s)''', M, column (depth - 1));
    case 8, text = sprintf ('inv (3 * eye (3) + 0.3 * sin (%s))', M);
  end
end
