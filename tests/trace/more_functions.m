function list = more_functions ()
  % list = more_functions ()   further functions of x (3 x 1) and y (4 x 1) as users write them: cells {name, fun}
  A = [2, -1, 0.5; 1, 3, -2; 0.3, 0.7, 1.1; -1, 0.2, 0.9];   % 4 x 3
  S = sparse ([1, 2, 3, 4, 1, 4], [1, 2, 3, 4, 4, 1], [5, 4, 3, 6, 1, 1]);
  t = (0:0.25:2)';
  data = struct ('t', t, 'v', exp (-t), 'w', ones (size (t)), 'names', {{'a', 'b'}});
  model = struct ('rate', {0.5, 1.5, 2.5}, 'gain', {1, -1, 2});
  sigmoid = @(z) 1 ./ (1 + exp (-z));
  smooth_abs = @(z) sqrt (z .^ 2 + 1e-2);
  nested = @(u) @(v) u * v;
  list = {
    'grown from [] by index',       @grown_by_index
    'grown from [] by end',         @grown_by_end
    'grown from zeros (1, 0)',      @grown_from_zeros
    'grown by concatenation',       @grown_by_concatenation
    'row in a loop over columns',   @loop_over_columns
    'for k = y''',                  @loop_over_elements
    'cell of traced values',        @cell_of_values
    'struct array of values',       @struct_array
    'struct with nested fields',    @nested_fields
    'dynamic fields',               @dynamic_fields
    'containers of handles',        @(x, y) sum (cellfun (@(h) h (y(1) + x(1)), {@sin, @cos, @(z) z ^ 2}))
    'handle that gives a handle',   @(x, y) nested (x(1)) (y(2)) + sum (y)
    'handles in a struct',          @handles_in_struct
    'recursion',                    @(x, y) power_by_squaring (y(1) + 1.5, 5) + sum (x)
    'do until',                     @do_until
    'break and continue',           @break_continue
    'unwind_protect',               @guarded_block
    'try',                          @tried_block
    'switch on a size',             @by_size
    'ternary by logical index',     @(x, y) {@() sum(x), @() sum(y .^ 2)}{1 + (y(1) > 100)} () + x(1)
    'merge',                        @(x, y) sum (merge (y > 0.5, y .^ 2, 0.5 * y)) + sum (x)
    'ifelse by masks',              @(x, y) sum ((y > 0) .* y .^ 2 + (y <= 0) .* (-y)) + sum (x)
    'masks assigned to',            @mask_assigned
    'find with a loop',             @find_loop
    'nnz, any, all',                @counts
    'isempty, numel, rows',         @sizes_of
    'isrow, iscolumn, isvector',    @shapes_of
    'sub2ind',                      @(x, y) at_places (y * x', sub2ind ([4, 3], [1, 2, 4], [1, 3, 2])) + x(1)
    'ind2sub',                      @by_ind2sub
    'meshgrid of constants',        @on_grid
    'linspace, colon',              @(x, y) sum ((linspace (0, 1, 4)' - y) .^ 2) + sum ((1:3)' .* x)
    'interp1, constant table',      @(x, y) interp1 ([0, 1, 2], [1, 3, 2], 0.7) * sum (y) + sum (x)
    'polyfit of constants',         @(x, y) polyval (polyfit (data.t, data.v, 2), y(1)) + sum (x)
    'polyval, coefficients traced', @(x, y) polyval (y, 0.7) + sum (polyval ([1; 2] * x(1), [0.5, 1]))
    'conv',                         @(x, y) sum (conv (x, y) .^ 2)
    'filter',                       @(x, y) sum (filter ([1, 0.5], 1, y) .^ 2) + sum (x)
    'filter, recursive',            @(x, y) sum (filter (1, [1, -0.5], y) .^ 2) + sum (x)
    'cumtrapz',                     @(x, y) sum (cumtrapz ([0; 1; 3; 4], y) .^ 2) + sum (cumtrapz (x))
    'logsumexp, stable',            @(x, y) log_sum_exp (3 * y) + log_sum_exp (x)
    'softmax, stable',              @(x, y) -log (soft_max (y)(2)) + sum (x)
    'sigmoid, handle',              @(x, y) sum (sigmoid (A * x + y))
    'cross entropy',                @(x, y) -mean ([1; 0; 1; 0] .* log (sigmoid (y)) + [0; 1; 0; 1] .* log (1 - sigmoid (y))) + x' * x
    'Huber, where',                 @(x, y) sum (huber (y - 0.3, 0.5)) + sum (x)
    'pinball',                      @(x, y) sum (max (0.3 * (y - 1), (0.3 - 1) * (y - 1))) + sum (x)
    'smooth absolute value',        @(x, y) sum (smooth_abs (y)) + sum (smooth_abs (x))
    'elastic net',                  @(x, y) norm (A * x - y) ^ 2 + exp (x(1)) * norm (y, 1) + exp (x(2)) * norm (y) ^ 2
    'quantile-like',                @(x, y) max (y) - min (y) + median (x)
    'norm of columns',              @(x, y) sum (sqrt (sum ((y * x') .^ 2, 1)))
    'norm, Frobenius of a product', @(x, y) norm (y * x' - A, 'fro') ^ 2
    'kron with eye',                @(x, y) sum (kron (eye (2), y)(:) .^ 2) + sum (x)
    'triu, diag, trace',            @(x, y) sum (sum (triu (y * y', 1))) + sum (diag (x * x')) + trace (y * y')
    'quadratic form, reshaped',     @(x, y) reshape (y, 1, []) * S * y(:) + x.' * x
    'mat2cell',                     @(x, y) sum (cellfun (@(b) sum (b(:)) ^ 2, mat2cell (y, [2, 2], 1))) + sum (x)
    'num2cell, deal',               @unpacked
    'cell2mat',                     @(x, y) sum (cell2mat ({y, 2 * y; y .^ 2, y})(:)) + sum (x)
    'arrayfun of two lists',        @(x, y) sum (arrayfun (@(a, b) a * b ^ 2, y(1:3), x))
    'arrayfun over a struct',       @(x, y) sum (arrayfun (@(m) m.gain * exp (-m.rate * y(1)), model)) + sum (x)
    'cellfun by name',              @(x, y) sum (cellfun (@numel, {x, y})) * y(1) + sum (cellfun ('isempty', {x, []})) * x(1)
    'structfun',                    @(x, y) sum (structfun (@(v) v * y(1), struct ('a', 1, 'b', 2))) + sum (x)
    'accumarray, sums of groups',   @(x, y) sum (accumarray ([1; 2; 2; 1], y .^ 2) .^ 2) + sum (x)
    'histc-like sums',              @(x, y) sum (arrayfun (@(k) sum (y([1, 1, 2, 2] == k)) ^ 2, 1:2)) + sum (x)
    'circular shift',               @(x, y) sum ((circshift (y, 1) - 2 * y + circshift (y, -1)) .^ 2) + sum (x)
    'finite volume matrix',         @finite_volume
    'implicit Euler',               @implicit_euler
    'Runge-Kutta',                  @runge_kutta
    'fixed point',                  @fixed_point
    'Newton until converged',       @newton_until
    'Cholesky by hand',             @cholesky_loop
    'chol',                         @(x, y) sum (log (diag (chol (eye (4) * 3 + y * y')))) + sum (x)
    'eig, constant',                @(x, y) sum (eig (A' * A) .* x .^ 2) + sum (y)
    'expm, constant',               @(x, y) sum (expm (0.1 * A' * A) * x) + sum (y)
    'pinv, constant',               @(x, y) sum (pinv (A) * y) + sum (x)
    'least squares, backslash',     @(x, y) sum ((A \ y - x) .^ 2)
    'sum (x(:)), x.''',             @(x, y) sum (y(:)) + x.' * x + sum (sum (y.'))
    'end in ranges',                @(x, y) sum (y(2:end) .* y(1:end-1)) + y(end) * x(end-1) + sum (y([1, end]))
    'matrix columns',               @matrix_columns
    'delete elements',              @deleted
    'assignment of rows',           @rows_assigned
    'x += and -= and *=',           @assigned_in_place
    'increment of a counter',       @counter
    'assert, validateattributes',   @checked_arguments
    'nargin checks',                @(x, y) with_defaults (x, y) + with_defaults (x, y, 3)
    'inputname-free error paths',   @error_paths
    'nthargout',                    @(x, y) y(nthargout (2, @max, [1, 5, 2])) ^ 2 + sum (x)
    'max with place',               @max_place
    'sort, descending',             @(x, y) sum (sort (y, 'descend') .* [4; 3; 2; 1]) + sum (x)
    'unique, ismember of constants', @(x, y) sum (y(ismember (1:4, unique ([2, 4, 4])))) + sum (x)
    'strings choose',               @by_name
    'func2str, feval',              @(x, y) feval ('sin', y(1)) + feval (@plus, x(1), y(2)) + sum (x)
    'ostrsplit, regexp, sprintf',   @words
    'bitand, mod of counters',      @every_other
    'isfield, isstruct',            @(x, y) optional (struct ('scale', 2), x, y)
    'isnumeric, isa, isreal',       @classes
    'zeros like',                   @(x, y) sum (zeros (size (y)) + y .^ 2) + sum (ones (3, 1) .* x)
    'zeros by class',               @zeros_by_class
    'repmat, ones',                 @(x, y) sum (sum (repmat (y, 1, 3) .* (ones (4, 1) * x')))
    'outer difference, ndgrid',     @(x, y) sum (sum ((y - x') .^ 2 ./ (1 + (y - x') .^ 2)))
    'squared distances',            @(x, y) sum (sum (sumsq (y, 2) + sumsq (x, 2)' - 2 * y * x'))
    'prod of differences',          @(x, y) prod (y(1) - x) + prod ([y; x])
    'complex pairs avoided',        @(x, y) sum (abs (y .^ 2 + x(1) ^ 2)) + real (x(2)) + conj (y(1))
    'floor of time',                @(x, y) sum (interp_by_hand (0.3 + 0.1 * y, [1, 2, 4, 8])) + sum (x)
    'normalised',                   @(x, y) sum ((y / norm (y)) .^ 3) + x' * (x / sum (x .^ 2))
    'standardised',                 @(x, y) sum (((y - mean (y)) / std (y)) .^ 3) + sum (x)
    'weights by exp',               @(x, y) sum (exp (x) / sum (exp (x)) .* y(1:3) .^ 2)
    'idivide-free halves',          @(x, y) sum (y(1:floor (numel (y) / 2))) ^ 2 + sum (x)
    'inner function by name',       @(x, y) quadratic_part (y) + quadratic_part (x)
    'min over a list',              @(x, y) min ([norm(y), norm(x), 3]) + sum (x)
    'cummax',                       @(x, y) sum (cummax (y)) + sum (cummin (x))
    'range, meansq',           @(x, y) range (y) + meansq (x)
    'nanmax-like',                  @(x, y) max (y(! isnan (y))) + sum (x)
    'cov, corr',                    @(x, y) cov (y) + sum (x)
    'center',                       @(x, y) sum (center (y) .^ 3) + sum (x)
    'vech, vec',                    @(x, y) sum (vec (y * x') .^ 2)
    'null, orth of constants',      @(x, y) sum (null (A')' * y) ^ 2 + sum (x)
    'rot90',                        @(x, y) sum (rot90 (y * x')(:, 1)) + sum (x)
    'Toeplitz, Hankel',             @(x, y) sum (toeplitz (y, [y(1); x])(:) .^ 2) + sum (hankel (x)(:)) + sum (hankel (x, [x(3); y(1:2)])(:) .* (1:9)')
    'conv, same and valid',         @(x, y) sum (conv (y, [1, 2, 0.5], 'same') .* [1; 2; 3; 4]) + sum (conv (y', x, 'valid') .^ 2)
    'filter, all traced',           @(x, y) sum (filter (x, [2; y(1)], y) .^ 2)
    'chol, lower',                  @(x, y) sum (chol (3 * eye (3) + x * x', 'lower')(:) .* (1:9)') + sum (y)
    'sparse of traced values',      @(x, y) sum ((sparse ([1, 2, 3, 3], [1, 2, 3, 1], y) * x) .^ 2)
    'structfun, not uniform',       @(x, y) structfun (@(v) v * y(1), struct ('a', 1, 'b', 2), 'UniformOutput', false).b + sum (x)
    'vecnorm',                      @(x, y) sum (vecnorm (y * x' + 1)) + vecnorm (x, 1)
    'grown without a start',        @grown_without
    'Toeplitz',                     @(x, y) sum (toeplitz (y)(:) .^ 2) + sum (x)
    'del2-free Laplacian',          @(x, y) sum (diff (y, 2) .^ 2) + sum (x)
    'sinc, sec, cot',               @(x, y) sum (sec (0.3 * y)) + cot (1 + 0.1 * x(1)) + csc (1 + 0.1 * x(2))
    'sind, deg2rad',                @(x, y) sum (sind (y)) + cosd (x(1)) + sum (deg2rad (x))
    'sigmoid by tanh',              @(x, y) sum ((1 + tanh (y / 2)) / 2) + sum (x)
    'gamma, beta',                  @(x, y) sum (gamma (2 + 0.1 * y)) + beta (2 + 0.1 * x(1), 3) + factorial (3) * x(2)
    'normcdf by erf',               @(x, y) sum (0.5 * erfc (-y / sqrt (2))) + sum (x)
    'power by constants',           @(x, y) sum (2 .^ y) + sum (abs (x) .^ 1.5) + sum (y .^ [2; 3; 4; 5])
    'integers',                     @(x, y) double (int32 (3)) * sum (y) + sum (x) * double (uint8 (2))
    'single constants',             @(x, y) double (single (0.5)) * sum (y .^ 2) + sum (x)
    'logical constants',            @(x, y) sum ([true; false; true; true] .* y) + true * x(1)
    'bsxfun of a handle',           @(x, y) sum (sum (bsxfun (@(a, b) (a - b) .^ 2, y, x')))
    'permute, squeeze',             @(x, y) sum (squeeze (permute (y, [2, 1])) .^ 2) + sum (x)
    'idx = y > 0; z(idx) = ...',    @(x, y) scaled_where (y) + sum (x)
    'inputParser-free options',     @(x, y) optional (struct (), x, y)
    'triplequad-free rule',         @(x, y) simpson (@(s) exp (-s * y(1) ^ 2), 0, 1) + sum (x)
    'integral of constants',        @(x, y) quad (@(s) s .^ 2, 0, 1) * sum (y) + sum (x)
    'Lagrange polynomial',          @lagrange
    'chain of matrices',            @(x, y) [1, 1] * [y(1), 1; 0, y(2)] * [x(1), 0; 1, x(2)] * [1; 1]
    'block matrix',                 @(x, y) sum (sum ([y * y', A; A', x * x'] .^ 2))
    'logdet by lu-free',            @(x, y) log (det (eye (3) + x * x')) + sum (y)
    'cellfun, errors handled',      @(x, y) sum (cellfun (@(c) sum (c), {y, x, 3}))
    'globals as constants',         @global_constant
    'persistent cache',             @cached
    'inline data file',             @(x, y) sum ((data.w .* (y(1) * exp (-y(2) * data.t) - data.v)) .^ 2) + sum (x)
    'cross validation folds',       @folds
    'neural network',               @network
    'Kalman filter',                @kalman
    'dynamic programming',          @value_iteration
    'convolution by loop',          @convolved
    'eigenvalues',                  @(x, y) sum (eig (A(1:3, :) + A(1:3, :)' + x * x') .^ 2 .* [1; 2; 3]) + y' * y
    'largest eigenvalue',           @(x, y) max (eig (diag ([1, 5, 9]) + diag (x))) + y(1)
    'singular values',              @(x, y) sum (svd ([x, y(1:3)]) .^ 1.5) + y(4)
    'norm of a matrix',             @(x, y) norm ([x, y(1:3), [1; 2; 3]]) + y' * y
    'interp1',                      @(x, y) sum (interp1 (t, exp (-t), x .^ 2 / 3)) + y' * y
    'interp1, extrap',              @(x, y) sum (interp1 (t, exp (-t), 3 * x, 'linear', 'extrap')) + y' * y
    'interp1, pchip',               @(x, y) sum (interp1 (t, exp (-t), abs (x), 'pchip') .^ 2) + y' * y
    'interp1, spline',              @(x, y) sum (interp1 (t, exp (-t), [x', y'], 'spline', 'extrap'))
    'interp1 of numbers',           @(x, y) interp1 (1:4, y, 2.3) ^ 2 + interp1 ([0; 10], [x(2), y(1)], 3) + x(3) ^ 2
  };
end

function v = grown_by_index (x, y)
  z = [];
  for k = 1:numel (y)
    z(k) = y(k) ^ 2;
  end
  v = sum (z) + sum (x);
end

function v = grown_without (x, y)
  for k = 1:numel (y)
    z(k) = y(k) ^ 2;
  end
  v = sum (z) + sum (x);
end

function v = grown_from_zeros (x, y)
  z = zeros (1, 0);
  for k = 1:numel (y)
    z(end + 1) = y(k) ^ 3;
  end
  v = sum (z) + sum (x);
end

function v = grown_by_end (x, y)
  z = [];
  for k = 1:numel (y)
    z(end + 1) = sin (y(k));
  end
  v = z * z' + sum (x);
end

function v = grown_by_concatenation (x, y)
  z = [];
  for k = 1:numel (y)
    z = [z; y(k) * x(1)];
  end
  v = z' * z;
end

function v = loop_over_columns (x, y)
  v = 0;
  for c = [1, 2, 3; 4, 5, 6]
    v = v + c(1) * y(1) + c(2) * x(1) ^ 2;
  end
end

function v = loop_over_elements (x, y)
  v = sum (x);
  for k = y'
    v = v + k ^ 2;
  end
end

function v = cell_of_values (x, y)
  c = cell (1, 3);
  for k = 1:3
    c{k} = y(k) * x;
  end
  v = sum (vertcat (c{:}) .^ 2) + sum ([c{:}](1, :));
end

function v = struct_array (x, y)
  for k = 1:3
    s(k).value = y(k) ^ 2;
    s(k).weight = x(k);
  end
  v = sum ([s.value] .* [s.weight]);
end

function v = nested_fields (x, y)
  p.model.a = x(1);
  p.model.list{2} = y;
  p.model.a += 1;
  v = p.model.a * sum (p.model.list{2}(2:3));
end

function v = dynamic_fields (x, y)
  names = {'one', 'two'};
  for k = 1:2
    p.(names{k}) = y(k) * k;
  end
  v = p.one ^ 2 + p.two * x(1);
end

function v = handles_in_struct (x, y)
  p.loss = @(r) sum (r .^ 2);
  p.scale = 3;
  v = p.loss (y) * p.scale + p.loss (x - 1);
end

function v = power_by_squaring (b, n)
  if (n == 0)
    v = 1;
  elseif (mod (n, 2))
    v = b * power_by_squaring (b, n - 1);
  else
    v = power_by_squaring (b, n / 2) ^ 2;
  end
end

function v = do_until (x, y)
  k = 0;
  v = 0;
  do
    k++;
    v = v + y(k) ^ 2;
  until (k == 3)
  v = v + sum (x);
end

function v = break_continue (x, y)
  v = 0;
  for k = 1:4
    if (k == 2), continue; end
    if (k == 4), break; end
    v = v + y(k) ^ 2 * x(1);
  end
end

function v = guarded_block (x, y)
  unwind_protect
    v = sum (x .* y(1:3));
  unwind_protect_cleanup
    k = 1;
  end_unwind_protect
end

function v = tried_block (x, y)
  try
    v = sum (x .* y(1:3));
  catch err
    v = 0;
  end
end

function v = by_size (x, y)
  switch (numel (y))
    case 4
      v = sum (y .^ 2) + x(1);
    otherwise
      error ('wrong size');
  end
end

function v = mask_assigned (x, y)
  z = y .^ 2;
  z(y < 0.5) = 0.25;
  z(y > 0.9) *= 2;
  v = sum (z) + sum (x);
end

function v = find_loop (x, y)
  v = sum (x);
  for k = find (y' > 0)
    v = v + y(k) ^ 2;
  end
end

function v = counts (x, y)
  v = nnz (y > 0.7) * y(1) + sum (x);
  if (any (y < 0) && ! all (x > 0))
    v = v + y(2);
  end
end

function v = sizes_of (x, y)
  v = 0;
  if (! isempty (y) && numel (y) == 4 && rows (y) == 4 && columns (x) == 1 && ndims (x) == 2)
    v = sum (y) * size (x, 1) + size_equal (x, x) * x(1);
  end
end

function v = shapes_of (x, y)
  v = isrow (y') * y(1) + iscolumn (x) * x(1) + isvector (y) * y(2) + isscalar (y(1)) * y(3) + ismatrix (x) * 2 + issquare (x) * 3;
end

function v = at_places (M, places)
  v = sum (M(places));
end

function v = by_ind2sub (x, y)
  v = 0;
  M = y * x';
  for k = 1:2:12
    [i, j] = ind2sub (size (M), k);
    v = v + M(i, j) * (i + j);
  end
end

function v = on_grid (x, y)
  [a, b] = meshgrid (0:0.5:1, 0:1);
  v = sum (sum ((y(1) * a + y(2) * b - x(1)) .^ 2)) + sum (x);
end

function v = log_sum_exp (z)
  m = max (z);
  v = m + log (sum (exp (z - m)));
end

function p = soft_max (z)
  z = z - max (z);
  p = exp (z) ./ sum (exp (z));
end

function r = huber (z, d)
  r = zeros (size (z));
  near = abs (z) <= d;
  r(near) = z(near) .^ 2 / 2;
  r(! near) = d * (abs (z(! near)) - d / 2);
end

function v = unpacked (x, y)
  c = num2cell (y);
  [a, b, c, d] = deal (c{:});
  v = a * b + c * d + sum (x);
end

function v = finite_volume (x, y)
  n = numel (y);
  e = ones (n, 1);
  L = spdiags ([-e, 2 * e, -e], -1:1, n, n) * (n + 1) ^ 2;
  u = L \ y;
  v = u' * y / 2 + 0.01 * exp (x(1)) * (y' * L * y);
end

function v = implicit_euler (x, y)
  M = [2, -1; -1, 2];
  u = [1; 0];
  for k = 1:5
    u = (eye (2) + 0.1 * exp (y(1)) * M) \ u;
  end
  v = u' * u + sum (x) * y(2);
end

function v = runge_kutta (x, y)
  f = @(u) [u(2); -y(1) * u(1) - y(2) * u(2)];
  u = [x(1); x(2)];
  h = 0.2;
  for k = 1:4
    k1 = f (u);
    k2 = f (u + h / 2 * k1);
    k3 = f (u + h / 2 * k2);
    k4 = f (u + h * k3);
    u = u + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  end
  v = sum (u .^ 2);
end

function v = fixed_point (x, y)
  s = 0;
  for k = 1:20
    s = 0.3 * cos (s) + 0.1 * y(1);
  end
  v = s ^ 2 + sum (x);
end

function v = newton_until (x, y)
  a = 2 + y(1) ^ 2;
  s = a;
  while (abs (s ^ 2 - a) > 1e-9)
    s = s - (s ^ 2 - a) / (2 * s);
  end
  v = s + sum (x);
end

function v = cholesky_loop (x, y)
  A = eye (3) * 4 + x * x';
  n = rows (A);
  L = zeros (n);
  for j = 1:n
    L(j, j) = sqrt (A(j, j) - sum (L(j, 1:j-1) .^ 2));
    for i = j+1:n
      L(i, j) = (A(i, j) - L(i, 1:j-1) * L(j, 1:j-1)') / L(j, j);
    end
  end
  v = 2 * sum (log (diag (L))) + sum (y);
end

function v = matrix_columns (x, y)
  M = y * x';
  v = 0;
  for j = 1:columns (M)
    v = v + norm (M(:, j)) ^ 2 * j + sum (M(j, :));
  end
  v = v + M(end, 1) + sum (M(:, end)) + M(end);
end

function v = deleted (x, y)
  z = y;
  z(2) = [];
  v = sum (z .^ 2) + sum (x);
end

function v = rows_assigned (x, y)
  M = zeros (2, 4);
  M(1, :) = y';
  M(2, 2:4) = x';
  M(:, 1) *= 2;
  v = sum (sum (M .^ 2));
end

function v = assigned_in_place (x, y)
  v = 0;
  v += sum (y .^ 2);
  v -= x(1);
  v *= 2;
  v /= 3;
  z = y;
  z(1) += 2;
  v += z(1) ^ 2;
end

function v = counter (x, y)
  k = 0;
  v = 0;
  while (k < 4)
    k++;
    v += y(k) ^ 2;
  end
  v = v + sum (x);
end

function v = checked_arguments (x, y)
  assert (numel (x) == 3);
  assert (isnumeric (y) && isreal (y) && iscolumn (y));
  validateattributes (numel (y), {'numeric'}, {'positive'});
  if (any (! isfinite (y)) || any (isnan (x)))
    error ('not finite');
  end
  v = sum (x) + sum (y .^ 2);
end

function v = with_defaults (x, y, weight)
  if (nargin < 3)
    weight = 1;
  end
  v = weight * sum (y .^ 2) + sum (x);
end

function v = error_paths (x, y)
  if (norm (y) > 1e3)
    error ('too_large: norm %g at %s', norm (y), mat2str (y));
  end
  v = norm (y) ^ 2 + sum (x);
end

function v = max_place (x, y)
  [top, k] = max (y);
  v = top ^ 2 + y(k) + sum (x);
end

function v = by_name (x, y)
  kind = 'ridge';
  if (strcmp (kind, 'ridge'))
    v = sum (y .^ 2) * exp (x(1));
  else
    v = sum (abs (y));
  end
end

function v = words (x, y)
  parts = strsplit ('2,3', ',');
  w = cellfun (@str2double, parts);
  v = w(1) * sum (y .^ 2) + w(2) * sum (x) + numel (sprintf ('%d', 12)) * y(1);
end

function v = every_other (x, y)
  v = sum (x);
  for k = 1:4
    if (bitand (k, 1))
      v = v + y(k) ^ 2;
    elseif (mod (k, 4) == 0)
      v = v - y(k);
    end
  end
end

function v = optional (options, x, y)
  scale = 1;
  if (isstruct (options) && isfield (options, 'scale'))
    scale = options.scale;
  end
  v = scale * sum (y .^ 2) + sum (x);
end

function v = classes (x, y)
  v = 0;
  if (isnumeric (x) && isa (y, 'double') && isreal (y) && isfloat (x) && ! ischar (x) && ! iscell (y) && ! islogical (x))
    v = sum (x) * sum (y);
  end
end

function v = zeros_by_class (x, y)
  z = zeros (size (y), class (y));
  for k = 1:numel (y)
    z(k) = y(k) * k;
  end
  v = sum (z .^ 2) + sum (x);
end

function r = interp_by_hand (s, table)
  s = 1 + (numel (table) - 1) * s;
  k = floor (s);
  r = 0;
  for i = 1:numel (s)
    r = r + table(k(i)) * (k(i) + 1 - s(i)) + table(k(i) + 1) * (s(i) - k(i));
  end
end

function v = quadratic_part (z)
  v = z' * z / 2;
end

function v = scaled_where (y)
  z = y;
  idx = y > 0;
  z(idx) = 3 * y(idx);
  v = sum (z .^ 2);
end

function v = simpson (f, a, b)
  s = linspace (a, b, 5);
  w = [1, 4, 2, 4, 1] * (b - a) / 12;
  v = 0;
  for k = 1:5
    v = v + w(k) * f (s(k));
  end
end

function v = lagrange (x, y)
  nodes = [0, 1, 2, 3];
  v = 0;
  for i = 1:4
    l = 1;
    for j = setdiff (1:4, i)
      l = l * (x(1) - nodes(j)) / (nodes(i) - nodes(j));
    end
    v = v + y(i) * l;
  end
  v = v ^ 2;
end

function v = global_constant (x, y)
  global pgdqa_tested_constant
  if (isempty (pgdqa_tested_constant))
    pgdqa_tested_constant = 2;
  end
  v = pgdqa_tested_constant * sum (y .^ 2) + sum (x);
end

function v = cached (x, y)
  persistent B
  if (isempty (B))
    B = [4, 1, 0, 0; 1, 3, 0, 0; 0, 0, 2, 1; 0, 0, 1, 5];
  end
  v = y' * B * y + sum (x);
end

function v = folds (x, y)
  D = reshape (1:12, 4, 3) / 10;
  b = [1; 0; 1; 2];
  v = 0;
  for k = 1:2
    test = mod (1:4, 2) == k - 1;
    r = D(test, :) * x - b(test);
    v = v + r' * r / sum (test);
  end
  v = v + sum (y .^ 2);
end

function v = network (x, y)
  W1 = reshape (y, 2, 2);
  W2 = x(1:2)';
  inputs = [0, 1, 0, 1; 0, 0, 1, 1];
  targets = [0, 1, 1, 0];
  hidden = tanh (W1 * inputs + 0.1);
  out = 1 ./ (1 + exp (-(W2 * hidden + x(3))));
  v = mean ((out - targets) .^ 2) + 1e-2 * sumsq (y);
end

function v = kalman (x, y)
  P = 1;
  m = 0;
  v = 0;
  for z = [0.5, 0.8, 1.1]
    P = P + exp (y(1));
    S = P + exp (y(2));
    K = P / S;
    v = v + log (S) + (z - m) ^ 2 / S;
    m = m + K * (z - m);
    P = (1 - K) * P;
  end
  v = v + sum (x .^ 2);
end

function v = value_iteration (x, y)
  V = zeros (3, 1);
  reward = [1, 0; 0, 2; 1, 1];
  for k = 1:3
    for s = 1:3
      V(s) = log (sum (exp (reward(s, :) * y(1) + 0.5 * [V(s), V(mod (s, 3) + 1)])));
    end
  end
  v = sum (V) + sum (x);
end

function v = convolved (x, y)
  r = zeros (1, 6);
  for i = 1:3
    for j = 1:4
      r(i + j - 1) += x(i) * y(j);
    end
  end
  v = sum (r .^ 2);
end
