% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Record a plain function as an objective with exact derivatives, evaluated in
% compiled code.
%
% @deftypefn  {} {obj =} pgdqa_trace (fun, x0, y0)
% @deftypefnx {} {obj =} pgdqa_trace (obj, x, y)
% @deftypefnx {} {obj =} pgdqa_trace (@dots{}, options)
%
% @example
% @group
% B = [1, 2; 3, 4; 5, 6];
% loss = @@(x, y) sum (log (1 + exp (-B * y))) + exp (x) * (y' * y);
% g = pgdqa_trace (loss, 0, [0; 0]);
% f = pgdqa_trace (@@(x, y) norm (y - [0.2; 0.1]) ^ 2, 0, [0; 0]);
% [x, y, fval] = pgdqa_solve (f, g, 0, [0; 0], 'XMin', -5, 'XMax', 5);
% printf ('%.3f\n', x)
% @print{} 2.240
% @end group
% @end example
%
% The function is called with values that record what is done with them.  Only
% the value is needed: gradients and Hessian-vector products follow from the
% record, exact but for rounding.
%
% @strong{Arguments}
% @table @code
% @item fun
% Handle of one value (real scalar) of x (n x 1) and y (m x 1).  Further
% outputs are not used.
% @item x0
% @itemx y0
% The point where it is called, in the domain of fun.
% @item obj, x, y
% What pgdqa_trace gave before: it gets one more tape, recorded at x and y.
% @item options
% Struct with bounds (@code{pgdqa_options}), to which the comparisons below keep.
% @end table
%
% @strong{Outputs}
% @table @code
% @item obj
% Struct with the fields objective (@code{'tape'}), size (@code{[n, m]}), operations and
% guards (counts over all tapes), tapes (struct array) and fun.  It serves as f
% or g of @code{pgdqa_solve} and can be saved.
% @end table
%
% @strong{What is recorded}
%
% @table @asis
% @item Elements
% arithmetic with broadcasting, abs, sign, max, min, mod, rem, floor, ceil,
% round, fix, exp, expm1, log, log1p, log2, log10, sqrt, cbrt, nthroot,
% powers, hypot, atan2, trigonometric and hyperbolic functions and their
% inverses, erf, erfc, gamma, gammaln
% @item Sums and the like
% sum, prod, mean, var, std, median, norm, vecnorm, dot, cross, sumsq, meansq,
% max, min, cumsum, cumprod, cummax, cummin, diff, trapz, cumtrapz, sort,
% accumarray, conv, filter, polyval, interp1 (linear, pchip, spline)
% @item Matrices
% products and systems with dense and sparse matrices, powers, kron, det,
% inv, chol, trace, svd, eig of symmetric ones (one output)
% @item Arrangement
% indices of all forms, assignment, concatenation, transposes, reshape,
% repmat, permute, diag, tril, triu, blkdiag, flip, rot90, circshift,
% toeplitz, hankel, mat2cell, cell2mat, num2cell, sparse (i, j, values, n, m)
% @item Functions
% arrayfun, cellfun, structfun, bsxfun, feval; function files, handles in
% cells and structs, loops, branches; cells and structs that hold values
% @end table
%
% A plain array z that @code{z(k) = x} is put into, @code{for z = x} and @code{x++} are recorded in
% files of functions without persistent variables, whose lines are written
% otherwise meanwhile; elsewhere begin z by zeros.  Not recorded: an index that is
% computed from x or y, eigenvectors, qr and others of Octave's compiled functions.
%
% log (sum (exp (z))) and log (1 + exp (z)) are computed without overflow.
% Where a function has a kink, the derivative is that from one side.
% @code{pgdqa_solve} traces handles of values by itself.  Call pgdqa_trace where a
% function is solved with many times, or to see why it cannot be traced.
%
% @strong{Comparisons}
%
% A comparison of numbers that depend on x or y makes a guard: the tape holds
% where it turns out the same.  Where that fails a run records another one, at
% most 8 in all.  Where no other can be made the run starts again with
% differences (error @code{pgdqa:trace} with Derivatives "trace").
%
% Not seen are @code{if (z)}, @code{while (z)} and @code{z && ...}: write @code{if (z ~= 0)}.  The record
% is therefore compared with fun at the point and at 5 others nearby.
%
% Errors: @code{pgdqa:trace} (fun cannot be recorded, and what to write; the record and
% fun disagree; fun gives other values when called again), @code{pgdqa:class},
% @code{pgdqa:size}, @code{pgdqa:value} (arguments).  An error of fun is raised as it is.
%
% Cost: at most 40 calls of fun, of which 9 as a rule; about 0.25 ms for each recorded
% operation.
%
% @seealso{pgdqa_objective, pgdqa_terms, pgdqa_check, pgdqa_solve}
% @end deftypefn

function obj = pgdqa_trace (fun, x0, y0, options)
  if (nargin ~= 3 && nargin ~= 4)
    error ('pgdqa:size', 'pgdqa_trace: %d arguments, expected fun, x0, y0', nargin);
  elseif (nargin < 4)
    options = struct ();
  end
  pgdqa_shared.check_start ('pgdqa_trace', x0, 'x0');
  pgdqa_shared.check_start ('pgdqa_trace', y0, 'y0');
  if (~ isequal (options, struct ()))   % whose check takes longer than many a trace
    options = pgdqa_shared.options_of (struct (), {options});
  end
  obj = begun (fun, x0, y0);
  [obj, failure] = with_tape (obj, x0, y0, options);
  if (~ isempty (failure))
    forget (obj.fun, x0, y0, options);
    rethrow (failure);
  end
  obj.operations = obj.operations + size (obj.tapes(end).nodes, 1);
  obj.guards = obj.guards + size (obj.tapes(end).guards, 1);
end

function [obj, failure] = with_tape (obj, x0, y0, options)
  failure = [];
  try
    obj.tapes(end + 1) = recorded (obj.fun, x0, y0, false);
    try
      verify_tape (obj, x0, y0, options);
    catch err
      recorded (obj.fun, x0, y0, true);   % rand and the like are named
      rethrow (err);
    end
  catch failure
  end
end

function forget (fun, x0, y0, options)
  % A function that keeps its latest x and y keeps plain ones from now on.
  step = sqrt (eps ('single'));
  try
    value_of (fun, pgdqa_shared.step_within (x0, step * max (1, abs (x0)), options, 'X'), pgdqa_shared.step_within (y0, step * max (1, abs (y0)), options, 'Y'));
  catch %#ok<CTCH>
    return;   % it is called for what it keeps alone
  end
end

function tape = recorded (fun, x0, y0, replaced)
  freed = onCleanup (@free_globals); %#ok<NASGU>
  tape = record_tape (fun, x0, y0, replaced);
end

function obj = begun (fun, x0, y0)
  % The objective before the new tape.
  most = 8;
  obj = fun;
  if (isa (fun, 'function_handle'))
    fields = {'nodes', 'own', 'numbers', 'guards', 'elements', 'largest', 'factors', 'result'};
    none = cell2struct (cell (numel (fields), 0), fields, 1);
    obj = struct ('objective', 'tape', 'size', [numel(x0), numel(y0)], 'operations', 0, 'guards', 0, 'tapes', none, 'fun', fun);
    check_value (fun, x0, y0);
    return;
  elseif (~ isstruct (fun) || ~ isscalar (fun) || ~ isfield (fun, 'objective') || ~ strcmp (fun.objective, 'tape'))
    error ('pgdqa:class', 'pgdqa_trace: fun is a %s %s, expected a function handle or what pgdqa_trace gave', ...
           pgdqa_shared.size_text (fun), class (fun));
  elseif (~ isequal (fun.size, [numel(x0), numel(y0)]))
    error ('pgdqa:size', 'pgdqa_trace: x is %s and y is %s, expected %dx1 and %dx1 as in obj', pgdqa_shared.size_text (x0), ...
           pgdqa_shared.size_text (y0), fun.size);
  elseif (numel (fun.tapes) >= most)
    error ('pgdqa:trace', 'pgdqa_trace: obj has %d tapes already, which is the limit: fun branches too often; write it without comparisons', most);
  end
end

function check_value (fun, x0, y0)
  % Raises what fun itself raises.
  taken = pgdqa_shared.known_inputs (fun);
  if (taken >= 0 && taken ~= 2)
    error ('pgdqa:size', 'pgdqa_trace: fun takes %d arguments, expected 2: v = fun (x, y)', taken);
  end
  v = value_of (fun, x0, y0);
  if (~ isscalar (v) || ~ isfloat (v))
    error ('pgdqa:oracle', 'pgdqa_trace: fun gives a %s %s, expected a real scalar', pgdqa_shared.size_text (v), class (v));
  elseif (~ isreal (v) || ~ isfinite (v))
    error ('pgdqa:trace', 'pgdqa_trace: fun (x0, y0) is %s, expected a finite real number', pgdqa_shared.value_text (v));
  end
end

%!test
%! % Values, gradients and products, exact but for rounding; x and y enter in all ways.
%! B = [4, 1; 1, 3];
%! fun = @(x, y) exp (x) * (y' * B * y) / 2 + log (sum (exp (y))) + x ^ 3;
%! obj = pgdqa_trace (fun, 0.3, [1; -2]);
%! assert (fieldnames (obj), {'objective'; 'size'; 'operations'; 'guards'; 'tapes'; 'fun'});
%! assert ({obj.objective, obj.size, obj.guards, numel(obj.tapes)}, {'tape', [1, 2], 0, 1});
%! x = -0.2;
%! y = [0.5; 0.7];
%! [v, gx, gy] = pgdqa_mex ('eval', obj, x, y);
%! p = exp (y) / sum (exp (y));
%! assert (v, fun (x, y), 1e-14);
%! assert (gx, exp (x) * (y' * B * y) / 2 + 3 * x ^ 2, 1e-14);
%! assert (gy, exp (x) * B * y + p, 1e-14);
%! [hx, hy] = pgdqa_mex ('hvp', obj, x, y, 2, [1; -1]);
%! assert (hy, 2 * exp (x) * B * y + (exp (x) * B + diag (p) - p * p') * [1; -1], 1e-14);
%! assert (hx, 2 * (exp (x) * (y' * B * y) / 2 + 6 * x) + exp (x) * y' * B * [1; -1], 1e-14);

%!test
%! % It serves as f and g, and is plain data.
%! f = pgdqa_trace (@(x, y) (x - 1) ^ 2 + (y - 1) ^ 2, 0, 0);
%! g = pgdqa_trace (@(x, y) (y - 2 * x) ^ 2, 0, 0);
%! [x, y, fval, exitflag] = pgdqa_solve (f, g, 0, 0);
%! assert ([x, y, fval], [0.6, 1.2, 0.2], 1e-6);
%! assert (exitflag, 1);

%!test
%! % A comparison makes a guard; another tape serves the other side.
%! function v = two_sides (x, y)
%!   if (x < 1)
%!     v = x * y ^ 2;
%!   else
%!     v = y ^ 2;
%!   end
%! end
%! obj = pgdqa_trace (@two_sides, 0.5, 3);
%! assert (obj.guards, 1);
%! obj = pgdqa_trace (obj, 2, 3);
%! assert (numel (obj.tapes), 2);
%! assert ([pgdqa_mex('eval', obj, 0.25, 3), pgdqa_mex('eval', obj, 7, 3)], [2.25, 9]);

%!function v = inside (x, y)
%!  if (x < 0.5 || y(1) > 2)
%!    error ('mine:outside', 'outside');
%!  end
%!  v = x * sum (y) ^ 2;
%!endfunction
%!function v = noted (x, y)
%!  global seen
%!  if (~ isobject (x))
%!    seen(:, end + 1) = [x; y];
%!  end
%!  v = inside (x, y);
%!endfunction
%!test
%! % With bounds fun is asked for within them alone; without them an error beyond is forgiven.
%! global seen
%! seen = [];
%! pgdqa_trace (@noted, 0.5, [2; 1]);
%! assert (any (seen(1, :) < 0.5) && any (seen(2, :) > 2));
%! seen = [];
%! pgdqa_trace (@noted, 0.5, [2; 1], pgdqa_options ('XMin', 0.5, 'YMax', [2; Inf]));
%! assert (all (seen(1, :) >= 0.5) && all (seen(2, :) <= 2) && any (seen(1, :) > 0.5) && any (seen(3, :) > 1));
%! clear -global seen

%!error <2 arguments, expected fun, x0, y0> pgdqa_trace (@plus, 1)
%!error <fun is a 1x1 double, expected a function handle or what pgdqa_trace gave> pgdqa_trace (1, 2, 3)
%!error <x0 has size 1x2, expected a non-empty column> pgdqa_trace (@plus, [1, 2], 3)
%!error <fun takes 1 arguments, expected 2: v = fun \(x, y\)> pgdqa_trace (@(x) x, 2, 3)
%!error <fun gives a 2x1 double, expected a real scalar> pgdqa_trace (@(x, y) [x; y], 2, 3)
%!error <fun \(x0, y0\) is NaN, expected a finite real number> pgdqa_trace (@(x, y) NaN * x, 2, 3)
%!error <y0 has size|x is 2x1 and y is 1x1, expected 1x1 and 1x1 as in obj> pgdqa_trace (pgdqa_trace (@(x, y) x * y, 1, 2), [1; 2], 3)
%!error id=pgdqa:trace pgdqa_trace (@(x, y) x * y * rand (), 1, 2)
%!error id=pgdqa:trace pgdqa_trace (@(x, y) besselj (0, x) * y, 1.5, 2)
%!error id=pgdqa:class pgdqa_trace ('sin', 1, 2)
%!error id=pgdqa:size pgdqa_trace (@plus, [], 3)
%!error id=pgdqa:option pgdqa_trace (@plus, 2, 3, struct ('XMim', 1))
%!error id=pgdqa:value pgdqa_trace (@plus, Inf, 3)

%!demo
%! % The largest eigenvalue of a matrix that depends on x, as a bilevel problem: y minimises -y' A (x) y on the way to the unit sphere.
%! A = [2, 1; 1, 3];
%! g = pgdqa_trace (@(x, y) -y' * (A + x * eye (2)) * y + (y' * y) ^ 2, 0, [1; 0.5]);
%! f = pgdqa_trace (@(x, y) (y' * y - 2) ^ 2 + x ^ 2, 0, [1; 0.5]);
%! [x, y, fval] = pgdqa_solve (f, g, 0, [1; 0.5])
