% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make f and g of hyper-data cleaning: learn a weight for every training row.
%
% @deftypefn  {} {[f, g] =} pgdqa_hypercleaning (A, labels, Av, lv)
% @deftypefnx {} {[f, g] =} pgdqa_hypercleaning (A, labels, Av, lv, r)
% @deftypefnx {} {[f, g] =} pgdqa_hypercleaning (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% t = (1:40)';
% A = [cos(t) + 2, sin(t); cos(t) - 2, sin(t)];
% labels = [ones(40, 1); 2 * ones(40, 1)];
% given = labels;
% given(1:5) = 2;                     % five labels are wrong
% rows = [20:30, 50:60];              % these rows judge
% [f, g] = pgdqa_hypercleaning (A, given, A(rows,:), labels(rows));
% x = pgdqa_solve (f, g, zeros (80, 1), zeros (4, 1), ...
%                  "XMin", -5, "XMax", 5);
% disp (find (x < 0)')
% @print{} 1 2 3 4 5
% @end group
% @end example
%
% The lower level is softmax regression on weighted rows.  The upper level
% is its loss on other rows, whose labels are right:
%
% @display
% g (x, y) = (1/N) sum_i sigmoid (x_i) l_i (y) + r ||y||^2
% f (x, y) = mean cross-entropy of the validation rows
% @end display
%
% l_i is the cross-entropy of training row i.  x is N x 1, y = W(:), W is
% D x C@.  Both objectives are evaluated in compiled code.  x needs bounds:
% f often falls as x_i goes to -Inf (weight 0) or Inf (weight 1).
%
% @strong{Arguments}
% @table @code
% @item A, Av
% Training rows, N x D, and validation rows, Nv x D@.  They are dense or
% sparse, double or single.  Single data make the run single.  A dense
% double matrix with at most one nonzero in four elements is stored as a
% sparse one, whose products are faster.
% @item labels, lv
% The labels of the rows of A and of Av: classes 1 to C (N x 1, any
% numeric class), or one-hot rows (N x C).
% @item r
% Weight of the regulariser, >= 0.  Default 1e-3.  It covers all of y.
% @end table
%
% @strong{Options}
% @table @asis
% @item @code{"Classes"}
% Number of classes C@.  Default: the largest label in either set.
% @item @code{"Intercept"}
% true: y = [W(:); b], b is C x 1.  Default false.
% @item @code{"Hidden"}
% H > 0: a network with one hidden layer of H units and biases.  The scores
% are a (A W1 + b1) W2 + b2.  y = [W1(:); b1; W2(:); b2], W1 is D x H, W2 is
% H x C@.  Default 0: no network.
% @item @code{"Activation"}
% The function a: @code{"relu"} (default; its derivative at 0 is taken as 0)
% or @code{"tanh"}.
% @end table
%
% @strong{Outputs}
% @table @code
% @item f, g
% Objective structs for @code{pgdqa_solve}.  They hold the data by columns,
% so that further runs need no preparation.
% @end table
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value}, @code{pgdqa:option}.
%
% Cost: no oracle call is made here.  An evaluation reads the rows once for
% value and gradient together, a Hessian-vector product once more.  Threads
% share the rows (option @code{Threads} of @code{pgdqa_solve}).  Memory: the data
% once, and about C numbers a row.
%
% Source: N. Abolfazli et al., arXiv:2504.17215.
%
% @seealso{pgdqa_regselection, pgdqa_solve, pgdqa_terms, pgdqa_demo}
% @end deftypefn

function [f, g] = pgdqa_hypercleaning (A, labels, Av, val_labels, varargin)
  if (nargin < 4)
    error ('pgdqa:size', 'pgdqa_hypercleaning: %d arguments, expected A, labels, Av, val_labels', nargin);
  end
  r = 1e-3;
  if (~ isempty (varargin) && ~ ischar (varargin{1}))
    r = varargin{1};
    varargin(1) = [];
  end
  rules = {'Classes', [], 'whole', '[1, Inf)'
           'Intercept', false, 'switch', ''
           'Hidden', 0, 'whole', '[0, Inf)'
           'Activation', 'relu', 'word', {'relu', 'tanh'}};
  options = pgdqa_shared.named_options ('pgdqa_hypercleaning', rules, varargin);
  [fits, r, expected] = pgdqa_shared.kind_of (r, 'number', '[0, Inf)');
  if (~ fits)
    error ('pgdqa:value', 'pgdqa_hypercleaning: r is %s, expected %s', pgdqa_shared.value_text (r), expected);
  end
  if (options.Hidden > 0 && options.Intercept)
    error ('pgdqa:option', 'pgdqa_hypercleaning: Intercept and Hidden are both set; a network always has biases');
  end
  [At, labels, Avt, val_labels, C] = classification_data ('pgdqa_hypercleaning', A, labels, Av, val_labels, options.Classes);
  if (options.Hidden > 0)
    model = struct ('objective', 'network', 'classes', C, 'hidden', options.Hidden, 'tanh', double (strcmp (options.Activation, 'tanh')));
  else
    model = struct ('objective', 'softmax', 'classes', C, 'intercept', double (options.Intercept));
  end
  g = with_data (model, At, labels, r, 1);
  f = with_data (model, Avt, val_labels, 0, 0);
end

function obj = with_data (obj, At, labels, r, weights)
  obj.At = At;
  obj.labels = labels;
  obj.r = r;
  obj.weights = weights;
  obj.mean_of = size (At, 2);
  obj = or_nothing (obj);
end

%!shared A, labels, f, g, x, y
%! A = reshape (sin (1:60), 12, 5);
%! labels = 1 + mod ((1:12)', 3);
%! [f, g] = pgdqa_hypercleaning (A, labels, A(1:7,:), labels(1:7), 0.01);
%! x = cos (1:12)';
%! y = sin (1:15)' / 3;
%!test # against the formulas
%! W = reshape (y, 5, 3);
%! P = exp (A * W);
%! P = P ./ sum (P, 2);
%! Y = double (labels == 1:3);
%! l = -sum (Y .* log (P), 2);
%! s = 1 ./ (1 + exp (-x));
%! [v, gx, gy] = pgdqa_mex ('eval', g, x, y);
%! assert (v, s' * l / 12 + 0.01 * (y' * y), 1e-14);
%! assert (gx, s .* (1 - s) .* l / 12, 1e-15);
%! assert (gy, reshape (A' * (s .* (P - Y)) / 12, [], 1) + 0.02 * y, 1e-15);
%! [v, gx, gy] = pgdqa_mex ('eval', f, x, y);
%! assert (v, mean (l(1:7)), 1e-14);
%! assert (gx, zeros (12, 1));
%!test # derivatives, in every form
%! for B = {A, sparse(A), single(A)}
%!   for intercept = [false, true]
%!     [F, G] = pgdqa_hypercleaning (B{1}, labels, B{1}, labels, 0.01, 'Intercept', intercept);
%!     report = pgdqa_check (F, G, x, [y; 0.1 * ones(3 * intercept, 1)], 'Display', 'off');
%!     assert (report.ok);
%!   endfor
%! endfor
%!test # sparse and single agree with dense double; labels in every form
%! [v, gx, gy] = pgdqa_mex ('eval', g, x, y);
%! [~, gs] = pgdqa_hypercleaning (sparse (A), labels == 1:3, A, int8 (labels), 0.01);
%! [vs, gxs, gys] = pgdqa_mex ('eval', gs, x, y);
%! assert ({vs, gxs, gys}, {v, gx, gy}, 1e-14);
%! [~, gs] = pgdqa_hypercleaning (single (A), labels, single (A), labels, 0.01);
%! [vs, gxs, gys] = pgdqa_mex ('eval', gs, x, y);
%! assert (class (gys), 'single');
%! assert (double (gys), gy, 1e-6);
%!test # mostly zeros: stored as sparse, in double
%! B = A .* (mod (A, 0.4) < 0.09);
%! [F, G] = pgdqa_hypercleaning (B, labels, A, labels, 0.01);
%! assert ([issparse(G.At), issparse(F.At)], [true, false]);
%! assert (full (G.At), B');
%! [~, G] = pgdqa_hypercleaning (single (B), labels, A, labels, 0.01);
%! assert (~ issparse (G.At));
%!test # large arguments do not overflow
%! [v, gx, gy] = pgdqa_mex ('eval', g, 1e4 * x, 1e4 * y);
%! assert (all (isfinite ([v; gx; gy])));
%! [hx, hy] = pgdqa_mex ('hvp', g, 1e4 * x, 1e4 * y, x, y);
%! assert (all (isfinite ([hx; hy])));
%!test # a number of classes beyond those seen
%! [F, G] = pgdqa_hypercleaning (A, labels, A, labels, 0.01, 'Classes', 20);
%! report = pgdqa_check (F, G, x, sin (1:100)', 'Display', 'off');
%! assert (report.ok);
%!test # the same number of threads gives the same bits; work enough for two
%! B = sin ((1:3000)' * (1:40));
%! which = 1 + mod ((1:3000)', 5);
%! [F, G] = pgdqa_hypercleaning (B, which, B(1:500,:), which(1:500));
%! for schedule = {'fixed', 'adaptive'}
%!  for threads = 1:2
%!   for k = 1:2
%!     [u{k}, v{k}] = pgdqa_solve (F, G, zeros (3000, 1), zeros (200, 1), 'Schedule', schedule{1}, 'MaxIter', 10, 'Threads', threads);
%!   endfor
%!   assert (isequal (u{1}, u{2}) && isequal (v{1}, v{2}));
%!  endfor
%! endfor
%!test # a network: against the formulas and by Taylor slopes; relu and tanh
%! for activation = {'relu', 'tanh'}
%!   [F, G] = pgdqa_hypercleaning (A, labels, A(1:7,:), labels(1:7), 0.01, 'Hidden', 6, 'Activation', activation{1});
%!   w = cos ((1:57)' .^ 2);
%!   Z = A * reshape (w(1:30), 5, 6) + w(31:36)';
%!   H = tanh (Z);
%!   if (strcmp (activation{1}, 'relu'))
%!     H = max (Z, 0);
%!   endif
%!   P = exp (H * reshape (w(37:54), 6, 3) + w(55:57)');
%!   P = P ./ sum (P, 2);
%!   l = -log (P(sub2ind (size (P), (1:12)', labels)));
%!   s = 1 ./ (1 + exp (-x));
%!   [v, gx] = pgdqa_mex ('eval', G, x, w);
%!   assert (v, s' * l / 12 + 0.01 * (w' * w), 1e-14);
%!   assert (gx, s .* (1 - s) .* l / 12, 1e-15);
%!   assert (pgdqa_mex ('eval', F, x, w), mean (l(1:7)), 1e-14);
%!   report = pgdqa_check (F, G, x, w, 'Display', 'off');
%!   assert (report.ok);
%! endfor
%!error <Hidden is 1.5, expected a whole number> pgdqa_hypercleaning (A, labels, A, labels, 'Hidden', 1.5)
%!error <Activation is 'cube', expected relu or tanh> pgdqa_hypercleaning (A, labels, A, labels, 'Activation', 'cube')
%!error <a network always has biases> pgdqa_hypercleaning (A, labels, A, labels, 'Hidden', 2, 'Intercept', true)
%!error <3 arguments, expected A, labels, Av, val_labels> pgdqa_hypercleaning (1, 1, 1)
%!error <validation data has 4 features, expected 5> pgdqa_hypercleaning (A, labels, A(:,1:4), labels)
%!error <entry 3 of the training labels is 0, expected a class index> pgdqa_hypercleaning (A, labels - 1, A, labels)
%!error <training labels have size 11x1> pgdqa_hypercleaning (A, labels(2:end), A, labels)
%!error <r is -1, expected> pgdqa_hypercleaning (A, labels, A, labels, -1)
%!error <Classes is 2, expected a whole number of at least 3> pgdqa_hypercleaning (A, labels, A, labels, 'Classes', 2)
%!error <training data contains NaN or Inf> pgdqa_hypercleaning (NaN (12, 5), labels, A, labels)
%!error <y has 15 rows, expected 18 \(5 features and an intercept times 3 classes\)>
%! [F, G] = pgdqa_hypercleaning (A, labels, A, labels, 'Intercept', true);
%! pgdqa_solve (F, G, x, y);
%!error <x has 3 rows, expected 12 \(one weight a row of data\)> pgdqa_solve (f, g, [1; 2; 3], y)
