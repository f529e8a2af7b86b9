% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Solve a bilevel problem: minimise f (x, y), where y minimises g (x, .).
%
% @deftypefn  {} {[@var{x}, @var{y}, @var{fval}, @var{exitflag}, @var{output}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0}, @var{options})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{f}, @var{g}, @var{x0}, @var{y0}, "@var{Name}", @var{value}, @dots{})
% @deftypefnx {} {[@dots{}] =} pgdqa_solve (@var{problem}, @dots{})
%
% @example
% @group
% f = @@(x, y) (x - 0.25)^2 + y^2;
% g = @@(x, y) y^3/3 - x*y;
% opt = pgdqa_options ("XMin", -1, "XMax", 1, "YMin", -1, "YMax", 1);
% [x, y, fval, exitflag] = pgdqa_solve (f, g, 1, 1, opt);
% printf ("%.3f %.3f %.3f, exitflag %d\n", x, y, fval, exitflag)
% @print{} 0.250 0.500 0.250, exitflag 1
% @end group
% @end example
%
% @strong{Arguments}
% @table @var
% @item f, g
% The upper and the lower objective (g is an objective, not a constraint):
% a handle @code{v = f (x, y)} that returns the value; or a handle
% @code{[v, gx, gy] = f (x, y)} that returns gradients too, columns, or gy and
% @code{[]} for gx; or a struct of @code{pgdqa_objective} (adds Hessian-vector
% products), @code{pgdqa_trace}, @code{pgdqa_quadratic} or @code{pgdqa_terms}
% (evaluated in C).  A handle of values is recorded by @code{pgdqa_trace}: it is
% called some 20 times, and the record gives exact derivatives.  Where that is
% not possible, gradients are central differences, 2 (n + m) values each.
% @item x0, y0
% The start, columns n x 1 and m x 1.  Any single makes the run single.
% @item options, problem
% A struct of @code{pgdqa_options}, or names and values; a struct with the fields
% f, g, x0, y0 and perhaps options, as @code{pgdqa_testproblem} returns.
% @end table
%
% @strong{Options that matter}
% @table @code
% @item XMin, XMax, YMin, YMax
% Bounds.  Those of y belong to the lower level.
% @item LowerA, LowerB, LowerCon, UpperA, UpperB, UpperCon, @dots{}
% Constraints at both levels: @code{help pgdqa_constraints}.
% @item Search
% @code{"local"}: one run.  @code{"global"}: other x and other lower-level
% solutions too, for some 1000 calls more with two x.  By default global if
% f and g are given by values (traced or not), n and m at most 10.
% @item TolFun, MaxTime, MaxCalls, MaxIter
% 1e-2 gives a rough answer sooner; limits: seconds, oracle calls, iterations.
% @item Display, OutputFcn, PlotFcn
% @code{"off"} (default), @code{"final"} or @code{"iter"}; functions
% @code{stop = fcn (x, optimvalues, state)} called every iteration.
% @end table
%
% @strong{Outputs}
% @table @var
% @item x, y, fval
% The point returned, and f there.
% @item exitflag
% @itemize
% @item 1: tolerances met at (x, y), and y not refuted as a lower-level solution
% @item 2: tolerances met; y not tested, or not conclusively
% @item 3: y not refuted, f expected to fall by less than @code{TolFun} V, V
% how much f varied over the latest steps (@code{output.variation})
% @item 0: a limit
% @item -1: stopped by @code{OutputFcn} or @code{PlotFcn}
% @item -2: a value is not finite, or derivatives are wrong
% @item -3: y refuted, no better point reached
% @item -4: no answer (@code{output.message}); -5: constraints were not met
% @end itemize
% @item output
% A struct, explained by @code{help pgdqa_output}: @code{stop} and @code{message} say
% why the run ended; residuals, the certificate @code{lower}, @code{calls} and
% @code{history} follow.
% @end table
%
% @strong{Notes}
%
% f and g must be smooth: in place of |t| write sqrt (t^2 + e^2).  Kinks of F
% at bounds of y are found where @code{YMin} and @code{YMax} are finite.
% Answers are local minima of F (x) = f (x, y (x)) unless a search was made.
% The certificate is a sample: "not refuted" is evidence, not a proof.
% Handles capture parameters: @code{@@(x, y) fun (x, y, p)}.  Iterates keep to bounds.
% @code{output.derivatives} says where derivatives came from, and which line of
% a function that was not recorded to write otherwise.
% @code{help pgdqa_methods} explains the methods, kinks, ties and the search.
%
% Cost: one gradient of f and of g and some Hessian-vector products of g an
% iteration; small smooth problems take 50 to 500 oracle calls.
%
% Errors: @code{pgdqa:size}, @code{pgdqa:class}, @code{pgdqa:value},
% @code{pgdqa:option}, @code{pgdqa:needs}, @code{pgdqa:memory}, and
% @code{pgdqa:oracle} where f or g returns a wrong thing.  An error inside f or g
% keeps its id.  Ctrl-C returns to the prompt after the current call.  At
% a prompt, a run silent for 10 s warns once (@code{pgdqa:slow}).
%
% Source: N. Abolfazli, S. Sharifi, M. Fazlyab, E. Yazdandoost Hamedani,
% arXiv:2504.17215.
%
% @seealso{pgdqa_options, pgdqa_output, pgdqa_methods, pgdqa_constraints, pgdqa_checkpoint, pgdqa_objective, pgdqa_check, pgdqa_diagnose, pgdqa_plot}
% @end deftypefn

function [x, y, fval, exitflag, output] = pgdqa_solve (varargin)
  [parsed, rest, problem] = pgdqa_shared.problem_of ('pgdqa_solve', varargin);
  options = pgdqa_shared.options_of (parsed.options, rest);
  if (pgdqa_shared.uses_mpi (options))
    [x, y, fval, exitflag, output] = solved_on_ranks (parsed, problem, options);
  else
    [x, y, fval, exitflag, output] = solved_problem (parsed, problem, options, []);
  end
  output.problem = problem;
  output.problem.x = x;
  output.problem.y = y;
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
