% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {[@var{x}, @var{y}, @var{fval}, @var{exitflag}, @var{output}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0}, @var{options})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0}, "@var{Name}", @var{value}, @dots{})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{problem}, @dots{})
% Solve a bilevel problem, both levels possibly nonconvex, by PGD-QA.
%
% @display
% min over x, y of f (x, y)   subject to   y in argmin_v g (x, v)
% @end display
%
% Every iteration of PGD-QA solves a convex quadratic program in closed form: a gradient step of @var{f}, perturbed so that
% grad_y g falls.  There is no inverse Hessian, and the default schedule has no constant to choose.
%
% @strong{Arguments}
% @table @var
% @item f, g
% Upper and lower objective.  Each is a handle @code{[v, gx, gy] = f (x, y)}, always called with three outputs;
% a handle that gives only the value, which is then differentiated by central differences (2 (n + m) values a gradient; option
% @code{Derivatives} for complex steps); @code{pgdqa_objective (fun, hvp)}, which adds the product of the Hessian with a
% vector; or a matrix-defined objective of @code{pgdqa_quadratic} or @code{pgdqa_terms}, evaluated wholly in C.  Without @code{hvp},
% central differences of the gradient stand in (2 gradients a product, 8 at the first, where the step is chosen).
% @item x0, y0
% Start: columns, n x 1 and m x 1, finite, double or single.  Any single among them and the data of matrix-defined
% objectives makes the run single.
% @item options
% From @code{pgdqa_options}, whose listing has names, defaults, ranges and meanings; or names and values.  Bounds on x and on y are
% options: @code{XMin}, @code{XMax}, @code{YMin}, @code{YMax}, columns or a scalar for all.
% @item problem
% Struct with the fields f, g, x0, y0 and, if wanted, options, as from @code{pgdqa_testproblem}.
% @end table
%
% @strong{Schedule "adaptive"} (the default) needs no constants.  It imposes the whole linearised constraint J d = -grad_y g, J the
% Jacobian of grad_y g, by products with J' that are kept as a memory of the lower curvature; it steps along the reduced gradient
% with a line search, solves the lower level as far as the decrease of f asks for it, and stops at relative tolerances that do not
% depend on units: @code{TolKKT} 1e-9 and @code{TolLower} 1e-10.  A stationarity of 1e-8 suffices where progress is slow, and of 1e-6, or
% 1e-5 where it is slow, if g is given by values alone.  Where progress is sublinear it also stops as soon as a further call is
% expected to lower f by no more than @code{TolFun} |f| (before 2000 calls: as soon as ten times as many would).  Before it stops it
% looks for negative curvature of the lower level and for lower values of g around y, from @code{Starts} points (12; @code{Seed},
% @code{Perturbation}; up to 5 times as many where g is not convex), and goes on from a better y.  The lower level is solved again at the
% end (@code{Restore}, by descent from y).  @code{WarmStart} takes the output of an earlier run of the same sizes, of which
% multiplier, curvature and metric are used.
%
% @strong{Schedules of the paper.}  With @code{Schedule} @code{"fixed"}, alpha and gamma are constants times powers of the budget
% K = @code{MaxIter}; with @code{"diminishing"}, powers of the iteration k + 1.  An iteration imposes one projection of the constraint and
% costs one gradient of @var{f}, one of @var{g} and one Hessian-vector product of @var{g}.  @code{StepScale}, @code{AlphaScale},
% @code{Relaxation}, @code{Regime}, @code{ScaleX} and @code{ScaleY} belong to them alone.  No constant is safe for every problem: the step
% must stay below 2 over the curvature of f, and @code{ScaleX} and @code{ScaleY} set the metric where x and y have different units.  With
% a fixed alpha the iteration tends to a point of its own with @code{lower_opt} > 0, so that @var{fval} is optimistic: set
% @code{Restore}, and compare @code{output.fval_before} with @var{fval}.  The tolerances are relative to the largest gradients seen.
%
% @strong{Other methods} (@code{Method}), for comparison; their constants have rows of their own in the listing.
% @table @code
% @item rxgf
% a flow of f kept on h = ||grad_y g||^2 <= eps^2: smooth problems where a trajectory is wanted
% @item sgf
% the flow with the whole Jacobian, by conjugate gradients: as rxgf, lower level nonsingular
% @item qcqp
% a step of f inside a ball around the linearised constraint: hardly leaves h <= eps^2
% @item bome
% value gap of a few inner steps: first-order, no Hessian-vector product
% @item vpbgd
% penalty on the value gap: first-order, answers biased by 1 / @code{Penalty}
% @item f2sa
% penalty with two inner sequences: first-order, answers biased likewise
% @item aid
% implicit gradient by conjugate gradients: strongly convex lower levels only
% @end table
%
% @strong{Search.}  A run from a start sees one branch of lower-level solutions and one valley of f.  With @code{Search} @code{"global"} (by default
% where @var{f} and @var{g} give only values, n and m are at most 10 and the run took less than 5 seconds; otherwise @code{"local"}) the run from the start is followed by solves of the lower level
% at @code{Starts} other x, between the bounds or within 4 lengths where there are none, local runs from the best of these points,
% and bisection to the x where two lower-level solutions tie, at which f jumps and the best point often is.  The point
% returned has the lowest f among those whose y no other y found refutes.  It takes several times the calls of the run alone (2 to 50 on textbook problems, 8 in the median), within @code{MaxCalls}
% and @code{MaxTime}.  It is a sample: no proof that nothing better exists.
%
% @strong{Bounds.}  Iterates keep to them; a start outside is moved inside.  With @code{Method} @code{"pgdqa"} so does every point where
% @var{f} and @var{g} are evaluated, except where a difference of gradients stands in for a missing product.  The lower level is then min of g (x, .) over @code{YMin} <= v <= @code{YMax}, and
% residuals are those of the projected gradients.
%
% @strong{Results}
% @table @var
% @item x, y, fval
% The point returned and f there.
% @item exitflag
%  1: both tolerances are met and y as a lower-level solution was not refuted (or, with @code{Search} and one x, the point is at a tie, beyond which y no longer
% solves the lower level, and f rises to the other side; @code{message} says so); 2: the same without a certificate (@code{Starts} 0)
% or with one that is not conclusive; 3: y was not refuted, progress is sublinear and
% a further call is expected to lower f by no more than @code{TolFun} |f| (@code{message} says what ten times as many would);
% 0: a limit (@code{MaxIter}, @code{MaxCalls}, @code{MaxTime}); -1: stopped by @code{OutputFcn} or @code{PlotFcn}; -2: a value is not
% finite, the last finite iterate is returned, or values and gradients of g contradict each other; -3: refuted, y does not
% solve the lower level and no better point was reached; -4: no progress, or a level is unbounded below, as @code{message} says.
% @code{grad_y g} = 0 also holds at maxima and saddles of the lower level, so 2 says nothing about that; 1 and 3 are evidence from
% curvature and from values of g around y, not a proof.
% @item output
% Struct: @code{message} (the stop reason in words), @code{stationarity} (least norm of grad f + J'w, J the Jacobian of grad_y g)
% with @code{stationarity_residual} (how far that least-squares problem is solved), @code{lower_opt} (||grad_y g||),
% @code{kkt_residual} (both together), @code{lambda} (multiplier of h; NaN with @code{"adaptive"}), @code{gval}, @code{fval_before} (f before
% the restoration), @code{exitflag}, @code{iterations}, @code{rollbacks} (earlier iterates returned instead of later ones), @code{escapes} (lower-level points
% left for a better one), @code{expected_decrease} (of f, in ten times as many calls; NaN where not estimated), @code{pl_ratio} (least and largest
% ||grad h||^2 / h seen), @code{time} in seconds, @code{calls} (f_value, f_grad, g_value, g_grad, hvp,
% their total, how many of them only measured, and passes: rows of data that native objectives read), @code{lower} (the certificate: kind, which is convex
% (no other point can be lower, as far as the curvature seen tells), minimizer, degenerate (curvature 0 in some direction), saddle, maximizer or unknown;
% eig_min and eig_residual relative to the largest curvature, value_gap, starts, grad_norm, hypergradient, restored),
% @code{history} (columns k, f, g, stationarity, lower_opt, kkt_residual, lambda, rho, alpha, step, phase, calls, time; phase 0 are
% iterates, whose stationarity is that of the scalar multiplier, ||grad f + lambda grad h||, with @code{"adaptive"} that of the reduced
% gradient; phase 1 is the point returned, with the least norm above), @code{method}, @code{regime}, @code{schedule}, @code{options} (all in force), @code{problem} (f, g, the start, and x, y),
% @code{state} (what @code{WarmStart} reads), @code{search} (after a global search: @code{points}, a struct array of x, y, f, g, exitflag and origin,
% every point where the lower level was solved; @code{found}, the origin of the point returned: start, run, tie, flat (a tie where g is flat between the solutions), or point (from
% which no local run went lower); @code{ties}, how many were met.  Calls and time are then those of the whole search, history and iterations those of the run which ended at the point, or else of the first).
% @end table
%
% @strong{OutputFcn}, @strong{PlotFcn}: @code{stop = fcn (x, optimvalues, state)} with state @code{"init"}, @code{"iter"} or @code{"done"};
% optimvalues has the fields y, iteration, funccount (oracle calls), fval and the columns of @code{history}; stop is a logical scalar.
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value} (input), @code{pgdqa:option}, @code{pgdqa:needs},
% @code{pgdqa:oracle} (a callback returned the wrong thing), @code{pgdqa:memory}.  A callback's own error keeps its id and
% message.  Ctrl-C returns to the prompt after the current call.
%
% Source: N. Abolfazli, S. Sharifi, M. Fazlyab, E. Yazdandoost Hamedani, arXiv:2504.17215.
%
% @example
% @group
% f = @@(x, y) deal (x^2 + y^2, 2*x, 2*y);
% g = @@(x, y) deal ((x + y - 1)^2, 2*(x + y - 1), 2*(x + y - 1));
% [x, y, fval] = pgdqa_solve (f, g, 0, 0);
% printf ("%.2f %.2f %.2f\n", x, y, fval)
% @result{} 0.50 0.50 0.50
% @end group
% @end example
% @seealso{pgdqa_options, pgdqa_objective, pgdqa_quadratic, pgdqa_terms, pgdqa_check, pgdqa_diagnose, pgdqa_multistart, pgdqa_sensitivity, pgdqa_plot}
% @end deftypefn

function [x, y, fval, exitflag, output] = pgdqa_solve (varargin)
  [problem, options] = parse (varargin);
  f = as_objective ('pgdqa_solve', problem.f, 'f');
  g = as_objective ('pgdqa_solve', problem.g, 'g');
  f = probe_objective (f, problem.x0, problem.y0);
  g = probe_objective (g, problem.x0, problem.y0);
  [x, y, fval, exitflag, output] = pgdqa_mex ('solve', f, g, problem.x0, problem.y0, options);
  output.problem = problem;
  if (searches (options, output, f, g) && exitflag ~= -1)
    first = struct ('x', x, 'y', y, 'f', fval, 'exitflag', exitflag, 'output', output);
    [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first);
  end
  output.problem = problem;
  output.problem.x = x;
  output.problem.y = y;
end

function yes = searches (options, output, f, g)
  % whether option Search asks for more than a local run
  dear = 5;                                          % seconds of a run after which nobody is made to wait for many times as many
  o = output.options;
  yes = strcmp (output.schedule, 'adaptive') && o.Starts > 0 && o.MaxIter > 0 && ~ strcmp (o.Search, 'local');
  if (yes && strcmp (o.Search, 'auto'))
    values = @(h) isfield (h, 'order') && h.order == 0;
    yes = values (f) && values (g) && ~ isfield (options, 'WarmStart') && output.time < dear && output.exitflag ~= 0 ...
          && max (numel (output.problem.x0), numel (output.problem.y0)) <= 10;
  end
end

function [problem, options] = parse (arguments)
  [problem, rest, own] = split_problem ('pgdqa_solve', arguments);
  if (~ isempty (fieldnames (own)))
    rest = with_defaults (own, rest);
  end
  options = struct ();
  if (~ isempty (rest) && ~ (numel (rest) == 1 && isempty (rest{1})))
    options = pgdqa_options (rest{:});
  end
end

function rest = with_defaults (own, rest)
  % the problem's own options, overridden by those of the call
  if (~ isempty (rest) && isstruct (rest{1}))
    own = overlaid (pgdqa_options (own), pgdqa_options (rest{1}));
    rest(1) = [];
  end
  rest = [{own}, rest];
end

%!function [v, gx, gy] = lampariello_g (x, y)
%!  v = (x + y - 1) ^ 2;  gx = 2 * (x + y - 1);  gy = gx;
%!endfunction
%!shared f, g, opt
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! g = @lampariello_g;
%! opt = pgdqa_options ('Schedule', 'diminishing', 'Restore', true, 'StepScale', 0.3, 'AlphaScale', 3);
%!test
%! [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, opt);
%! assert ([x, y, fval], [0.5, 0.5, 0.5], 2e-3);
%! assert (exitflag >= 0);
%! assert (output.lower_opt < 1e-7);
%! assert (output.calls.total, output.calls.f_value + output.calls.f_grad + output.calls.g_value + output.calls.g_grad + output.calls.hvp);
%!test # a problem struct, its options overridden by the call
%! p = struct ('f', f, 'g', g, 'x0', 0, 'y0', 0, 'options', opt);
%! [~, ~, ~, ~, output] = pgdqa_solve (p, 'MaxIter', 3);
%! assert (output.iterations, 3);
%! assert (output.options.StepScale, 0.3);
%!test # single
%! [x, y] = pgdqa_solve (f, g, single (0), 0, opt);
%! assert (class (x), 'single');
%! assert (class (y), 'single');
%!test # the default, the adaptive schedule
%! [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0);
%! assert (output.schedule, 'adaptive');
%! assert ([x, y, fval], [0.5, 0.5, 0.5], 1e-8);
%! assert (exitflag, 1);
%! assert (output.lower.kind, 'convex');
%! assert (output.lower.hypergradient < 1e-8);
%!test # bounds
%! [x, y, fval, exitflag] = pgdqa_solve (f, g, 0, 0, 'YMax', 0.2);
%! assert ([x, y, fval], [0, 0.2, 0.04], 1e-6);
%! assert (exitflag, 1);
%!test # MaxIter 0 measures at x, also where f falls beside it
%! p = pgdqa_testproblem ('mirrlees');
%! [x, y, ~, exitflag, output] = pgdqa_solve (p.f, p.g, 0.9999, 0.957509, 'MaxIter', 0);
%! assert (x, 0.9999);
%! assert (y, 0.957509, 1e-5);
%! assert (output.lower.starts >= 12);
%!error <0 arguments, expected f, g, x0, y0> pgdqa_solve ()
%!error <2 arguments, expected f, g, x0, y0> pgdqa_solve (f, g)
%!error <x0 has size 1x2, expected a non-empty column> pgdqa_solve (f, g, [1, 2], 0)
%!error <y0\(2\) is NaN, expected finite numbers> pgdqa_solve (f, g, 0, [1; NaN])
%!error <x0 is a complex double> pgdqa_solve (f, g, 1i, 0)
%!error <x0 is a int8> pgdqa_solve (f, g, int8 (1), 0)
%!error <f is a 1x1 double, expected a function handle> pgdqa_solve (3, g, 0, 0)

%!demo
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! g = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
%! [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Display', 'iter');
%! % a schedule of the paper: its constants are to be chosen
%! [x, y, fval] = pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, 'Restore', true, 'Display', 'final');
