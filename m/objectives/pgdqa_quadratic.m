% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make a quadratic objective, evaluated in compiled code.
%
% @deftypefn  {} {@var{objective} =} pgdqa_quadratic (Qxx, Qxy, Qyy)
% @deftypefnx {} {@var{objective} =} pgdqa_quadratic (Qxx, Qxy, Qyy, cx, cy, c0)
%
% @example
% @group
% f = pgdqa_quadratic (2, [], 2);             % x^2 + y^2
% g = pgdqa_quadratic (2, 2, 2, -2, -2, 1);   % (x + y - 1)^2
% [x, y] = pgdqa_solve (f, g, 0, 0);
% printf ('%.2f %.2f\n', x, y)
% @print{} 0.50 0.50
% @end group
% @end example
%
% The objective is
%
% @display
% 0.5 x' Qxx x + x' Qxy y + 0.5 y' Qyy y + cx' x + cy' y + c0
% @end display
%
% @strong{Arguments}
% @table @code
% @item Qxx
% n x n, symmetric, dense or sparse, real, double or single.  n is the
% number of x.
% @item Qxy
% n x m, dense or sparse.  m is the number of y.
% @item Qyy
% m x m, symmetric, dense or sparse.
% @item cx, cy, c0
% n x 1, m x 1, a real scalar.
% @end table
%
% Any argument may be @code{[]}, and trailing ones left out: zero.  If one of
% them is single, the run is single.  A Qxx or Qyy that is not symmetric to
% rounding is replaced by its symmetric part, with the warning
% @code{pgdqa:asymmetric}.  The value of the objective stays as it is.
%
% @strong{Outputs}
% @table @var
% @item objective
% Struct with the field @code{objective} (@code{'quadratic'}) and one field for each
% argument.  It serves as f or g of @code{pgdqa_solve}.
% @end table
%
% As a lower level without bounds on y, the default schedule solves systems
% with a positive definite Qyy by a Cholesky factor
% (@code{output.linear.how} is @code{'cholesky'}).  It takes a dense factor up to
% m = 2000.  It takes a sparse factor up to m = 1e6, where the factorisation
% needs at most the operations of 2000 products with Qyy, and the factor has
% at most 5e7 numbers.  It takes none where the condition number in the
% 1-norm is estimated above 1e7 (single: 3e4).
%
% Errors: @code{pgdqa:class} (not real double or single), @code{pgdqa:size} (shapes do
% not agree), @code{pgdqa:value} (NaN or Inf).
%
% Cost: no oracle call is made here.  An evaluation, and a Hessian-vector
% product, multiplies by each matrix once.
%
% @seealso{pgdqa_terms, pgdqa_objective, pgdqa_check, pgdqa_solve}
% @end deftypefn

function objective = pgdqa_quadratic (varargin)
  given = {'Qxx', 'Qxy', 'Qyy', 'cx', 'cy', 'c0'};
  shapes = {'nn', 'nm', 'mm', 'n1', 'm1', '11'};
  if (nargin == 0)
    error ('pgdqa:option', 'pgdqa_quadratic: no arguments, expected Qxx, Qxy, Qyy, cx, cy, c0');
  elseif (nargin > numel (given))
    error ('pgdqa:option', 'pgdqa_quadratic: %d arguments, expected at most Qxx, Qxy, Qyy, cx, cy, c0', nargin);
  end
  blocks = [varargin, cell(1, numel (given) - nargin)];

  known = struct ('n', NaN, 'm', NaN);
  objective = struct ('objective', 'quadratic');
  for i = 1:numel (given)
    block = plain_matrix (blocks{i}, 'pgdqa_quadratic', given{i});
    known = check_shape (block, given{i}, shapes{i}, known);
    if (any (strcmp (shapes{i}, {'nn', 'mm'})))
      block = symmetric_part (block, given{i});
    elseif (~ strcmp (shapes{i}, 'nm'))
      block = full (block);
    end
    objective.(given{i}) = block;
  end
end

function known = check_shape (block, name, shape, known)
  % known.n and known.m: sizes told by the blocks read so far, NaN where none has told yet.
  if (isequal (size (block), [0, 0]))
    return;
  end
  for k = 1:2
    if (shape(k) ~= '1' && isnan (known.(shape(k))))
      known.(shape(k)) = size (block, k);
    end
  end
  expected = [wanted(shape(1), known), wanted(shape(2), known)];
  if (~ isequal (size (block), expected) || isempty (block))
    told = '';
    for letter = setdiff (shape, '1')
      told = sprintf ('%s, %c = %d', told, letter, known.(letter));
    end
    error ('pgdqa:size', 'pgdqa_quadratic: %s is %s, expected %c x %c%s, or []', ...
           name, pgdqa_shared.size_text (block), shape(1), shape(2), told);
  end
end

function count = wanted (letter, known)
  if (letter == '1')
    count = 1;
  else
    count = known.(letter);
  end
end

function Q = symmetric_part (Q, name)
  % Asymmetry within the rounding of a product of n x n matrices is mended without a word.
  asymmetry = full (max (max (abs (Q - Q')))) / max (full (max (max (abs (Q)))), realmin (class (Q)));
  if (isempty (asymmetry) || asymmetry == 0)
    return;
  end
  if (asymmetry > size (Q, 1) * eps (class (Q)))
    warning ('pgdqa:asymmetric', ...
             'pgdqa_quadratic: %s is not symmetric (relative difference %.2g); its symmetric part is used', name, asymmetry);
  end
  Q = (Q + Q') / 2;
end

%!test
%! q = pgdqa_quadratic ([2, 1; 1, 3], [1; 2], 4, [5; 6], 7, 8);
%! assert (q.objective, 'quadratic');
%! assert (fieldnames (q), {'objective'; 'Qxx'; 'Qxy'; 'Qyy'; 'cx'; 'cy'; 'c0'});
%! assert ({q.Qxx, q.Qxy, q.Qyy, q.cx, q.cy, q.c0}, {[2, 1; 1, 3], [1; 2], 4, [5; 6], 7, 8});

%!test
%! % Empty is zero.
%! q = pgdqa_quadratic ([], [], eye (3), [], ones (3, 1));
%! assert ({q.Qxx, q.Qxy, q.cx, q.c0}, {[], [], [], []});
%! assert (q.Qyy, full (eye (3)));

%!test
%! % Sparse blocks stay sparse, vectors become full.
%! q = pgdqa_quadratic (speye (3), sparse (1, 2, 5, 3, 4), [], sparse ([1; 0; 2]));
%! assert (issparse (q.Qxx) && issparse (q.Qxy) && ~ issparse (q.cx));
%! assert (q.cx, [1; 0; 2]);

%!test
%! % Single.
%! q = pgdqa_quadratic (single (eye (2)), [], 3);
%! assert (class (q.Qxx), 'single');
%! assert (class (q.Qyy), 'double');

%!test
%! % Asymmetry.
%! warning ('off', 'pgdqa:asymmetric', 'local');
%! q = pgdqa_quadratic ([1, 2; 0, 1]);
%! assert (q.Qxx, [1, 1; 1, 1]);

%!test
%! % Rounding is no asymmetry.
%! lastwarn ('', '');
%! q = pgdqa_quadratic ([1, 2 + 2 * eps; 2, 1]);
%! [message, id] = lastwarn ();
%! assert (id, '');
%! assert (issymmetric (q.Qxx));

%!warning <Qyy is not symmetric \(relative difference 0.67\)> pgdqa_quadratic ([], [], [1, 3; 1, 1]);
%!warning id=pgdqa:asymmetric pgdqa_quadratic (sparse ([1, 3; 1, 1]));

%!error <no arguments, expected> pgdqa_quadratic ()
%!error <7 arguments, expected at most Qxx, Qxy, Qyy, cx, cy, c0> pgdqa_quadratic (1, 1, 1, 1, 1, 1, 1)
%!error <Qxx is 2x3, expected n x n, n = 2, or \[\]> pgdqa_quadratic (ones (2, 3))
%!error <Qxy is 3x2, expected n x m, m = 2, n = 2, or \[\]> pgdqa_quadratic (eye (2), ones (3, 2))
%!error <Qyy is 3x3, expected m x m, m = 2, or \[\]> pgdqa_quadratic ([], ones (3, 2), eye (3))
%!error <cx is 1x3, expected n x 1, n = 3, or \[\]> pgdqa_quadratic (eye (3), [], [], [1, 2, 3])
%!error <cy is 1x2, expected m x 1> pgdqa_quadratic ([], [], [], [], [1, 2])
%!error <c0 is 2x1, expected 1 x 1, or \[\]> pgdqa_quadratic (1, [], [], [], [], [1; 2])
%!error <Qxy is 0x3, expected n x m> pgdqa_quadratic ([], zeros (0, 3))
%!error <Qxx is 2x2x2, expected n x n> pgdqa_quadratic (ones (2, 2, 2))
%!error <Qxx is a int32, expected a real double or single> pgdqa_quadratic (int32 (1))
%!error <Qxx is a logical> pgdqa_quadratic (true)
%!error <Qxx is complex> pgdqa_quadratic (1i)
%!error <cy has 1 NaN or Inf> pgdqa_quadratic ([], [], 1, [], NaN)
%!error <Qyy has 2 NaN or Inf> pgdqa_quadratic ([], [], sparse ([Inf, 0; 0, Inf]))
%!error id=pgdqa:class pgdqa_quadratic ('a')
%!error id=pgdqa:size pgdqa_quadratic (1, [1; 2])
%!error id=pgdqa:value pgdqa_quadratic (NaN)
%!error id=pgdqa:option pgdqa_quadratic (1, 1, 1, 1, 1, 1, 1)

%!demo
%! % min x^2 + y^2 subject to y minimising (x + y - 1)^2: the point (0.5, 0.5).
%! f = pgdqa_quadratic (2, [], 2);
%! g = pgdqa_quadratic (2, 2, 2, -2, -2, 1);
%! [x, y, fval] = pgdqa_solve (f, g, 0, 0)
