% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% List, explain, make or change the options of pgdqa_solve.
%
% @deftypefn  {} {} pgdqa_options ()
% @deftypefnx {} {} pgdqa_options ("@var{Name}")
% @deftypefnx {} {@var{table} =} pgdqa_options ()
% @deftypefnx {} {@var{options} =} pgdqa_options ("@var{Name}", @var{value}, @dots{})
% @deftypefnx {} {@var{options} =} pgdqa_options (@var{old}, "@var{Name}", @var{value}, @dots{})
%
% @example
% @group
% opt = pgdqa_options ("XMin", -10, "XMax", 10, "TolFun", 1e-2);
% opt = pgdqa_options (opt, "MaxTime", 60)
% @end group
% @end example
%
% Without arguments, print all options in groups: default, meaning, values.
% With one name, explain that option: formulas, and when to change it.
% With names and values, return a struct of the options set; whatever is
% not set keeps its default.  Five matter most: @code{XMin} and @code{XMax} (give
% bounds wherever you know them), @code{Search}, @code{TolFun} and @code{MaxTime}.
%
% @strong{Arguments}
% @table @var
% @item Name, value
% Case does not matter in names.  @code{[]} stands for the default.  Bounds are
% columns, or a scalar for all; @code{pgdqa_solve}, which knows the sizes,
% checks these.
% @item old
% A struct of this function, or of @code{optimset}.  Of the latter @code{MaxIter},
% @code{Display} and @code{OutputFcn} count; the others are left out with a warning
% that says what stands for them here, @code{TolFun} too: in @code{optimset} it
% bounds the change of f in a step.  (A struct is one of @code{optimset} if that
% has all its names, and one is @code{TolFun} or unknown here.  To tell its
% struct from that, this function sets @code{TolKKT} to @code{[]} beside @code{TolFun}.)
% @end table
%
% @strong{Outputs}
% @table @var
% @item table
% A struct array with the fields name, kind, default, default_single,
% other_default, other_default_single, range, choices, methods, meaning,
% advice and group.  The defaults are those of the default schedule, the
% other ones those of the other schedules and methods.
% @item options
% A struct with a field for every option set.
% @end table
%
% @strong{Notes}
%
% Some options are read by some methods and schedules alone: to set one
% elsewhere to another value than its default is an error.  The constants
% of the paper's schedules need @code{"Schedule"} in the same call.
%
% A larger @code{TolFun} ends a run sooner, with exitflag 3.  A ridge penalty
% exp (x), roughly and soon:
%
% @example
% @group
% randn ("state", 1);
% A = randn (300, 20);
% b = A(:,1:5) * ones (5, 1) + 5 * randn (300, 1);
% loss = "half-norm-linear";
% g = pgdqa_terms (pgdqa_term (loss, [], A(1:100,:), -b(1:100)), ...
%                  pgdqa_term (loss, [], eye (20), [], @{"exp", 1@}));
% f = pgdqa_terms (pgdqa_term (loss, [], A(101:300,:), -b(101:300)));
% opt = pgdqa_options ("XMin", -10, "XMax", 10, "TolFun", 1e-2);
% [x, y, f_rough, flag] = pgdqa_solve (f, g, 0, zeros (20, 1), opt);
% opt.TolFun = 1e-6;
% [x, y, f_fine] = pgdqa_solve (f, g, 0, zeros (20, 1), opt);
% printf ("flag %d, %.0e of f left\n", flag, f_rough / f_fine - 1)
% assert (flag == 3 && f_rough / f_fine - 1 < 1e-6)
% @end group
% @end example
%
% Errors: @code{pgdqa:option} for an unknown name, a wrong class, a value out
% of range, or an option that the method does not read.  Names of @code{fmincon},
% @code{fminunc} and @code{optimoptions} (lb, MaxIterations, ...) get an error that
% says what stands for them here.
%
% @seealso{pgdqa_solve, pgdqa_methods, optimset}
% @end deftypefn

function out = pgdqa_options (varargin)
  table = pgdqa_shared.core ('options');
  if (nargin == 0 && nargout > 0)
    out = table;
    return;
  elseif (nargin == 0)
    options_print (table);
    return;
  elseif (nargin == 1 && nargout == 0 && ischar (varargin{1}))
    options_print (table(strcmp ({table.name}, option_name (varargin{1}, {table.name}))));
    return;
  end
  out = struct ();
  pairs = varargin;
  if (isstruct (pairs{1}))
    out = from_struct (pairs{1}, table);
    pairs(1) = [];
  end
  if (mod (numel (pairs), 2) == 1)
    if (~ ischar (pairs{end}))
      error ('pgdqa:option', 'pgdqa_options: an option is %s, expected a struct of options or pairs of a name and a value%s', ...
             pgdqa_shared.value_text (pairs{end}), captured ());
    end
    error ('pgdqa:option', 'pgdqa_options: option %s has no value, expected pairs of a name and a value', ...
           pgdqa_shared.value_text (pairs{end}));
  end
  for k = 1:2:numel (pairs)
    name = option_name (pairs{k}, {table.name});
    out.(name) = pairs{k+1};
  end
  pgdqa_shared.core ('options', out);
  check_functions (out, table);
  if (isfield (out, 'TolFun') && is_optimset (fieldnames (out), table))
    out.TolKKT = [];
  end
end

function text = captured ()
  % what a value in the place of a name may have been meant for
  text = ' (parameters of f and g are captured in their handles: @(x, y) fun (x, y, p))';
end

function check_functions (out, table)
  for name = {table(strcmp ({table.kind}, 'function')).name}
    if (isfield (out, name{1}) && ~ isempty (out.(name{1})))
      taken = pgdqa_shared.known_inputs (out.(name{1}));
      [inputs, signature] = call_of (name{1});
      if (taken >= 0 && taken ~= inputs)
        error ('pgdqa:option', 'pgdqa_options: %s takes %d arguments, expected %d: %s', name{1}, taken, inputs, signature);
      end
    end
  end
end

function [inputs, signature] = call_of (name)
  % how the core calls a function that is the option NAME
  inputs = 3;
  signature = 'stop = fcn (x, optimvalues, state)';
  if (strcmp (name, 'LowerSolve'))
    inputs = 2;
    signature = 'y = fcn (x, y_start)';
  elseif (any (strcmp (name, {'UpperCon', 'LowerCon'})))
    inputs = 2;
    signature = '[c, ceq] = con (x, y)';
  end
end

function name = option_name (given, known)
  if (~ ischar (given) || size (given, 1) ~= 1)
    error ('pgdqa:option', 'pgdqa_options: an option name is %s, expected a string%s', pgdqa_shared.value_text (given), captured ());
  end
  k = find (strcmpi (given, known), 1);
  if (isempty (k))
    words = foreign_option (given);
    if (isempty (words))
      words = pgdqa_shared.nearest_word (given, known, 'expected one that pgdqa_options () lists');
    end
    error ('pgdqa:option', 'pgdqa_options: unknown option %s; %s', pgdqa_shared.value_text (given), words);
  end
  name = known{k};
end

function out = from_struct (given, table)
  if (~ isscalar (given))
    error ('pgdqa:option', 'pgdqa_options: options is a struct array of %d elements, expected a scalar struct', numel (given));
  end
  names = fieldnames (given);
  if (is_optimset (names, table))
    out = from_optimset (given);
    return;
  end
  out = struct ();
  for k = 1:numel (names)
    out.(option_name (names{k}, {table.name})) = given.(names{k});
  end
end

function out = from_optimset (given)
  names = fieldnames (given);
  names = names(~ structfun (@isempty, given));
  out = struct ();
  for name = intersect (names, {'MaxIter', 'Display', 'OutputFcn'})'
    out.(name{1}) = given.(name{1});
  end
  if (isfield (out, 'Display') && any (strcmp (out.Display, {'notify', 'none'})))
    out.Display = 'off';
  end
  left = setdiff (names, fieldnames (out));
  if (~ isempty (left))
    words = cellfun (@(name) sprintf ('%s (%s)', name, foreign_option (name)), left(:)', 'UniformOutput', false);
    warning ('pgdqa:option', 'pgdqa_options: these options of optimset are left out: %s', strjoin (words, '; '));
  end
end

function yes = is_optimset (names, table)
  % All names are those of optimset, and one of them means nothing here, or another thing.
  known = setdiff ({table.name}, {'TolFun'});
  yes = all (ismember (names, optimset_names ())) && ~ all (ismember (names, known));
end

function names = optimset_names ()
  names = {'AutoScaling', 'CheckGradients', 'ComplexEqn', 'DerivativeCheck', 'Diagnostics', 'DiffMaxChange', 'DiffMinChange', ...
           'Display', 'FinDiffType', 'FunValCheck', 'GradObj', 'Hessian', 'Jacobian', 'MaxFunEvals', 'MaxIter', 'OutputFcn', ...
           'PlotFcns', 'TolCon', 'TolFun', 'TolX', 'TypicalX', 'Updating', 'UseParallel'};
end

%!test
%! t = pgdqa_options ();
%! assert (all (ismember ({'Method', 'TolKKT', 'OutputFcn'}, {t.name})));
%! row = t(strcmp ({t.name}, 'TolKKT'));
%! assert ([row.default, row.default_single, row.other_default, row.other_default_single], [5e-10, 1e-4, 1e-6, 1e-3]);
%!test
%! o = pgdqa_options ('maxiter', 5, 'DISPLAY', 'iter');
%! assert (o, struct ('MaxIter', 5, 'Display', 'iter'));
%! o = pgdqa_options (o, 'MaxIter', 7);
%! assert (o.MaxIter, 7);
%!test
%! warning ('off', 'pgdqa:option', 'local');
%! o = pgdqa_options (optimset ('MaxIter', 9, 'TolX', 1e-3));
%! assert (o, struct ('MaxIter', 9));
%!warning <left out: TolFun \(the TolFun of pgdqa bounds> assert (pgdqa_options (optimset ('MaxIter', 9, 'TolFun', 1e-3)), struct ('MaxIter', 9))
%!warning <FunValCheck \(.*TolX \(there is none here: short steps> assert (pgdqa_options (optimset ('fminsearch')), struct ('Display', 'off'))
%!error <unknown option 'MaxIterations'; it is MaxIter here> pgdqa_options ('MaxIterations', 5)
%!error <unknown option 'LB'; it is XMin for x and YMin for y here> pgdqa_options (struct ('LB', 5))
%!error <unknown option 'nonlcon'; there are no constraints but bounds> pgdqa_options ('nonlcon', @sin)
%!test
%! % our own TolFun goes through a struct
%! lastwarn ('');
%! o = pgdqa_options ('TolFun', 1e-3, 'MaxIter', 9);
%! assert (pgdqa_options (o).TolFun, 1e-3);
%! assert (pgdqa_options (pgdqa_options (o, 'Display', 'iter')).TolFun, 1e-3);
%! assert (fieldnames (pgdqa_options ('TolFun', 1e-3, 'Starts', 3)), {'TolFun'; 'Starts'});
%! assert (lastwarn (), '');
%!error <in their handles: @\(x, y\) fun \(x, y, p\)> pgdqa_options (struct ('MaxIter', 5), 1, 2)
%!error <in their handles: @\(x, y\) fun \(x, y, p\)> pgdqa_options (struct ('MaxIter', 5), [1; 2])
%!test
%! s = evalc ('pgdqa_options ()');
%! assert (! isempty (strfind (s, 'StepScale')));
%! assert (! isempty (regexp (s, '\nBounds\n  XMin +-Inf +lower bounds of x \(scalar or column\)\n')));
%!test # one option
%! s = evalc ('pgdqa_options (''tolkkt'')');
%! assert (strncmp (s, 'TolKKT: tolerance on', 20));
%! assert (! isempty (strfind (s, 'Raise it for a rough answer')));
%!error <unknown option 'MaxItr'; did you mean 'MaxIter'\?> pgdqa_options ('MaxItr', 1)
%!error <StepScale is set but Method 'pgdqa' with Schedule 'adaptive' does not read it, expected one of diminishing\|fixed>
%! pgdqa_options ('StepScale', 2)
%!error <option 'MaxIter' has no value, expected pairs> o = pgdqa_options ('MaxIter')
%!error <unknown option 'Foo'; expected one that pgdqa_options \(\) lists> pgdqa_options ('Foo', 1)
%!error <an option is 5, expected a struct of options or pairs> pgdqa_options (5)
%!error <an option is a cell of size 1x1, expected a struct of options or pairs> pgdqa_options ('MaxIter', 5, {1})
%!error <an option name is 5, expected a string> pgdqa_options (5, 'MaxIter')
