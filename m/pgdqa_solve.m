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
% An iteration of PGD-QA solves a convex quadratic program in closed form: a gradient step of @var{f}, perturbed so that
% grad_y g decreases.  It needs no inverse Hessian, and the default schedule needs no constants.
%
% @strong{Arguments}
% @table @var
% @item f, g
% Upper and lower objective (g is an objective, not a constraint).  Each is one of: a handle @code{[v, gx, gy] = f (x, y)}, always
% called with three outputs; a handle that gives only the value, which central differences then differentiate (2 (n + m) values a
% gradient; option @code{Derivatives}); a handle that gives gy and @code{[]} for gx, which is differenced alone (2 n calls); @code{pgdqa_objective (fun, hvp)}, which adds Hessian-vector products; a matrix-defined
% objective of @code{pgdqa_quadratic} or @code{pgdqa_terms}, evaluated in C.  Without @code{hvp}, a product is a central difference of
% the gradient (2 gradients; 8 at the first, which chooses the step).
% @item x0, y0
% Start: columns, n x 1 and m x 1, finite, double or single.  Any single among them and the data of matrix-defined
% objectives makes the run single.
% @item options
% A struct from @code{pgdqa_options}, or names and values.  @code{pgdqa_options ()} lists names, defaults, ranges and meanings.  Nothing is
% passed on to f and g: their handles capture parameters, @code{@@(x, y) fun (x, y, p)}.
% @item problem
% Struct with the fields f, g, x0, y0 and perhaps options, name, known, exact and metric, as @code{pgdqa_testproblem} makes them; another
% field is an error.
% @end table
%
% @strong{Schedule "adaptive"} (default).  It imposes the whole linearised constraint J d = -grad_y g, J the Jacobian of grad_y g,
% with a memory of products with D2_yy g.  It steps along the reduced gradient with a line search, and solves the lower level only as
% accurately as the expected decrease of f requires.  Let E be the decrease of F (x) = f (x, y (x)) that its
% quadratic model expects, and V how much F varies over the latest steps, as far back as F is quadratic (to a third).  A run ends
% where the lower level is solved and the point is stationary or progress is slow:
% @itemize
% @item stationary: E <= @code{TolKKT}^2 V, the latest steps have left at most 1/16 of E, and f at a step along the gradient
% confirms it; or the reduced gradient is rounding.  @code{TolKKT} is 5e-10, and at least 1e-6 where f can show no more, progress is slow, or g has
% no derivatives.
% @item lower level solved: with v = grad_y g, A = D2_yy g and d = A^-1 v, the step y - d leaves at most a quarter of v'A^-1 v, lowers g by at most
% @code{TolLower}^2 (1e-8) dy'A dy / 2, dy the response of y to the steps of V, and changes f by at most 1e-6 V; or v is rounding.
% @item slow: all further decrease of f is expected to be below @code{TolFun} V, by the path and by the model, or is too small for f to show.  A
% @code{TolFun} of 1e-4 or more (1e-2 in single precision) also ends a run with at most 3 x whose progress is not slow (see @code{pgdqa_options}).
% @end itemize
% These tests do not depend on the largest gradient seen, on units, or on constants added to f and g.
% Before it ends it tests y (the certificate): the lowest curvature of g (x, .), and g at @code{Starts} points around y (12; up to 5 times
% as many where g is not convex).  It goes on from a better y if there is one.  "Certified" means that this test did not refute y:
% evidence, not a proof.  With @code{Restore} the lower level is solved again at the final x.
%
% @strong{Schedules of the paper.}  With @code{Schedule} @code{"fixed"}, alpha and gamma are constants times powers of the budget
% K = @code{MaxIter}; with @code{"diminishing"}, powers of k + 1.  An iteration costs one gradient of @var{f}, one of @var{g} and one
% Hessian-vector product of @var{g}.  The constants @code{StepScale}, @code{AlphaScale}, @code{ScaleX} and @code{ScaleY} are yours to
% choose; none is safe for every problem: gamma must stay below 2 over the curvature of f.  A run ends near, not at, the lower-level
% solution, so that @var{fval} can be below the true value: set @code{Restore} and compare @code{output.fval_before} with @var{fval}.
%
% @strong{Other methods} (@code{Method}), for comparison.
% @table @code
% @item rxgf
% flow of f kept on h = ||grad_y g||^2 <= eps^2: smooth problems where a trajectory is wanted
% @item sgf
% flow with the whole Jacobian, by conjugate gradients: as rxgf, lower level nonsingular
% @item qcqp
% step of f inside a ball around the linearised constraint: stays near h <= eps^2
% @item bome
% value gap of a few inner steps: first-order, no Hessian-vector product
% @item vpbgd
% penalty on the value gap: first-order, error of order 1 / @code{Penalty}
% @item f2sa
% penalty with two inner sequences: first-order, the same error
% @item aid
% implicit gradient by conjugate gradients: strongly convex lower levels only
% @end table
%
% @strong{Search.}  A run sees one branch of lower-level solutions and one valley of f.  A global search (@code{Search} @code{"global"}) follows it
% with lower-level solves at @code{Starts} other x, local runs from the best of these points, and bisection to the x where two
% lower-level solutions tie: there f jumps, and the least f often is there.  It returns the lowest f among the points whose y no other y found
% refutes.  It costs 3 to 52 times the calls of the run (11 in the median of textbook problems).  It is a sample, not a proof.  The default
% searches only if @var{f} and @var{g} give values alone, n and m are at most 10, the run reached no limit and took at most 250,000 calls, and
% @code{MaxCalls} leaves 20 times as many.  Counts alone decide, never seconds.  @code{output.search} and the message say whether a search was made, and
% why not.  A search that @code{MaxCalls} or @code{MaxTime} cuts short returns the best it found with exitflag 0 or less.
%
% @strong{Bounds} (@code{XMin}, @code{XMax}, @code{YMin}, @code{YMax}: columns, or a scalar for all).  A start outside is moved inside; iterates
% stay inside.  The lower level is min of g (x, .) over @code{YMin} <= v <= @code{YMax}, and residuals are those of the projected
% gradients.  @code{Method} @code{"pgdqa"} evaluates @var{f} and @var{g} inside only, except for differences of gradients.
%
% @strong{Kinks}: F (x) = f (x, y (x)) has kinks where a lower-level solution meets a bound, and jumps where y does: so in games, min over x of max over y,
% and where a follower decides all or nothing.  With @code{"adaptive"}, at most 20 x and 20 y, finite @code{YMin} and @code{YMax}, and double precision, a
% run whose y starts at bounds or at kinks of @var{g}, or which can do no more, goes on by a bundle method in x: gradients of F that were
% met are cuts of a model of F, and a small quadratic program gives the step.  @code{"kink"}: 0 lies in the convex hull of the gradients met at x, and
% F rises at looks to all sides; @code{"tie"}: likewise, and beyond x y is no longer a solution.  Both give exitflag 1, for a local minimum of F.  At an answer
% where this was not shown @code{output.stop} is @code{"kink_unproven"} or @code{"tie_unproven"}, exitflag -4.
% By values tangents come from forward differences.  Source: C. Lemarechal, Math. Program. Study 3 (1975) 95-109.
%
% @strong{LowerSolve}: @code{y = fcn (x, y_start)} gives a lower-level solution at x, m x 1, near y_start.  @code{"adaptive"} calls it at the start and
% before it solves the lower level along its path.  Its y is used where ||grad_y g|| is smaller and g no larger than at y_start, which takes one gradient of
% @var{g}; the certificate tests it like any other.  One that is not finite is passed over.
%
% @strong{Results}
% @table @var
% @item x, y, fval
% The point returned and f there.
% @item exitflag
% 1: tolerances met, y certified, and the point returned has passed two tests of its own, that it is stationary and that y solves the lower
% level, whatever the path was; 2: tolerances met, y not tested (@code{Starts} 0), or a test not passed, or not conclusive; 3: progress is slow,
% or @code{TolFun} is large, and all further decrease of f is expected to be below @code{TolFun} V, y certified; 0: a limit; -1: @code{OutputFcn} or @code{PlotFcn} stopped the run; -2: a value is not finite, or values and
% gradients of f or of g contradict each other (compared at the start, on the path and at the point returned; the message says which); -3: y refuted, and no better point reached; -4: no progress, or a level is unbounded below.
% @code{output.stop} is one of: 1: certified, kink, tie; 2: converged, uncertified, tolerances, flat_uncertified, degenerate; 3: flat;
% 0: max_iter, max_calls, max_time, search_limit, search_cut; -1: output_fcn; -2: non_finite, contradiction; -3: refuted;
% -4: no_progress, not_confirmed, kink_unproven, no_response, singular, unbounded_upper, unbounded_lower, tie_unproven, sampled.
% @item output
% Struct:
% @table @code
% @item stop, message, exitflag, at_rest
% the stop reason by name (branch on it), in a sentence, its exit flag; true if further iterations would stay at the point
% @item stationarity, stationarity_residual
% min over w of ||grad f + J'w|| at the point returned, J the Jacobian of grad_y g (with every method; 1 % or better where the relative
% residual of this least-squares problem is at most 3e-3, else an upper bound; NaN: a limit left no calls to measure it)
% @item lower_opt, kkt_residual
% ||grad_y g||, and both residuals together
% @item stationarity_relative, lower_opt_relative
% the measures that @code{TolKKT} and @code{TolLower} bound.  With @code{"adaptive"}: sqrt (E / V) (NaN: V is unknown), and the root of
% the decrease of g over dy'A dy / 2 (NaN: not tested at the point returned); 0: rounding.  Else: stationarity and lower_opt relative to the largest seen
% @item variation
% V: how much f (x, y (x)) varies over the steps of the path within which it is quadratic.  @code{TolFun} V is what exitflag 3 allows f to fall by; NaN: unknown, or
% another schedule
% @item gval, fval_before, lambda
% g, f before @code{Restore}, multiplier of h (NaN with @code{"adaptive"})
% @item iterations, time, calls
% @code{calls}: f_value, f_grad, g_value, g_grad, hvp, user (of @code{HessianYY}, @code{SolveYY},
% @code{PreconditionerYY} and @code{LowerSolve}), their total, and of it measure (they only measured) and confirm (for the tests of
% a claim and the steps that these waited for; @code{"adaptive"}); passes (rows of data read by native objectives)
% @item memory
% bytes of working memory, that of native objectives included; @code{MaxMemory} bounds it (see @code{pgdqa_options})
% @item start_solved
% 1: y0 solves the lower level at x0; 0: it does not (to solve it moves y by more than 1e-8 of its length), so that f (x0, y0) is no bilevel value
% and may lie below @var{fval}; NaN: unknown (other schedules)
% @item expected_decrease, expected_decrease_range
% all further decrease of f, and [low, high].  Known with exitflag 0 and 3 (and flat_uncertified) alone, where the path is long enough; else NaN.
% If D is the decrease in the latest 8 steps and r its ratio to that in the 8 before, the steps tell D r / (1 - r), with r^2 low and r^(1/2) high; doublings of the
% calls in place of steps tell the same; the model tells E.  low is the least of the three, high the largest (2 E), expected that of the steps, at least E
% @item far_variables
% indices of the x that moved farthest, at most 5, where the run ended because x may move away without end: give @code{XMin}, @code{XMax}
% @item rollbacks, escapes, pl_ratio
% earlier iterates returned in place of later ones; refuted y left for a better one; least and largest ||grad h||^2 / h
% @item lower
% the certificate: kind (convex, minimizer, degenerate, saddle, maximizer or unknown), eig_min and eig_residual relative to the largest
% curvature, eig_ratio (the least over the largest curvature of g in y met at the last x, at least about the ratio of the eigenvalues; where it is below
% 1e-5 and the run has no answer, the message says so and how to mend it), value_gap, starts, grad_norm; hypergradient, ||grad_x f - D2_xy g A^-1 grad_y f|| with A = D2_yy g, and
% hypergradient_residual, of A w = -grad_y f relative to ||grad_y f|| (every method; NaN: not measured); restored, and how the restoration ended (restoration: none,
% solved, rounding, limit, unbounded, failed); f_error (estimate |w'grad_y g| of the error of f because grad_y g is not zero); where
% g has kinks in y, as |y_j| has: kinks (indices of y, at most 5, near which grad_y g jumped); where
% F (x) = f (x, y (x)) has a kink or jumps (see Kinks): sides (n x k, the gradients of F met at x), hull (the least norm over
% their convex hull, relative to the largest), minmax (f = -c g + a function of x with c > 0, as random points tell), convex (no
% tangent that was met lies above F), other_y and other_f (another solution of the lower level at x, and f there; empty and NaN where none is known); after a
% search that ends at a tie, tied (x, y and f of the other solution)
% @item linear
% how systems with A = D2_yy g were solved: how (memory: by products and what they have told; cg: by
% conjugate gradients, the eigenvalues of A being spread; cholesky: with a factor of A, which a quadratic
% @var{g} gets where that costs less than the products it saves, see @code{pgdqa_quadratic}, or of @code{HessianYY}; user: @code{SolveYY};
% preconditioner: @code{PreconditionerYY}; see @code{pgdqa_objective}), solves and factorisations (counts), inertia (numbers of
% positive, negative and zero eigenvalues of A where the latest factorisation has shown them, else empty)
% @item history
% columns k, f, g, stationarity, lower_opt, kkt_residual, lambda, rho, alpha, step, phase, calls, time; phase 0: iterates, whose stationarity is
% ||grad f + lambda grad h||, or with @code{"adaptive"} the norm of the reduced gradient; phase 1: the point returned
% @item method, regime, schedule, options, problem, state
% as used, all options in force, the problem with the point returned, what @code{WarmStart} reads
% @item search
% made: true after a search; reason: why none was made; and of the search, empty or 0 where none was made: points (x, y, f, g, exitflag, origin of every point where the lower
% level was solved), found (origin of the point returned: start, run, tie, flat, point), ties, starts, tried (x of them at which the lower level was solved), runs, most (calls that one of the runs may take),
% cut_short.  Calls and time are then those of the whole search
% @end table
% @end table
%
% @strong{OutputFcn}, @strong{PlotFcn}: @code{stop = fcn (x, optimvalues, state)} with state @code{"init"}, @code{"iter"} or @code{"done"};
% optimvalues has the fields y, iteration, funccount (oracle calls), fval and the columns of @code{history}; stop is a logical scalar.
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value} (input), @code{pgdqa:option}, @code{pgdqa:needs},
% @code{pgdqa:oracle} (a callback returned the wrong thing), @code{pgdqa:memory}.  A callback's own error keeps its id and
% message.  Ctrl-C returns to the prompt after the current call.  At a prompt, in the GUI or a terminal, a run that has shown nothing for 10 s
% warns once (@code{pgdqa:slow}) of how far it is and what limits it; scripts and @code{--eval} stay silent.
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
  g = factored (g, problem, options);
  patience = silence_allowed (options, session_facts ());
  [x, y, fval, exitflag, output] = pgdqa_mex ('solve', f, g, problem.x0, problem.y0, options, patience);
  output.problem = problem;
  [reason, told] = search_refusal (options, output, f, g);
  if (isempty (reason))
    first = struct ('x', x, 'y', y, 'f', fval, 'exitflag', exitflag, 'output', output);
    [x, y, fval, exitflag, output] = search_globally (f, g, problem, options, first, patience);
  else
    output.search = search_summary (reason);
    if (told)
      output = with_words (output, ['no search: ', reason]);
    end
  end
  output.problem = problem;
  output.problem.x = x;
  output.problem.y = y;
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
%! assert (output.calls.confirm <= output.calls.total);
%! assert (isnan ([output.expected_decrease, output.expected_decrease_range]));
%! assert (output.start_solved, 0);
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
