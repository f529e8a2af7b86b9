% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Make an objective that is a sum of terms, evaluated in compiled code.
%
% @deftypefn {} {@var{objective} =} pgdqa_terms (@var{term}, @dots{})
%
% @example
% @group
% % min (x - 2)^2 + (y - 4)^2, where y minimises sin (x + y - 2)
% f = pgdqa_terms (pgdqa_term ('square', 1, [], -2), ...
%                  pgdqa_term ('square', [], 1, -4));
% g = pgdqa_terms (pgdqa_term ('sin', 1, 1, -2));
% [x, y, fval] = pgdqa_solve (f, g, 2, 4);
% printf ('%.4f %.4f %.4f\n', x, y, fval)
% @print{} 2.3562 4.3562 0.2537
% @end group
% @end example
%
% n and m are the numbers of columns of the matrices of the terms: n of A
% and P, m of B.  They must agree.  If any matrix is single, the run is
% single.  Value, gradient and Hessian-vector products are exact, also where
% a weight depends on x.
%
% Hyperparameters on a log scale, as in the weights @code{@{'exp', P@}}, need
% bounds (@code{XMin}, @code{XMax} of @code{pgdqa_solve}): f often falls as x goes to
% -Inf (no penalty) or to Inf (y = 0).
%
% @strong{Arguments}
% @table @var
% @item term
% Struct made by @code{pgdqa_term}, or an array of such structs.
% @end table
%
% @strong{Outputs}
% @table @var
% @item objective
% Struct with the fields @code{objective} (@code{'terms'}) and @code{terms} (the
% terms, 1 x their number).  It serves as f or g of @code{pgdqa_solve}.
% @end table
%
% Errors: @code{pgdqa:class} (not a term), @code{pgdqa:size} (numbers of columns do
% not agree), @code{pgdqa:option} (no argument).
%
% Cost: no oracle call is made here.  An evaluation is one call, whatever
% the number of terms.
%
% @seealso{pgdqa_term, pgdqa_quadratic, pgdqa_objective, pgdqa_check, pgdqa_solve}
% @end deftypefn

function objective = pgdqa_terms (varargin)
  if (nargin < 1)
    error ('pgdqa:option', 'pgdqa_terms: no arguments, expected terms made by pgdqa_term');
  end
  fields = {'A'; 'B'; 'b'; 'w'; 'P'; 'p'; 'phi'; 'psi'};
  for i = 1:nargin
    if (~ isstruct (varargin{i}) || ~ isequal (fieldnames (varargin{i}), fields))
      error ('pgdqa:class', 'pgdqa_terms: argument %d is a %s, expected a term made by pgdqa_term', i, class (varargin{i}));
    end
    varargin{i} = reshape (varargin{i}, 1, numel (varargin{i}));
  end
  terms = [varargin{:}];
  if (isempty (terms))
    error ('pgdqa:option', 'pgdqa_terms: no terms, expected at least one');
  end
  check_columns (terms, {'A', 'P'}, 'n');
  check_columns (terms, {'B'}, 'm');
  objective = struct ('objective', 'terms', 'terms', terms);
end

function check_columns (terms, fields, letter)
  expected = 0;
  for i = 1:numel (terms)
    for k = 1:numel (fields)
      columns = size (terms(i).(fields{k}), 2);
      if (columns > 0 && expected > 0 && columns ~= expected)
        error ('pgdqa:size', 'pgdqa_terms: %s of term %d is %s, expected %d columns (%s) as before', ...
               fields{k}, i, pgdqa_shared.size_text (terms(i).(fields{k})), expected, letter);
      end
      expected = max (expected, columns);
    end
  end
end

%!function [v, gx, gy] = at (objective, x, y)
%!  [v, gx, gy] = pgdqa_mex ('eval', objective, x, y);
%!endfunction

%!function v = formula (name, t)
%!  switch (name)
%!    case 'const',    v = 1 + 0 * t;
%!    case 'linear',   v = t;
%!    case 'square',   v = t .^ 2;
%!    case 'sin',      v = sin (t);
%!    case 'cos',      v = cos (t);
%!    case 'exp',      v = exp (t);
%!    case 'log1p',    v = log (1 + t);
%!    case 'sigmoid',  v = 1 ./ (1 + exp (-t));
%!    case 'softplus', v = log (1 + exp (t));
%!    case 'logistic', v = log (1 + exp (-t));
%!    case 'huber',    v = huber (t);
%!  end
%!endfunction

%!function v = huber (t)
%!  v = t .^ 2 / 2;
%!  v(abs (t) > 1) = abs (t(abs (t) > 1)) - 1 / 2;
%!endfunction

%!function names = functions ()
%!  names = strsplit (pgdqa_mex ('choices', 'terms', 'psi'), '|');
%!endfunction

%!test
%! % Values by their formulas: every phi and psi, elements and half norm, one weight and many.
%! A = [0.3, -0.2; 0.1, 0.4; -0.5, 0.2];
%! B = [0.2; -0.3; 0.7];
%! b = [1; 0.2; -0.3];
%! P = [0.5, 0.1; -0.2, 0.3; 0.4, 0.6];
%! p = [0.3; 1.2; 0.1];
%! w = [1; -2; 3];
%! x = [0.7; 0.2];
%! y = 0.4;
%! r = A * x + B * y + b;
%! names = functions ();
%! for phi = names
%!   for psi = names
%!     many = pgdqa_terms (pgdqa_term (phi{1}, A, B, b, {psi{1}, P, p, w}));
%!     one = pgdqa_terms (pgdqa_term (phi{1}, A, B, b, {psi{1}, P(1, :), 0.1}));
%!     half = pgdqa_terms (pgdqa_term (['half-norm-', phi{1}], A, B, b, {psi{1}, P(2, :), [], 3}));
%!     fixed = pgdqa_terms (pgdqa_term (phi{1}, A, B, b, {psi{1}, [], p, w}));
%!     assert ([at(many, x, y), at(one, x, y), at(half, x, y), at(fixed, x, y)], ...
%!             [w' * (formula (psi{1}, P * x + p) .* formula (phi{1}, r)), formula(psi{1}, P(1, :) * x + 0.1) * sum(formula (phi{1}, r)), ...
%!              3 * formula(psi{1}, P(2, :) * x) * formula(phi{1}, r' * r / 2), w' * (formula (psi{1}, p) .* formula (phi{1}, r))], 1e-14);
%!   end
%! end

%!test
%! % Derivatives of all of them, with the coupling by the weights; some in single precision.
%! A = [0.3, -0.2; 0.1, 0.4; -0.5, 0.2];
%! B = sparse ([0.2, 0, 0.1; 0, 0.3, 0; 0.7, 0, 0]);
%! for psi = functions ()
%!   terms = {};
%!   for phi = functions ()
%!     terms{end+1} = pgdqa_term (phi{1}, A, B, 0.5, {psi{1}, 0.5 * A, 0.6, [1; 2; -1]});
%!     terms{end+1} = pgdqa_term (['half-norm-', phi{1}], A, B, -0.4, {psi{1}, A(1, :), 0.5});
%!   end
%!   g = pgdqa_terms (terms{1:12});
%!   f = pgdqa_terms (terms{13:end});
%!   starts = {[0.2; 0.7], single([0.2; 0.7])};
%!   for x = starts(1:1 + any (strcmp (psi{1}, {'linear', 'exp', 'huber'})))
%!     report = pgdqa_check (f, g, x{1}, [0.3; -0.1; 0.4], 'Display', 'off');
%!     assert (report.ok, '%s: %s; %s', psi{1}, report.upper.verdict, report.lower.verdict);
%!   end
%! end

%!test
%! % Nothing overflows at arguments of 1e4 but exp; log1p is not finite outside its domain.
%! expected = {'sigmoid', 1, 0, 0, 0; 'softplus', 1e4, 1, 0, 0; 'logistic', 0, 0, 1e4, -1; 'huber', 1e4 - 0.5, 1, 1e4 - 0.5, -1
%!             'exp', Inf, Inf, 0, 0};
%! for i = 1:5
%!   for kind = {@double, @single}
%!     for side = 1:2
%!       t = kind{1} (1e4 * (3 - 2 * side));
%!       [v, gx] = at (pgdqa_terms (pgdqa_term (expected{i, 1}, 1)), t, 0);
%!       assert ([v, gx], cast ([expected{i, 2 * side:2 * side + 1}], class (t)));
%!       [v, ~, gy] = at (pgdqa_terms (pgdqa_term ('linear', [], 1, [], {expected{i, 1}, 1})), t, 1);
%!       assert ([v, gy], cast ([expected{i, 2 * side}, expected{i, 2 * side}], class (t)));
%!     end
%!   end
%! end
%! f = pgdqa_terms (pgdqa_term ('log1p', 1));
%! assert ([at(f, -1, 0), at(f, -2, 0)], [-Inf, NaN]);
%! assert (at (f, 1e-20, 0), 1e-20);
%! [~, ~, ~, flag] = pgdqa_solve (f, pgdqa_terms (pgdqa_term ('square', 1, 1)), -2, 0);
%! assert (flag, -2);

%!test
%! % The synthetic objectives of the test problems in one call each.
%! H = [0.5, 0.1; 0.2, 0.9];
%! c = [1; -2];
%! d = [0.5; 1];
%! f = pgdqa_terms (pgdqa_term ('sin', c', d'), pgdqa_term ('half-norm-log1p', sqrt (2) * eye (2), sqrt (2) * eye (2)));
%! g = pgdqa_terms (pgdqa_term ('half-norm-cos', -eye (2), H));
%! x = [0.3; 0.4];
%! y = [-1; 2];
%! assert (at (f, x, y), sin (c' * x + d' * y) + log (norm (x + y) ^ 2 + 1), 1e-14);
%! assert (at (g, x, y), cos (norm (H * y - x) ^ 2 / 2), 1e-14);

%!test
%! % One single matrix makes it single, in any term.
%! terms = [pgdqa_term('sin', 1, 1), pgdqa_term('sin', 1, single (1))];
%! [v, gx, gy] = at (pgdqa_terms (terms), 1, 2);
%! assert ({class(gx), class(gy)}, {'single', 'single'});
%! assert (v, 2 * sin (3), 1e-6);

%!test
%! % Arrays of terms; what a struct changed by hand may not be.
%! term = pgdqa_term ('sin', 1, 1);
%! both = pgdqa_terms ([term; term], term);
%! assert (both, struct ('objective', 'terms', 'terms', [term, term, term]));
%! terms = both;
%! terms.terms(2).phi = 'tan';
%! fail ('pgdqa_mex (''eval'', terms, 1, 1)', 'phi is ''tan'', expected one of const.linear');
%! terms = both;
%! terms.terms(2).phi = 3;
%! fail ('pgdqa_mex (''eval'', terms, 1, 1)', 'phi is a double, expected a character vector');
%! terms = both;
%! terms.terms(2).b = sparse (1);
%! fail ('pgdqa_mex (''eval'', terms, 1, 1)', 'b has class sparse double, expected full real');
%! terms = both;
%! terms.terms(3).w = [1; 2];
%! fail ('pgdqa_mex (''eval'', terms, 1, 1)', 'term 3 has 2 weights, expected 1');
%! terms = both;
%! terms.terms(3).A = [];
%! terms.terms(3).B = [];
%! fail ('pgdqa_mex (''eval'', terms, 1, 1)', 'term 3 has neither A nor B');
%! fail ('pgdqa_mex (''eval'', both, 1, [1; 2])', 'B has size 1x1, expected 1x2');

%!error <no arguments, expected terms> pgdqa_terms ()
%!error <no terms, expected at least one> pgdqa_terms (pgdqa_term ('sin', 1)([]))
%!error <argument 2 is a double, expected a term> pgdqa_terms (pgdqa_term ('sin', 1), 3)
%!error <argument 1 is a struct, expected a term> pgdqa_terms (struct ('A', 1))
%!error <A of term 2 is 1x2, expected 1 columns \(n\)> pgdqa_terms (pgdqa_term ('sin', 1), pgdqa_term ('cos', [1, 2]))
%!error <B of term 2 is 1x2, expected 1 columns \(m\)> pgdqa_terms (pgdqa_term ('sin', 1, 1), pgdqa_term ('cos', 1, [1, 2]))
%!error <P of term 2 is 1x3, expected 1 columns \(n\)> ...
%! pgdqa_terms (pgdqa_term ('sin', [], 1, 1, {'exp', 1}), pgdqa_term ('sin', [], 1, 1, {'exp', [1, 2, 3]}))
%!error id=pgdqa:class pgdqa_terms (1)
%!error id=pgdqa:option pgdqa_terms ()
%!error id=pgdqa:size pgdqa_terms (pgdqa_term ('sin', 1), pgdqa_term ('cos', [1, 2]))

%!demo
%! % min (x - 2)^2 + (y - 4)^2 subject to y minimising sin (x + y - 2), derivatives checked.
%! f = pgdqa_terms (pgdqa_term ('square', 1, [], -2), pgdqa_term ('square', [], 1, -4));
%! g = pgdqa_terms (pgdqa_term ('sin', 1, 1, -2));
%! pgdqa_check (f, g, 0.3, 0.8);
%! [x, y, fval] = pgdqa_solve (f, g, 2, 4)
