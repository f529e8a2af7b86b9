% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make a harder version of a problem, to see which methods are robust.
%
% @deftypefn  {} {@var{variant} =} pgdqa_variant (@var{problem}, @var{kind})
% @deftypefnx {} {@var{variant} =} pgdqa_variant (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% problem = pgdqa_testproblem ('lampariello');
% rough = pgdqa_variant (problem, 'scaled', 'Decades', 2);
% [x, y] = pgdqa_solve (rough);
% printf ('%.2f %.2f\n', x, y)
% @print{} 5.00 0.05
% @end group
% @end example
%
% @strong{Arguments}
% @table @var
% @item problem
% Problem struct as of @code{pgdqa_testproblem}: f, g, x0, y0 and, where there
% are any, name, options, known, exact, metric.
% @item kind
% @table @code
% @item "noise"
% Values of f and g are multiplied by 1 + @code{Level} z, z normal.  With
% @code{Gradients} true, so is each component of the gradients.
% @item "failures"
% A call returns NaN with the probability @code{Probability}: values with
% gradients, and products.  The start never fails.
% @item "permuted"
% The variables come in a random order.
% @item "scaled"
% Units are mixed: x and y together are divided by powers of 10, spread
% evenly over @code{Decades}, in a random order.
% @end table
% @end table
%
% @strong{Options}
% @table @code
% @item Seed
% Whole number >= 0.  Default 1.
% @item Level
% Standard deviation of the noise.  Default 1e-3.
% @item Gradients
% true: gradients have noise, too.  Default false.
% @item Probability
% Probability of a failure.  Default 0.02.
% @item Decades
% Number of powers of 10 over which the units spread.  Default 4.
% @end table
%
% @strong{Outputs}
% @table @var
% @item variant
% Problem struct.  f and g are handles, with products where f and g have
% them.  x0, y0, known, bounds and metric are those of the new variables.
% @code{variant.exact} holds f and g without noise and failures;
% @code{pgdqa_compare} judges by them.  The name gets the kind appended.
% @end table
%
% What is random depends on the point (for products on the vector, too) and
% on the seed alone.  Thus every method sees the same function, and runs
% repeat.  A variant of a variant is allowed.
%
% Errors: @code{pgdqa:option}, @code{pgdqa:class}.
%
% Cost: where an objective is a handle, one call of it.
%
% @seealso{pgdqa_compare, pgdqa_testproblem, pgdqa_check}
% @end deftypefn

function variant = pgdqa_variant (problem, kind, varargin)
  if (nargin < 2)
    error ('pgdqa:option', 'pgdqa_variant: %d arguments, expected a problem and a kind', nargin);
  end
  variant = pgdqa_shared.problem_of ('pgdqa_variant', {problem}, {});
  kinds = {'noise', 'failures', 'permuted', 'scaled'};
  if (~ pgdqa_shared.kind_of (kind, 'word', kinds))
    error ('pgdqa:option', 'pgdqa_variant: kind is %s, expected one of: %s', pgdqa_shared.value_text (kind), strjoin (kinds, ', '));
  end
  rules = {'Seed', 1, 'whole', '[0, Inf)'
           'Level', 1e-3, 'number', '[0, Inf)'
           'Gradients', false, 'switch', ''
           'Probability', 0.02, 'number', '[0, 1]'
           'Decades', 4, 'number', '[0, 100]'};
  settings = pgdqa_shared.named_options ('pgdqa_variant', rules, varargin);
  if (~ isfield (variant, 'known') || isempty (variant.known))
    variant.known = struct ('x', {}, 'y', {}, 'f', {}, 'kind', {});
  end
  if (any (strcmp (kind, {'noise', 'failures'})))
    change = variant_failing (kind, settings, variant.x0, variant.y0);
    variant.f = rewrapped (variant.f, variant.x0, variant.y0, change);
    variant.g = rewrapped (variant.g, variant.x0, variant.y0, change);
  else
    exact = variant;
    exact.f = variant.exact.f;
    exact.g = variant.exact.g;
    exact = variant_linear (exact, kind, settings);
    variant = variant_linear (variant, kind, settings);
    variant.exact = struct ('f', exact.f, 'g', exact.g);
  end
  variant.name = strtrim (sprintf ('%s %s', variant.name, kind));
end

%!test
%! % Derivatives right, known answers carried along: linear changes of a problem of mixed shapes, compiled and of handles.
%! for kind = {'permuted', 'scaled'}
%!   for form = {{}, {'handles'}}
%!     p = pgdqa_testproblem ('quadratic', 4, 3, 2, form{1}{:}, 'Start', 5);
%!     q = pgdqa_variant (p, kind{1}, 'Seed', 3);
%!     report = pgdqa_check (q, 'Display', 'off');
%!     assert (report.ok, '%s: %s; %s', kind{1}, report.upper.verdict, report.lower.verdict);
%!     assert (! isequal (q.x0, p.x0));
%!     [v, ~, ~] = q.f.fun (q.known.x, q.known.y);
%!     assert (v, p.known.f, 1e-12);
%!     [~, ~, gy] = q.g.fun (q.known.x, q.known.y);
%!     assert (norm (gy) < 1e-9);
%!     assert (q.name, ['quadratic ', kind{1}]);
%!   end
%! end
%!test
%! % The spread of the units is what was asked for, and no entry is lost.
%! p = pgdqa_testproblem ('quadratic', 6, 5, 1, 'Start', 2);
%! q = pgdqa_variant (p, 'scaled', 'Decades', 6);
%! ratio = log10 ([p.x0; p.y0] ./ [q.x0; q.y0]);
%! assert ([min(ratio), max(ratio)], [-3, 3], 1e-9);
%! q = pgdqa_variant (p, 'permuted');
%! assert (sort (q.y0), sort (p.y0));
%!test
%! % Failures: about the share asked for, the start spared, the same at every repeat, derivatives right elsewhere.
%! p = pgdqa_testproblem ('quadratic', 4, 3, 2, 'Start', 5);
%! q = pgdqa_variant (p, 'failures', 'Probability', 0.2);
%! failed = false (250, 4);
%! for i = 1:250
%!   [v, gx, gy] = q.f.fun (q.x0 + i * 1e-3, q.y0);
%!   [again, ~, ~] = q.f.fun (q.x0 + i * 1e-3, q.y0);
%!   failed(i, :) = [isnan(v), all(isnan (gx)), all(isnan (gy)), isnan(again)];
%! end
%! assert (failed, repmat (failed(:, 1), 1, 4));
%! assert (abs (mean (failed(:, 1)) - 0.2) < 0.06);
%! [v, ~, ~] = q.f.fun (q.x0, q.y0);
%! assert (isfinite (v));
%! report = pgdqa_check (pgdqa_variant (p, 'failures', 'Probability', 0.05), 'Display', 'off');
%! assert (report.upper.slope_xy > 1.8 && report.lower.slope_xy > 1.8);
%!test
%! % Noise: unbiased, of the size asked for, on values alone unless asked; exact is without.
%! p = pgdqa_testproblem ('quadratic', 4, 3, 2, 'Start', 5);
%! q = pgdqa_variant (p, 'noise', 'Level', 1e-2);
%! r = zeros (1, 400);
%! exact_gradients = true;
%! for i = 1:400
%!   x = q.x0 + i * 1e-3;
%!   [v, gx, gy] = q.f.fun (x, q.y0);
%!   [w, hx, hy] = pgdqa_mex ('eval', q.exact.f, x, q.y0);
%!   exact_gradients = exact_gradients && isequal ({gx, gy}, {hx, hy});
%!   r(i) = v / w - 1;
%! end
%! assert (exact_gradients);
%! assert (abs (mean (r)) < 2e-3);
%! assert (std (r), 1e-2, 2e-3);
%! q = pgdqa_variant (p, 'noise', 'Gradients', true);
%! [~, gx, ~] = q.f.fun (p.x0, p.y0);
%! [~, hx, ~] = pgdqa_mex ('eval', p.f, p.x0, p.y0);
%! assert (max (abs (gx ./ hx - 1)) > 1e-5 && max (abs (gx ./ hx - 1)) < 5e-3);
%! report = pgdqa_check (pgdqa_variant (p, 'noise', 'Level', 0), 'Display', 'off');
%! assert (report.ok);
%!test
%! % Bounds and metric follow; a value-only handle stays one; a variant of a variant.
%! p = struct ('f', @(x, y) sum (x .^ 2) + y, 'g', @(x, y) sum ((y - x) .^ 2), 'x0', [1; 2], 'y0', 3);
%! p.options = struct ('XMin', [0; -4], 'XMax', 8);
%! p.metric = @(x, y) x(1) + 10 * x(2) + 100 * y;
%! q = pgdqa_variant (pgdqa_variant (p, 'scaled', 'Decades', 2), 'noise', 'Level', 0);
%! assert (q.metric (q.x0, q.y0), 321, 1e-9);
%! scale = p.x0 ./ q.x0;
%! assert (q.options.XMin .* scale, [0; -4], 1e-12);
%! assert (q.options.XMax .* scale, [8; 8], 1e-12);
%! assert (q.f.fun (q.x0, q.y0), 8, 1e-12);
%! [~, ~, ~, ~, output] = pgdqa_solve (q.f, q.g, q.x0, q.y0, 'Schedule', 'fixed', 'MaxIter', 1);
%! assert (output.calls.f_value > output.calls.f_grad);
%!error <1 arguments, expected a problem and a kind> pgdqa_variant (struct ())
%!error <problem is a 1x1 double, expected a struct> pgdqa_variant (3, 'noise')
%!error <kind is 'nois', expected one of: noise, failures> pgdqa_variant (pgdqa_testproblem ('lampariello'), 'nois')
%!error <Probability is 2, expected a number in \[0, 1\]> pgdqa_variant (pgdqa_testproblem ('lampariello'), 'failures', 'Probability', 2)
%!error <Seed is 1.5, expected a whole number> pgdqa_variant (pgdqa_testproblem ('lampariello'), 'noise', 'Seed', 1.5)

%!demo
%! % One problem in units mixed over four decades: the adaptive schedule and a fixed one.
%! problem = pgdqa_variant (pgdqa_testproblem ('quadratic'), 'scaled');
%! [~, ~, adaptive] = pgdqa_solve (problem, 'Schedule', 'adaptive', 'MaxCalls', 3000);
%! [~, ~, fixed] = pgdqa_solve (problem, 'Schedule', 'fixed', 'MaxIter', 1000, 'StepScale', 1e-3, 'MaxCalls', 3000);
%! fprintf ('known %.6f; adaptive %.6f; fixed %.6f\n', problem.known.f, adaptive, fixed);
