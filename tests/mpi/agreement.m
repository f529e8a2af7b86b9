function agreement ()
  % agreement ()   run by every rank: each case solved on all ranks and by this one alone; an error where they differ
  %
  % Prints the largest difference of a case on rank 0.  The rows are shared out unevenly, and with four ranks the last has none.
  [rank, R] = deal (pgdqa_mpi ('rank'), pgdqa_mpi ('size'));
  [A, labels, B, val_labels] = rows ();
  ends = floor (size (A, 1) * min (1, ((0:R) / max (1, min (R, 3))) .^ 1.5));
  own = ends(rank+1)+1:ends(rank+2);
  d = 4;
  [F, G] = pgdqa_regselection (A, labels, B, val_labels);
  [f, g] = pgdqa_regselection (A(own, :), labels(own), B(own, :), val_labels(own), 'Classes', 3);
  data = struct ('f', f, 'g', g, 'F', F, 'G', G, 'x0', -3 * ones (d, 1), 'y0', zeros (3 * d, 1));

  % paths of every method and schedule: the same up to rounding that some iterations amplify
  for method = rivals ()
    compared ([method{1}, ', 6 iterations'], data, 1e-11, 'Method', method{1}, 'MaxIter', 6);
  end
  for schedule = {'fixed', 'diminishing'}
    compared ([schedule{1}, ', 15 iterations'], data, 1e-12, 'Schedule', schedule{1}, 'MaxIter', 15);
  end
  compared ('native, with certificate', data, 1e-6, 'XMin', -6, 'XMax', 0);
  compared ('native, 3 iterations', data, 1e-8, 'XMin', -6, 'XMax', 0, 'MaxIter', 3);
  compared ('native, bounds', data, 1e-6, 'XMin', -4, 'XMax', -2, 'YMax', 0.3);
  data.y0 = single (data.y0);
  compared ('native, single', data, 1e-2, 'XMin', -4, 'XMax', -2);

  % weights of rows, split
  [F, G] = pgdqa_hypercleaning (A, labels, B, val_labels, 0.01);
  [f, g] = pgdqa_hypercleaning (A(own, :), labels(own), B(own, :), val_labels(own), 0.01, 'Classes', 3);
  data = struct ('f', f, 'g', g, 'F', F, 'G', G, 'x0', zeros (size (A, 1), 1), 'y0', zeros (3 * d, 1), 'own', own);
  compared ('split, native', data, 1e-6, 'MaxIter', 20);
  low = -1 - (1:size (A, 1))' / 20;
  compared ('split, bounds', data, 1e-6, 'MaxIter', 20, 'XMin', low, 'XMax', 2);
  compared ('split, schedule fixed', data, 1e-9, 'MaxIter', 15, 'Schedule', 'fixed');

  % handles: values that are traced, values, gradients; products by differences
  N = size (A, 1);
  target = B(:, 1) + sin (1:N)';
  value = @(k, w) @(x, y) sum ((A(k, :) * y - target(k)) .^ 2) / N + w * 0.1 * ((1:d) * y - x(1)) ^ 2;
  lower = @(k, w) @(x, y) sum ((B(k, :) * y - target(k)) .^ 2) / N + w * (exp (x(1)) * sum (y .^ 2) + 0.1 * sum (y .^ 4));
  share = numel (own) / N;
  handles = struct ('f', value (own, share), 'g', lower (own, share), 'F', value (1:N, 1), 'G', lower (1:N, 1), 'x0', [-1; 0], 'y0', zeros (d, 1));
  compared ('traced handles', handles, 1e-6, 'Search', 'local');
  compared ('handles by differences', handles, 1e-2, 'Search', 'local', 'Derivatives', 'difference', 'MaxCalls', 400);
  compared ('handles by complex steps', handles, 1e-5, 'Search', 'local', 'Derivatives', 'complex-step', 'TolFun', 1e-2);
  if (R == 2)
    compared ('a search', handles, 1e-4, 'Search', 'global', 'MaxCalls', 2e4, 'XMin', -3, 'XMax', 1);
  end
  if (R < 4)
    compared ('constraints', handles, 1e-4, 'LowerA', [0, 0, 1, 1, 0, 0], 'LowerB', 0.05, 'Search', 'local');
  end
  handles.g = pgdqa_objective (@(x, y) with_gradient (lower (own, share), x, y));
  handles.G = pgdqa_objective (@(x, y) with_gradient (lower (1:N, 1), x, y));
  compared ('one level with gradients', handles, 1e-4, 'Search', 'local', 'MaxCalls', 3000);
  if (rank == 1)
    handles.f = @(x, y) untraceable (handles.f, x, y);
  end
  compared ('tracing fails on one rank', handles, 1e-4, 'Search', 'local', 'MaxCalls', 3000);
end

function [A, labels, B, val_labels] = rows ()
  A = sin (reshape (1:240, 60, 4) .^ 2);
  B = cos (reshape (1:240, 60, 4) .^ 1.5);
  labels = 1 + mod (floor (3 * abs (sin ((1:60)' * 7))), 3);
  val_labels = labels([2:60, 1]);
end

function [v, gx, gy] = with_gradient (fun, x, y)
  % by complex steps
  v = fun (x, y);
  z = [x; y];
  g = zeros (size (z));
  for j = 1:numel (z)
    u = z;
    u(j) = u(j) + 1e-30i;
    g(j) = imag (plain (fun, u, numel (x))) / 1e-30;
  end
  gx = g(1:numel (x));
  gy = g(numel (x)+1:end);
end

function v = plain (fun, z, n)
  v = fun (z(1:n), z(n+1:end));
end

function v = untraceable (fun, x, y)
  v = fun (x, y) + 0 * det (eye (2) * x(1));
end

function compared (name, p, tolerance, varargin)
  [rank, R] = deal (pgdqa_mpi ('rank'), pgdqa_mpi ('size'));
  started = tic ();
  [x, y, fval, exitflag, output] = together (p, varargin);
  seconds = toc (started);
  [X, Y, FVAL, EXITFLAG, OUTPUT] = pgdqa_solve (p.F, p.G, p.x0, p.y0, varargin{:});
  own = 1:numel (X);
  if (isfield (p, 'own'))
    own = p.own;
  end
  apart = max ([norm(x - X(own)) / (1 + norm (X)), norm(y - Y) / (1 + norm (Y)), abs(fval - FVAL) / (1 + abs (FVAL))]);
  print = hash ('md5', sprintf ('%.17g ', double (y), double (fval), exitflag, output.calls.total, output.history.f));
  prints = zeros (1, R);
  prints(rank+1) = hex2dec (print(1:13));
  prints = pgdqa_mex_mpi ('sum', prints);
  if (rank == 0)
    printf ('%-28s R = %d  %8.1e  %s %s  %d %d calls  %.2f s\n', name, R, apart, output.stop, OUTPUT.stop, output.calls.total, OUTPUT.calls.total, seconds);
  end
  if (any (prints ~= prints(1)))
    error ('mpi:apart', '%s: the ranks differ', name);
  elseif (~ (apart <= tolerance) || (exitflag > 0) ~= (EXITFLAG > 0) || numel (x) ~= numel (own))
    error ('mpi:apart', '%s: differs by %g, expected at most %g; exitflag %d and %d', name, apart, tolerance, exitflag, EXITFLAG);
  end
end

function varargout = together (p, options)
  if (isfield (p, 'own'))
    p.x0 = p.x0(p.own);
    options = [options, {'CommX', 'split'}];
    for k = 1:2:numel (options)
      if (any (strcmp (options{k}, {'XMin', 'XMax'})) && numel (options{k+1}) > 1)
        options{k+1} = options{k+1}(p.own);
      end
    end
  end
  [varargout{1:nargout}] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'Comm', 'mpi', options{:});
end
