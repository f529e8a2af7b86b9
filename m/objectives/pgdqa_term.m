% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make a term of @code{pgdqa_terms}: a weighted sum of a function of affine maps.
%
% @deftypefn  {} {term =} pgdqa_term (phi, A, B)
% @deftypefnx {} {term =} pgdqa_term (phi, A, B, shift, w)
% @deftypefnx {} {term =} pgdqa_term (phi, A, B, shift, @{psi, P, pshift, w@})
%
% @example
% @group
% % ridge regression: 0.5 ||B y - b||^2 + 0.5 exp (x) ||y||^2
% B = [1, 2; 3, 4; 5, 6];
% b = [1; 2; 4];
% g = pgdqa_terms (pgdqa_term ('half-norm-linear', [], B, -b), ...
%                  pgdqa_term ('half-norm-linear', [], eye (2), [], ...
%                              @{'exp', 1@}));
% % judged by two more rows
% f = pgdqa_terms (pgdqa_term ('square', [], [2, 1; 1, 3], -[1; 2]));
% [x, y, fval] = pgdqa_solve (f, g, 0, [0; 0], ...
%                             'XMin', -9, 'XMax', 9);
% printf ('%.3f %.3f\n', x, fval)
% @print{} 0.985 0.440
% @end group
% @end example
%
% A term is one of
%
% @display
% sum_j w_j phi (r_j),     r = A x + B y + shift
% w phi (0.5 ||r||^2)      where the name begins with half-norm-
% @end display
%
% Where a weight is learnt, w_j psi ((P x + pshift)_j) stands in place of w_j.
%
% @strong{Arguments}
% @table @code
% @item phi
% Name of a function of one number t, or @code{'half-norm-'} and such a name.
% Thus @code{'half-norm-linear'} is 0.5 ||r||^2.  The functions:
% @table @code
% @item const
% 1
% @item linear
% t
% @item square
% t^2 (without a factor 0.5)
% @item sin
% @itemx cos
% sin (t), cos (t)
% @item exp
% exp (t)
% @item log1p
% log (1 + t); not finite for t <= -1
% @item sigmoid
% 1 / (1 + exp (-t)), without overflow
% @item softplus
% log (1 + exp (t)), without overflow
% @item logistic
% log (1 + exp (-t)), without overflow: the logistic loss at the margin t
% @item huber
% t^2 / 2 where |t| <= 1, |t| - 1/2 elsewhere; its second derivative is
% taken as 1 and 0 there
% @end table
% @item A
% k x n, dense or sparse, real, double or single.  n is the number of x.
% @item B
% k x m.  m is the number of y.  One of A and B may be @code{[]}: zero.
% @item shift
% k x 1, or a scalar that serves all rows.  Default @code{[]}: zero.
% @item w
% Weights: k x 1 (1 x 1 for a half norm), or a scalar that serves all rows.
% Default @code{[]}: 1.
% @item psi
% Name of a function above, for weights that depend on x.  @code{exp},
% @code{sigmoid} and @code{softplus} keep them positive.  On such a log scale x
% needs bounds (@code{XMin}, @code{XMax}): f often falls as x goes to -Inf or Inf.
% @item P
% k x n, or 1 x n for one weight that serves all rows (as for a half norm).
% Default @code{[]}: zero.
% @item pshift
% As many rows as P, or a scalar.  Default @code{[]}: zero.
% @end table
%
% @strong{Outputs}
% @table @code
% @item term
% Struct with the fields A, B, b (shift), w, P, p (pshift), phi and psi.
% @end table
%
% A dense double matrix with at most one nonzero in eight elements is stored
% as a sparse one: @code{eye (n)} is cheap.
%
% Errors: @code{pgdqa:option} (no such function; number of arguments),
% @code{pgdqa:class} (not real double or single), @code{pgdqa:size} (shapes do not
% agree), @code{pgdqa:value} (NaN or Inf).
%
% Cost: no oracle call is made here.  An evaluation multiplies by each
% matrix and its transpose once, and so does a Hessian-vector product.
%
% @seealso{pgdqa_terms, pgdqa_quadratic, pgdqa_objective, pgdqa_check}
% @end deftypefn

function term = pgdqa_term (phi, A, B, b, w, varargin)
  if (nargin < 2 || nargin > 5)
    error ('pgdqa:option', 'pgdqa_term: %d arguments, expected phi, A, B, b, w', nargin);
  end
  if (nargin < 3), B = []; end
  if (nargin < 4), b = []; end
  if (nargin < 5), w = []; end
  phi = function_name (phi, 'phi');
  [psi, P, p, w] = split_weights (w);

  A = thin_matrix (A, 'A');
  B = thin_matrix (B, 'B');
  if (isempty (A) && isempty (B))
    error ('pgdqa:size', 'pgdqa_term: A is %s and B is %s, expected at least one of them', pgdqa_shared.size_text (A), pgdqa_shared.size_text (B));
  end
  k = max (size (A, 1), size (B, 1));
  if (~ isempty (A) && ~ isempty (B) && size (A, 1) ~= size (B, 1))
    error ('pgdqa:size', 'pgdqa_term: B is %s, expected %d rows, as many as A has', pgdqa_shared.size_text (B), size (A, 1));
  end
  b = column (b, k, 'b');
  if (isscalar (b))
    b = repmat (b, k, 1);
  end

  count = k;
  if (strncmp (phi, 'half-norm-', 10))
    count = 1;
  end
  w = column (w, count, 'w');
  P = thin_matrix (P, 'P');
  if (~ isempty (P) && all (size (P, 1) ~= [1, count]))
    error ('pgdqa:size', 'pgdqa_term: P is %s, expected %s', pgdqa_shared.size_text (P), wanted_rows (count));
  end
  if (~ isempty (P) && ~ isempty (A) && size (P, 2) ~= size (A, 2))
    error ('pgdqa:size', 'pgdqa_term: P is %s, expected %d columns, as many as A has', pgdqa_shared.size_text (P), size (A, 2));
  end
  if (isempty (P))
    p = column (p, count, 'p');
  else
    p = column (p, size (P, 1), 'p');
    if (isscalar (p))
      p = repmat (p, size (P, 1), 1);
    end
  end
  term = struct ('A', A, 'B', B, 'b', b, 'w', w, 'P', P, 'p', p, 'phi', phi, 'psi', psi);
end

function name = function_name (name, argument)
  names = strsplit (pgdqa_shared.core ('choices', 'terms', argument), '|');
  if (~ ischar (name) || ~ isrow (name))
    error ('pgdqa:class', 'pgdqa_term: %s is %s, expected the name of a function', argument, pgdqa_shared.value_text (name));
  end
  if (~ any (strcmp (name, names)))
    error ('pgdqa:option', 'pgdqa_term: %s is %s, a function unknown here; %s', argument, pgdqa_shared.value_text (name), ...
           pgdqa_shared.nearest_word (name, names, ['expected one of: ', strjoin(names, ', ')]));
  end
end

function [psi, P, p, w] = split_weights (w)
  psi = 'const';
  P = [];
  p = [];
  if (~ iscell (w))
    return;
  end
  if (isempty (w) || numel (w) > 4)
    error ('pgdqa:size', 'pgdqa_term: w is a cell array of %d elements, expected {psi, P, p, w} or less', numel (w));
  end
  parts = {psi, P, p, []};
  parts(1:numel (w)) = w(:);
  psi = function_name (parts{1}, 'psi');
  P = parts{2};
  p = parts{3};
  w = parts{4};
end

function A = thin_matrix (A, name)
  % First thinned, then made ordinary: eye (n) of a large n is never stored in full.
  if (isa (A, 'double') && ~ issparse (A) && ismatrix (A) && numel (A) > 1 && 8 * nnz (A) <= numel (A))
    A = sparse (A);
  end
  A = plain_matrix (A, 'pgdqa_term', name);
  if (~ ismatrix (A) || (isempty (A) && ~ isequal (size (A), [0, 0])))
    error ('pgdqa:size', 'pgdqa_term: %s is %s, expected a matrix, or []', name, pgdqa_shared.size_text (A));
  end
end

function v = column (v, count, name)
  v = full (plain_matrix (v, 'pgdqa_term', name));
  if (~ isequal (v, []) && ~ isscalar (v) && ~ isequal (size (v), [count, 1]))
    error ('pgdqa:size', 'pgdqa_term: %s is %s, expected %dx1, a scalar or []', name, pgdqa_shared.size_text (v), count);
  end
end

function text = wanted_rows (count)
  text = '1 row';
  if (count > 1)
    text = sprintf ('1 or %d rows', count);
  end
end

%!function term = no_weights (term)
%!  term = rmfield (term, {'w', 'P', 'p', 'psi'});
%!endfunction

%!test
%! % Fields and defaults.
%! term = pgdqa_term ('sin', [1, 2], 3, 4, 5);
%! assert (fieldnames (term), {'A'; 'B'; 'b'; 'w'; 'P'; 'p'; 'phi'; 'psi'});
%! assert (term, struct ('A', [1, 2], 'B', 3, 'b', 4, 'w', 5, 'P', [], 'p', [], 'phi', 'sin', 'psi', 'const'));
%! term = pgdqa_term ('half-norm-exp', [1; 2]);
%! assert ({term.B, term.b, term.w, term.P, term.p, term.psi}, {[], [], [], [], [], 'const'});

%!test
%! % Weights that depend on x.
%! term = pgdqa_term ('square', [], ones (3, 2), [], {'exp', [1, 2; 3, 4; 5, 6], 7, 8});
%! assert ({term.psi, term.P, term.p, term.w}, {'exp', [1, 2; 3, 4; 5, 6], [7; 7; 7], 8});
%! term = pgdqa_term ('square', [], ones (3, 2), [], {'sigmoid'; [1, 2]});
%! assert ({term.psi, term.P, term.p, term.w}, {'sigmoid', [1, 2], [], []});
%! assert (no_weights (term), no_weights (pgdqa_term ('square', [], ones (3, 2))));

%!test
%! % A scalar b serves all rows; storage.
%! assert (pgdqa_term ('square', [], ones (3, 1), -4).b, [-4; -4; -4]);
%! term = pgdqa_term ('cos', -eye (20), ones (20, 3), sparse (20, 1), sparse (2));
%! assert ([issparse(term.A), issparse(term.B), issparse(term.b), issparse(term.w)], [true, false, false, false]);
%! assert (nnz (pgdqa_term ('cos', -2 * eye (1e5)).A), 1e5);
%! term = pgdqa_term ('cos', single (eye (20)), sparse (ones (20, 3)));
%! assert ([issparse(term.A), issparse(term.B)], [false, true]);

%!test
%! % The help defines every function.
%! help_text = get_help_text ('pgdqa_term');
%! for name = strsplit (pgdqa_mex ('choices', 'terms', 'psi'), '|')
%!   assert (any (regexp (help_text, ['@itemx? ', name{1}, '\n'])), name{1});
%! end

%!error <0 arguments, expected phi, A, B, b, w> pgdqa_term ()
%!error <phi is 3, expected the name of a function> pgdqa_term (3, 1)
%!error <phi is 'sine', a function unknown here; did you mean 'sin'\?> pgdqa_term ('sine', 1)
%!error <phi is 'foo', a function unknown here; expected one of: .*log1p> pgdqa_term ('foo', 1)
%!error <phi is 'halfnorm-log1', a function unknown here; did you mean 'half-norm-log1p'\?> pgdqa_term ('halfnorm-log1', 1)
%!error <psi is 'sigmoyd', a function unknown here; did you mean 'sigmoid'\?> pgdqa_term ('sin', 1, 1, 1, {'sigmoyd', 1})
%!error <psi is 'half-norm-exp', a function unknown> pgdqa_term ('sin', 1, 1, 1, {'half-norm-exp', 1})
%!error <psi is 1, expected the name> pgdqa_term ('sin', 1, 1, 1, {1})
%!error <w is a cell array of 5 elements, expected> pgdqa_term ('sin', 1, 1, 1, {'exp', 1, 1, 1, 1})
%!error <w is a cell array of 0 elements, expected> pgdqa_term ('sin', 1, 1, 1, {})
%!error <A is 0x0 and B is 0x0, expected at least one> pgdqa_term ('sin', [], [])
%!error <B is 3x2, expected 2 rows> pgdqa_term ('sin', ones (2, 2), ones (3, 2))
%!error <A is 0x3, expected a matrix> pgdqa_term ('sin', zeros (0, 3))
%!error <B is 1x1x2, expected a matrix> pgdqa_term ('sin', 1, ones (1, 1, 2))
%!error <b is 1x2, expected 2x1, a scalar or \[\]> pgdqa_term ('sin', [1; 2], [], [1, 2])
%!error <w is 3x1, expected 2x1> pgdqa_term ('sin', [1; 2], [], [], [1; 2; 3])
%!error <w is 2x1, expected 1x1> pgdqa_term ('half-norm-sin', [1; 2], [], [], [1; 2])
%!error <P is 3x1, expected 1 or 2 rows> pgdqa_term ('sin', [1; 2], [], [], {'exp', [1; 2; 3]})
%!error <P is 2x1, expected 1 row$> pgdqa_term ('half-norm-sin', [1; 2], [], [], {'exp', [1; 2]})
%!error <P is 2x2, expected 1 columns> pgdqa_term ('sin', [1; 2], [], [], {'exp', eye(2)})
%!error <p is 2x1, expected 1x1> pgdqa_term ('sin', [1; 2], [], [], {'exp', 1, [1; 2]})
%!error <p is 3x1, expected 2x1> pgdqa_term ('sin', [1; 2], [], [], {'exp', [], [1; 2; 3]})
%!error <A is a int8, expected a real double or single> pgdqa_term ('sin', int8 (1))
%!error <B is complex> pgdqa_term ('sin', 1, 1i)
%!error <b has 1 NaN or Inf> pgdqa_term ('sin', 1, 1, NaN)
%!error <P has 1 NaN or Inf> pgdqa_term ('sin', 1, 1, 1, {'exp', Inf})
%!error id=pgdqa:option pgdqa_term ('sin')
%!error id=pgdqa:option pgdqa_term ('tan', 1)
%!error id=pgdqa:class pgdqa_term (1, 1)
%!error id=pgdqa:size pgdqa_term ('sin', [])
%!error id=pgdqa:value pgdqa_term ('sin', NaN)

%!demo
%! % Ridge regression whose weight is learnt: f is the error on other data.
%! B = [1, 2; 3, 4; 5, 6];
%! g = pgdqa_terms (pgdqa_term ('half-norm-linear', [], B, -[1; 2; 4]), ...
%!                  pgdqa_term ('half-norm-linear', [], eye (2), [], {'exp', 1}));
%! f = pgdqa_terms (pgdqa_term ('half-norm-linear', [], [2, 1; 0, 1], -[1; 1]));
%! pgdqa_check (f, g, -1, [0.5; 0.2]);
