function list = user_functions ()
  % list = user_functions ()   functions of x (3 x 1) and y (4 x 1) as users write them: cells {name, fun}
  A = [2, -1, 0.5; 1, 3, -2; 0.3, 0.7, 1.1; -1, 0.2, 0.9];   % 4 x 3
  B = [4, 1, 0, 0.5; 1, 3, -1, 0; 0, -1, 5, 1; 0.5, 0, 1, 2];
  S = sparse ([1, 2, 3, 4, 1, 4], [1, 2, 3, 4, 4, 1], [5, 4, 3, 6, 1, 1]);
  data.t = (0:0.5:4)';
  data.v = [1; 0.7; 0.6; 0.35; 0.3; 0.2; 0.16; 0.1; 0.08];
  data.labels = [1; -1; 1; 1; -1];
  data.rows = [0.5, 1, -1, 2; 1, 0, 0.3, -1; -0.4, 2, 1, 0; 0.1, 0.2, 0.3, 0.4; 1, -1, 1, -1];
  cells = {[1; 2; 0; 1], [0; 1; 1; 3], [-1; 0; 2; 0.5]};
  list = {
    'least squares',          @(x, y) norm (A * x - y) ^ 2
    'ridge',                  @(x, y) sum ((data.rows * y - data.labels) .^ 2) + exp (x(1)) * sum (y .^ 2)
    'quadratic form',         @(x, y) 0.5 * y' * B * y + x' * A' * y - [1, 2, 3] * x
    'sparse form',            @(x, y) y' * S * y + sum (x)
    'logistic',               @(x, y) mean (log (1 + exp (-data.labels .* (data.rows * y)))) + 0.1 * exp (x(1)) * (y' * y)
    'softmax',                @(x, y) log (sum (exp (B * y))) - y(2) + 0.1 * norm (x) ^ 2
    'softmax of rows',        @(x, y) sum (log (sum (exp (reshape ([x; y; 1; 1], 3, 3)), 2)))
    'sigmoid',                @(x, y) sum (1 ./ (1 + exp (-y))) + sum (x .* x)
    'tanh network',           @(x, y) sum (tanh (A * x + y) .^ 2)
    'Rosenbrock',             @(x, y) 100 * (y(2) - y(1) ^ 2) ^ 2 + (1 - y(1)) ^ 2 + sum (x .^ 4)
    'Rosenbrock, loop',       @rosenbrock_loop
    'Rosenbrock, slices',     @(x, y) sum (100 * (y(2:end) - y(1:end-1) .^ 2) .^ 2 + (1 - y(1:end-1)) .^ 2) + x' * x
    'Himmelblau',             @(x, y) (y(1) ^ 2 + y(2) - 11) ^ 2 + (y(1) + y(2) ^ 2 - 7) ^ 2 + prod (x)
    'decay fit',              @(x, y) sum ((y(1) * exp (-y(2) * data.t) + y(3) - data.v) .^ 2) + x(1) ^ 2
    'subfunction',            @(x, y) energy (x, y) + 1
    'loop, preallocated',     @preallocated
    'loop over time',         @simulation
    'recurrence',             @recurrence
    'branches',               @branches
    'Huber, masks',           @huber_masks
    'hinge',                  @(x, y) sum (max (0, 1 - data.labels .* (data.rows * y))) + 0.5 * (y' * y) + x(2)
    'absolute values',        @(x, y) sum (abs (y)) + norm (x, 1) + norm (y, Inf)
    'entropy',                @(x, y) sum (exp (y) .* log (exp (y))) + sum (x)
    'barrier',                @(x, y) -sum (log (10 - y)) - sum (log (5 + x))
    'geometric mean',         @(x, y) prod (exp (y)) ^ (1 / numel (y)) + sum (x .^ 3)
    'polynomial',             @(x, y) polyval ([1, -2, 0.5, 3], y(1)) + polyval (x, y(2))
    'trapezium',              @(x, y) trapz (data.t, (y(1) * sin (data.t) - data.v) .^ 2) + x(1)
    'distance matrix',        @(x, y) sum (sum (abs (y - y') .^ 2)) + sum (x)
    'Gaussian kernel',        @(x, y) sum (sum (exp (-(y - x') .^ 2 / 2)))
    'bsxfun',                 @(x, y) sum (sum (bsxfun (@minus, A, y) .^ 2)) + sum (x)
    'repmat',                 @(x, y) sum (sum ((repmat (y, 1, 3) - A) .^ 2 * x))
    'solve',                  @(x, y) y' * (B \ y) + sum (x)
    'solve, transposed',      @(x, y) y' / B * y + x(1)
    'sparse solve',           @(x, y) sum ((S \ y) .^ 2) + x(1) * x(2)
    'traced solve',           @(x, y) sum ((B + diag (exp (y))) \ [1; 2; 3; 4]) + x(1)
    'log det',                @(x, y) log (det (B + diag (y .^ 2))) + x(3)
    'inverse, trace',         @(x, y) trace (inv (B + y * y')) + x(1)
    'outer product',          @(x, y) sum (sum ((x * y' - A') .^ 2))
    'matrix variable',        @(x, y) norm (reshape (y, 2, 2) * reshape (y, 2, 2) - [1, 2; 3, 4], 'fro') ^ 2 + x' * x
    'kron',                   @(x, y) sum (kron (x, y) .^ 2)
    'cumsum',                 @(x, y) sum (cumsum (y) .^ 2) + cumprod (x)(end)
    'diff',                   @(x, y) sum (diff (y) .^ 2) + sum (diff (x, 2) .^ 2)
    'variance',               @(x, y) var (y) + std (x) + mean (y) * mean (x)
    'dot, cross',             @(x, y) dot (x, y(1:3)) + sum (cross (x, y(2:4)) .^ 2)
    'cells',                  @(x, y) sum (cellfun (@(c) (c' * y - x(1)) ^ 2, cells))
    'cells, not uniform',     @(x, y) sum (cell2mat_free (cellfun (@(c) (c' * y) ^ 2, cells, 'UniformOutput', false))) + x(1)
    'arrayfun',               @(x, y) sum (arrayfun (@(k) k * y(k) ^ 2, 1:4)) + sum (x)
    'loop over cells',        @(x, y) loop_over_cells (x, y, cells)
    'struct',                 @in_struct
    'while',                  @newton_steps
    'switch',                 @(x, y) by_kind ('square', x, y)
    'atan2, hypot',           @(x, y) atan2 (y(1), y(2) + 5) + hypot (x(1), y(3))
    'special functions',      @(x, y) sum (erf (y)) + sum (gammaln (3 + y .^ 2)) + sum (erfc (x))
    'trigonometry',           @(x, y) sum (sin (y) .* cos (x(1)) + tan (0.3 * y)) + sum (asin (0.1 * x) + acos (0.1 * x) .^ 2 + atan (x))
    'hyperbolic',             @(x, y) sum (sinh (y) + cosh (0.5 * y)) + sum (asinh (x)) + acosh (3 + x(1) ^ 2) + atanh (0.1 * x(2))
    'logarithms',             @(x, y) sum (log2 (5 + y) + log10 (5 + y) + log1p (y .^ 2)) + sum (expm1 (x)) + nthroot (9 + x(1), 3)
    'powers',                 @(x, y) sum ((2 + y .^ 2) .^ 1.5) + sum (2 .^ x) + sum ((3 + x(1)) .^ y)
    'mod, floor',             @(x, y) sum (mod (y + 0.3, 7)) + sum (floor (x) .* x)
    'sort, median',           @(x, y) sort (y)' * [1; 2; 3; 4] + median (x)
    'max of several',         @(x, y) max ([y' * y, x' * x + 1, 3 * y(1)]) + min (x)
    'trigonometric loop',     @fourier_loop
    'concatenation',          @(x, y) sum ([x; y; 1] .^ 2) + [x', y'] * [x', y']'
    'logical index',          @(x, y) sum (y(logical ([1, 0, 1, 1])) .^ 2) + sum (x)
    'matrix power',           @(x, y) trace ((0.1 * (y * y')) ^ 3) + x(1)
    'deal with gradients',    @(x, y) deal (x' * x + y' * y, 2 * x, 2 * y)
    'grow in a loop',         @grow
    'norm of a difference',   @(x, y) norm (y(1:3) - x) + norm (A, 'fro')
    'accumarray',             @(x, y) sum (accumarray ([1; 2; 1; 2], y) .^ 2) + sum (x)
    'circshift, flip',        @(x, y) y' * circshift (y, 1) + y' * flipud (y) + sum (x)
    'triu, tril',             @(x, y) sum (sum (triu (y * y') .^ 2 + tril (B * y * y'))) + x(1)
  };
end

function v = rosenbrock_loop (x, y)
  v = 0;
  for i = 1:numel (y) - 1
    v = v + 100 * (y(i + 1) - y(i) ^ 2) ^ 2 + (1 - y(i)) ^ 2;
  end
  v += x' * x;
end

function e = energy (x, y)
  e = 0;
  for i = 1:length (x)
    e = e + pair (x(i), y(i)) * i;
  end
end

function p = pair (a, b)
  p = (a - b) ^ 2 / (1 + a ^ 2);
end

function v = preallocated (x, y)
  n = numel (y);
  r = zeros (n, 1);
  for i = 1:n
    r(i) = y(i) * x(1) - i;
  end
  J = zeros (n, numel (x));
  for i = 1:n
    for j = 1:numel (x)
      J(i, j) = y(i) * x(j) ^ 2;
    end
  end
  v = r' * r + sum (J(:));
end

function v = simulation (x, y)
  h = 0.1;
  u = ones (2, 11);
  for k = 1:10
    u(1, k + 1) = u(1, k) + h * u(2, k);
    u(2, k + 1) = u(2, k) - h * (y(1) * u(1, k) + y(2) * u(2, k));
  end
  v = sum ((u(1, :) - x(1)) .^ 2) + y(3) ^ 2 + y(4) ^ 2;
end

function v = recurrence (x, y)
  s = y(1);
  for k = 1:5
    s = sin (s) + x(1) * y(2);
  end
  v = s ^ 2 + sum (y);
end

function v = branches (x, y)
  if (sum (x) > 100)
    v = sum (x);
  elseif (y(1) > y(2) && any (y > 50))
    v = sum (y);
  else
    v = x' * x + sum (y .^ 2);
  end
  if (isempty (find (y > 99)))
    v = v + y(3);
  end
end

function v = huber_masks (x, y)
  r = y - 0.25;
  small = abs (r) <= 1;
  v = 0.5 * sum (r(small) .^ 2) + sum (abs (r(~ small)) - 0.5) + x(1) ^ 2;
end

function v = cell2mat_free (c)
  v = [c{:}];
end

function v = loop_over_cells (x, y, cells)
  v = 0;
  for i = 1:numel (cells)
    c = cells{i};
    v = v + (c' * y) ^ 2 * x(i);
  end
end

function v = in_struct (x, y)
  p.a = x;
  p.b.c = y;
  p.b.c(2) = p.a(1) * 2;
  v = sum (p.b.c .^ 2);
end

function v = newton_steps (x, y)
  t = 2;
  k = 0;
  while (k < 4)
    t = t - (t ^ 2 - exp (y(1))) / (2 * t);
    k = k + 1;
  end
  v = t + sum (x .^ 2);
end

function v = by_kind (kind, x, y)
  switch (kind)
    case 'square'
      v = sum (x .^ 2) + sum (y .^ 2);
    otherwise
      v = sum (abs (x));
  end
end

function v = fourier_loop (x, y)
  t = linspace (0, 1, 20)';
  s = zeros (size (t));
  for k = 1:numel (y)
    s = s + y(k) * sin (k * pi * t);
  end
  v = mean ((s - t) .^ 2) + 0.01 * sum ((1:3)' .* x .^ 2);
end

function v = grow (x, y)
  r = [];
  for i = 1:4
    r(end + 1) = y(i) ^ 2 - i;
  end
  v = sum (r .^ 2) + x(1);
end
