% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make f and g of regularisation selection: learn a ridge penalty for every
% feature.
%
% @deftypefn  {} {[f, g, bounds] =} pgdqa_regselection (A, labels, Av, lv)
% @deftypefnx {} {[f, g, bounds] =} pgdqa_regselection (@dots{}, "Classes", C)
%
% @example
% @group
% t = (1:40)';       % feature 2 is the same in both classes
% A = [cos(t) + 2, sin(t); cos(t) - 2, sin(t)];
% labels = [ones(40, 1); 2 * ones(40, 1)];
% i = 1:2:80;        % these rows train, the others judge
% [f, g, bounds] = pgdqa_regselection (A(i,:), labels(i), ...
%                                      A(i+1,:), labels(i+1));
% x = pgdqa_solve (f, g, zeros (2, 1), zeros (4, 1), bounds);
% disp (find (x > 0)) % the features with a large penalty
% @print{} 2
% @end group
% @end example
%
% The lower level is softmax regression with these penalties.  The upper
% level is its loss on other rows:
%
% @display
% g (x, y) = mean cross-entropy of the training rows
%            + 0.5 sum_j exp (x_j) ||W(j,:)||^2
% f (x, y) = mean cross-entropy of the validation rows
% @end display
%
% x is D x 1, y = W(:), W is D x C@.  Both objectives are evaluated in
% compiled code.
%
% Pass bounds to @code{pgdqa_solve}.  Hyperparameters on a log scale need
% bounds: f often falls as x_j goes to -Inf (no penalty) or to Inf (the
% feature is dropped).  The bounds follow from the units of the data:
%
% @display
% XMin = log (1e-8 h),  XMax = log (1e4 h)
% h_j = 0.5 mean (A(:,j) .^ 2)
% @end display
%
% h_j is the largest curvature that the cross-entropy can have along feature
% j.  Where A(:,j) = 0 it is the mean of the others; 1 if all are 0.
%
% @strong{Arguments}
% @table @code
% @item A, labels, Av, lv
% Training rows, their labels, validation rows, their labels, as of
% @code{pgdqa_hypercleaning}.
% @item C
% Number of classes.  Default: the largest label in either set.
% @end table
%
% @strong{Outputs}
% @table @code
% @item f, g
% Objective structs for @code{pgdqa_solve}.
% @item bounds
% Struct with the fields @code{XMin} and @code{XMax}, D x 1: options for
% @code{pgdqa_solve}.
% @end table
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value}, @code{pgdqa:option}.
%
% Cost and memory are those of @code{pgdqa_hypercleaning}.
%
% @seealso{pgdqa_hypercleaning, pgdqa_solve, pgdqa_terms}
% @end deftypefn

function [f, g, bounds] = pgdqa_regselection (A, labels, Av, val_labels, varargin)
  if (nargin < 4)
    error ('pgdqa:size', 'pgdqa_regselection: %d arguments, expected A, labels, Av, val_labels', nargin);
  end
  options = pgdqa_shared.named_options ('pgdqa_regselection', {'Classes', [], 'whole', '[1, Inf)'}, varargin);
  [At, labels, Avt, val_labels, C] = classification_data ('pgdqa_regselection', A, labels, Av, val_labels, options.Classes);
  g = or_nothing (struct ('objective', 'softmax', 'At', At, 'labels', labels, 'classes', C, 'penalty', 1, 'mean_of', size (At, 2)));
  f = or_nothing (struct ('objective', 'softmax', 'At', Avt, 'labels', val_labels, 'classes', C, 'mean_of', size (Avt, 2)));
  h = ones (size (At, 1), 1);
  if (~ isempty (At))
    h = curvature (At);
  end
  bounds = struct ('XMin', log (1e-8 * h), 'XMax', log (1e4 * h));
end

function h = curvature (At)
  % Gershgorin: the Hessian of the cross-entropy of one sample, in the scores, is diag (p) - p p' <= 1/2
  largest = full (max (abs (double (At)), [], 2));
  largest(largest == 0) = 1;                         % taken out, so that squares neither overflow nor underflow
  scale = spdiags (1 ./ largest, 0, numel (largest), numel (largest));   % sparse matrices do not broadcast
  h = 0.5 * full (mean ((scale * double (At)) .^ 2, 2)) .* largest .^ 2;
  seen = h > 0;
  if (~ any (seen))
    seen = true (size (h));
    h(:) = 1;
  end
  h(~ seen) = mean (h(seen));
end

%!test
%! A = reshape (sin (1:60), 12, 5);
%! labels = 1 + mod ((1:12)', 3);
%! [f, g] = pgdqa_regselection (A, labels, A(1:7,:), labels(1:7));
%! x = cos (1:5)';
%! y = sin (1:15)' / 3;
%! report = pgdqa_check (f, g, x, y, 'Display', 'off');
%! assert (report.ok);
%! W = reshape (y, 5, 3);
%! P = exp (A * W);
%! P = P ./ sum (P, 2);
%! l = -log (P(sub2ind (size (P), (1:12)', labels)));
%! [v, gx] = pgdqa_mex ('eval', g, x, y);
%! assert (v, mean (l) + 0.5 * exp (x)' * sum (W .^ 2, 2), 1e-14);
%! assert (gx, 0.5 * exp (x) .* sum (W .^ 2, 2), 1e-15);
%! % Bounds: those of the help, without units.
%! [~, ~, options] = pgdqa_regselection (A, labels, A, labels);
%! h = 0.5 * mean (A .^ 2)';
%! assert (exp (options.XMin), 1e-8 * h, -1e-12);
%! assert (exp (options.XMax), 1e4 * h, -1e-12);
%! [~, ~, scaled] = pgdqa_regselection (1e-3 * A, labels, A, labels);
%! assert (scaled.XMin, options.XMin - 2 * log (1e3), 1e-12);
%! [~, ~, options] = pgdqa_regselection ([A(:,1), 0 * A(:,1)], labels, A(:,1:2), labels);
%! assert (options.XMin(2), options.XMin(1));
%! [~, ~, options] = pgdqa_regselection (0 * A, labels, A, labels);
%! assert (options.XMax, log (1e4) * ones (5, 1), 1e-14);
%!error <2 arguments, expected A, labels, Av, val_labels> pgdqa_regselection (1, 1)
%!error <x has 2 rows, expected 5 \(one penalty a feature\)>
%! A = reshape (sin (1:60), 12, 5);
%! [f, g] = pgdqa_regselection (A, 1 + mod ((1:12)', 3), A, 1 + mod ((1:12)', 3));
%! pgdqa_solve (f, g, [1; 2], zeros (15, 1));
