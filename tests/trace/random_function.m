function fun = random_function (seed, trap)
  % fun = random_function (seed)         a function of x (2 x 1) and y (3 x 1): a random expression of the operations that are traced
  % fun = random_function (seed, true)   with something that leaves no trace in it, or that differs from call to call (trapped.m)
  rand ('twister', seed);
  text = scalar (4);
  if (nargin > 1 && trap)
    kinds = trapped ();
    text = ['trapped (''', kinds{1 + mod(floor (seed / 10), numel (kinds))}, ''', ', text, ', ', scalar(2), ')'];
  end
  fun = str2func (['@(x, y) ', regexprep(text, '(\w) \(', '$1(')]);   % in [ ] a space parts two elements
end

function text = one_of (varargin)
  text = varargin{randi(nargin)};
end

function text = fill (text, a, b)
  % a for every # in a template, b for every @
  if (nargin < 3)
    b = '';
  end
  parts = regexp (text, '[^#@]+|[#@]', 'match');
  parts(strcmp (parts, '#')) = {a};
  parts(strcmp (parts, '@')) = {b};
  text = strrep (strrep ([parts{:}], 'PLUS', '@plus'), 'FUN', '@');
end

function text = of_each (a)
  % an operation on each element of the expression A, of any shape
  text = fill (one_of ('-(#)', 'abs (#)', 'sign (#)', 'exp (-abs (#))', 'expm1 (tanh (#))', 'log (2 + (#) .^ 2)', 'log1p ((#) .^ 2)', ...
                         'log1p (exp (#))', 'log (1 + exp (#))', 'log2 (1 + (#) .^ 2)', 'log10 (3 + sin (#))', 'sqrt (1 + (#) .^ 2)', ...
                         'cbrt (2 + (#) .^ 2)', 'sin (#)', 'cos (#)', 'tan (tanh (#))', 'asin (0.9 * sin (#))', 'acos (0.9 * sin (#))', ...
                         'atan (#)', 'sinh (tanh (#))', 'cosh (tanh (#))', 'tanh (#)', 'asinh (#)', 'acosh (1.5 + (#) .^ 2)', ...
                         'atanh (0.9 * sin (#))', 'erf (#)', 'erfc (#)', 'gammaln (1.2 + (#) .^ 2)', 'gamma (2 + cos (#))', 'floor (#)', ...
                         'ceil (#)', 'round (#)', 'fix (#)', 'sec (tanh (#))', 'csc (1.5 + sin (#) / 2)', 'cot (1.5 + sin (#) / 2)', ...
                         'nthroot (2 + (#) .^ 2, 3)', 'tanh (#) .^ 2', 'tanh (#) .^ 3', 'tanh (#) .^ 4', '(1 + (#) .^ 2) .^ -1', ...
                         '(1 + (#) .^ 2) .^ 0.5', '(1 + (#) .^ 2) .^ 1.7', '2 .^ tanh (#)', 'max (#, 0.2)', 'min (0.4, #)', ...
                         'sind (30 * (#))', 'interp1 ([-2, -0.3, 0.6, 2], [1, -2, 0.5, 1], tanh (#))', 'interp1 (-2:2, [1, 3, -2, 0, 1], tanh (#), ''spline'')', 'min (max (#, -1), 1)', 'smoothed (#)', '(#) ./ 3', '2 .\ (#)', ...
                         'merge (# > 0.13, #, sin (#))'), a);
end

function text = of_pair (a, b)
  % an operation on pairs of elements, with broadcasting
  text = one_of ('(#) + (@)', '(#) - (@)', '(#) .* (@)', '(#) ./ (1.5 + (@) .^ 2)', '(1 + (#) .^ 2) .^ tanh (@)', 'atan2 (#, 2 + abs (@))', ...
                 'hypot (#, 1 + (@) .^ 2)', 'max (#, @)', 'min (#, @)', 'mod (#, 1.7 + abs (@))', 'rem (#, 1.7 + abs (@))', ...
                 'bsxfun (PLUS, #, @)', '(2 + sin (@)) .\ (#)');
  text = fill (text, a, b);
end

function text = scalar (depth)
  if (depth == 0)
    text = one_of ('x(1)', 'x(end)', 'y(2)', 'y(1)', '0.7', 'numel (y)');
    return;
  end
  v = column (depth - 1);
  switch (randi (13))
    case 13, text = fill (one_of ('max (eig (#))', 'sumsq (svd (#))', 'norm (#)'), fill ('tanh (#) * tanh (#)'' + diag (3 * (1:numel (#)))', v));
    case 1, text = of_pair (scalar (depth - 1), scalar (depth - 1));
    case {2, 3}, text = of_each (scalar (depth - 1));
    case 4, text = fill ('# (@)', one_of ('sum', 'mean', 'norm', 'sumsq', 'max', 'min', 'prod', 'var', 'std', 'meansq', 'median', 'range', ...
                                              'trapz', 'vecnorm'), v);
    case 5, text = fill ('(#)'' * (@)', v, column (depth - 1));
    case 6, text = fill ('dot (#, @)', v, column (depth - 1));
    case 7, text = fill ('log (sum (exp (#)))', v);
    case 8, text = fill ('norm (#, @)', v, one_of ('1', '2', 'Inf', '-Inf', '3', '''fro'''));
    case 9, text = one_of ('branch (#, @)', 'sum ([#, @](1 + (@ > 0.31)))', 'looped (#, @)', 'polyval ([#, 1, @], 0.3)', 'polyval ([1, -2], #) + @');
      text = fill (text, scalar (depth - 1), scalar (depth - 1));
    otherwise, text = fill (one_of ('sum (sum (#))', 'trace (#)', 'det (eye (3) * 2 + 0.1 * sin (#))', 'norm (#, ''fro'')', 'norm (#, 1)', ...
                                       'norm (#, Inf)', 'max (max (#))', 'sum (log (sum (exp (#), 2)))', '(#)(2, 3)'), square (depth - 1));
  end
end

function text = column (depth)
  % 3 x 1
  if (depth == 0)
    text = one_of ('y', '[x; 1]', 'y([3, 1, 1])', '[2; -1; 0.5]', 'y(:)');
    return;
  end
  v = column (depth - 1);
  switch (randi (9))
    case 1, text = of_pair (v, column (depth - 1));
    case 2, text = of_pair (scalar (depth - 1), v);
    case 3, text = of_pair (v, scalar (depth - 1));
    case {4, 5}, text = of_each (v);
    case 6, text = fill (one_of ('[4, 1, 0; 1, 3, -1; 0, 2, 5] * (#)', '[4, 1, 0; 1, 3, -1; 0, 2, 5] \ (#)', '(#)(end:-1:1)', ...
                                    'sparse ([4, 1, 0; 1, 3, -1; 0, 2, 5]) \ (#)', 'sparse ([4, 0, 0; 1, 3, 0; 0, 2, 5]) * (#)', ...
                                    'cumsum (#)', 'cumprod (sin (#))', 'cummax (#)', 'sort (#)', 'flip (#)', 'circshift (#, 1)', ...
                                    '[0; diff(#)]', 'filter ([1, 0.5], [2, -1], #)', 'conv (#, [1, 2, 0.5], ''same'')', ...
                                    'accumarray ([1; 3; 1], #, [3, 1])', 'vertcat (num2cell (#){:})', 'arrayfun (FUN(t) t * sin (t), #)', ...
                                    'cell2mat (cellfun (FUNcos, mat2cell (#, [1, 2], 1), ''UniformOutput'', false))', '((#)'')''', ...
                                    'sign (#)', 'filled (#)', 'grown (#)', '(#)([true, true, true])'), v);
    case 7, text = fill ('(#) * (@)', square (depth - 1), v);
    case 8, text = fill ('(3 * eye (3) + sin (#) / 3) \ (@)', square (depth - 1), v);
    otherwise, text = fill (one_of ('sum (#, 2)', 'mean (#)''', 'diag (#)', 'max (#, [], 2)', 'min (#)''', 'prod (sin (#), 2)', '(#)(:, 2)', ...
                                       '(#)(3, :)''', 'var (#)''', 'log (sum (exp (#), 2))', 'sumsq (#, 2)', 'trapz (#)''', 'vecnorm (#)'''), ...
                               square (depth - 1));
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
    case 1, text = of_pair (M, column (depth - 1));
    case 2, text = of_pair (['(', column(depth - 1), ')'''], M);
    case 3, text = of_pair (M, square (depth - 1));
    case {4, 5}, text = of_each (M);
    case 6, text = fill ('0.1 * (#) * (@)', M, square (depth - 1));
    otherwise, text = fill (one_of ('full ((#) * sparse ([2, 0, 1; 0, 1, 0; 0, 3, 1]))', '(#)''', 'triu (#)', 'tril (#, -1)', ...
                                       'inv (3 * eye (3) + 0.3 * sin (#))', 'cumsum (#, 2)', 'reshape (#, 3, 3)', 'permute (#, [2, 1])', ...
                                       'fliplr (#)', 'flipud (#)', 'rot90 (#)', 'kron (#, 1)', '(0.2 * sin (#)) ^ 2', 'circshift (#, 1, 2)', ...
                                       'chol (5 * eye (3) + 0.2 * cos (#))', 'toeplitz ((#)(:, 1))', 'blkdiag ((#)(1:2, 1:2), 1)', ...
                                       'sin (#) / [4, 1, 0; 1, 3, -1; 0, 2, 5]', '(#)(:, [3, 1, 1])', 'reshape ((#)(:), 3, [])'), M);
  end
end
