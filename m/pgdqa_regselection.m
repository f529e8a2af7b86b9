% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {[@var{f}, @var{g}, @var{options}] =} pgdqa_regselection (@var{A}, @var{labels}, @var{Av}, @var{val_labels})
% @deftypefnx {} {[@var{f}, @var{g}, @var{options}] =} pgdqa_regselection (@dots{}, "Classes", @var{C})
% Selection of regularisation: learn a ridge penalty for every feature, evaluated wholly in C.
%
% @display
% lower level   g (x, y) = mean cross-entropy of the training rows + 0.5 sum_j exp (x_j) ||W(j,:)||^2
% upper level   f (x, y) = mean cross-entropy of the validation rows
% @end display
%
% x is D x 1, y = W(:) with W D x C.  Data, labels, @code{"Classes"}, cost and memory as in @code{pgdqa_hypercleaning}.
%
% Hyperparameters on a log scale need bounds: f often falls as x_j goes to -Inf (no penalty) or Inf (the feature is dropped).
% @var{options} is a struct for @code{pgdqa_solve} with bounds that do not depend on units:
%
% @display
% XMin = log (1e-8 h),  XMax = log (1e4 h),  h_j = 0.5 mean (A(:,j) .^ 2)
% @end display
%
% h_j is the largest curvature that the cross-entropy can have along a feature (for A(:,j) = 0: the mean of the others; all 0: 1).
% Nothing is bounded unless @var{options} is passed on.
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value}, @code{pgdqa:option}.
%
% @example
% @group
% A = [randn(40, 3) + 1; randn(40, 3) - 1];
% labels = [ones(40, 1); 2 * ones(40, 1)];
% [f, g, options] = pgdqa_regselection (A(1:2:end,:), labels(1:2:end), A(2:2:end,:), labels(2:2:end));
% [x, y] = pgdqa_solve (f, g, -2 * ones (3, 1), zeros (6, 1), options);
% @end group
% @end example
% @seealso{pgdqa_hypercleaning, pgdqa_solve}
% @end deftypefn

function [f, g, bounds] = pgdqa_regselection (A, labels, Av, val_labels, varargin)
  if (nargin < 4)
    error ('pgdqa:size', 'pgdqa_regselection: %d arguments, expected A, labels, Av, val_labels', nargin);
  end
  options = named_options ('pgdqa_regselection', {'Classes', [], 'whole', '[1, Inf)'}, varargin);
  [At, labels, Avt, val_labels, C] = classification_data ('pgdqa_regselection', A, labels, Av, val_labels, options.Classes);
  g = struct ('objective', 'softmax', 'At', At, 'labels', labels, 'classes', C, 'penalty', 1);
  f = struct ('objective', 'softmax', 'At', Avt, 'labels', val_labels, 'classes', C);
  h = curvature (At);
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
