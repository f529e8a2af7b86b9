% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {} pgdqa_options ()
% @deftypefnx {} {@var{table} =} pgdqa_options ()
% @deftypefnx {} {@var{options} =} pgdqa_options ("@var{Name}", @var{value}, @dots{})
% @deftypefnx {} {@var{options} =} pgdqa_options (@var{old}, "@var{Name}", @var{value}, @dots{})
% Make, change or list the options of @code{pgdqa_solve}.
%
% With names and values, return a struct that holds only the options set; whatever is not set keeps its default.  Names
% are matched without regard to case; a name that does not exist is an error that says which one is near.  @var{old} is a
% struct made by this function, or one made by @code{optimset}, of which @code{MaxIter}, @code{Display} and
% @code{OutputFcn} are honoured and other names are left out with a warning, @code{TolFun} among them: there it bounds the change of f in a
% step, here all further decrease of f relative to its variation.  A struct counts as one of @code{optimset} if that has all its names and
% one of them is @code{TolFun} or not a name of this table.  An empty value stands for the default; next to @code{TolFun} this function
% sets @code{TolKKT} to one where nothing else tells its struct from one of @code{optimset}.
%
% Without arguments, print every option with its default, its range and its meaning, or return that table as a struct
% array with the fields @code{name}, @code{kind}, @code{default}, @code{default_single}, @code{other_default},
% @code{other_default_single}, @code{range}, @code{choices}, @code{methods} and @code{meaning}.  The defaults are those of the default
% method and schedule, the other ones those of the other schedules and methods.  The table lives in the solver itself, so this list
% is what it does.
%
% Some options are read by some methods and schedules only, as the listing and the field @code{methods} say; setting one where it is not read
% is an error, unless the value is the default.  @code{Schedule} is @code{"adaptive"} unless set, so the constants of the
% paper's schedules need @code{Schedule} in the same call.
%
% Some defaults depend on the schedule.  With @code{Schedule} @code{"adaptive"} the tolerances @code{TolKKT} and @code{TolLower} bound
% two tests that are free of units (see @code{pgdqa_solve}) and default to 5e-10 and 1e-8 (in single precision 1e-4 and 1e-3), @code{Restore} to true and
% @code{Starts} to 12.  With the other schedules and methods the tolerances are relative to the largest @code{||grad f||} and
% @code{||grad_y g||} seen at iterates that lowered the KKT residual and default to 1e-6 (1e-3 in single precision), @code{Restore}
% to false and @code{Starts} to 0.
%
% A larger @code{TolFun} ends a run of @code{Schedule} @code{"adaptive"} sooner, with exitflag 3: 1e-2 allows f to be about a hundredth of its
% variation @code{output.variation} above its least value near by.  That is an expectation of the steps made, not a bound.  From 1e-4 on (1e-2 in single
% precision) progress need not be slow for that where x has at most 3 elements.  On the penalties of @file{bench/bench_penalties.m} with 4000 rows a run
% takes 0.70 to 0.96 of the calls with 1e-2.
%
% @code{MaxMemory} bounds @code{output.memory}, the working memory of a run, by default by a quarter of the machine's memory, whatever of it is
% free.  In double precision a run of @code{Schedule} @code{"adaptive"} takes about 8 (4 p + 2 d + 2 s + 220) (n + m) bytes, and up to 5 MB more: p pairs of curvature (200;
% 524288 / m, but at least 60, from m = 2600 on; 2^24 / m, but at least 20, from m = 280000 on), d directions of a linear solve (100; 2^24 / (n + m), but at
% least 20) and s steps (100; 2^22 / (n + m), but at least 20); that is 2030 m numbers at m = 1e3, 940 m at 1e4, 770 m at 1e5, 410 m at 1e6 for
% small n.  Where that is too much p, d and s become smaller alike, down to 5: 250 m numbers.  On the examples of
% @file{bench/RESULTS.md} half the memory above this least costs up to 1.2 times the calls, the least up to 2.5 times.  Less is the error
% @code{pgdqa:memory}, before the first call.
%
% Bounds are columns, or a scalar for all; their sizes and order are checked by @code{pgdqa_solve}, which knows the problem.
%
% Errors: @code{pgdqa:option} for an unknown name, a wrong class, a value out of range, or an option that the method does
% not read.
%
% @example
% @group
% opt = pgdqa_options ("Schedule", "fixed", "Regime", "pl", "MaxIter", 1e4);
% opt = pgdqa_options (opt, "Restore", true)
% @end group
%
% % the weight exp (x) of a ridge penalty, roughly and soon
% randn ("state", 1);
% A = randn (300, 20);
% b = A(:,1:5) * ones (5, 1) + 5 * randn (300, 1);
% g = pgdqa_terms (pgdqa_term ("half-norm-linear", [], A(1:100,:), -b(1:100)), ...
%                  pgdqa_term ("half-norm-linear", [], eye (20), [], @{"exp", 1@}));
% f = pgdqa_terms (pgdqa_term ("half-norm-linear", [], A(101:300,:), -b(101:300)));
% opt = pgdqa_options ("XMin", -10, "XMax", 10, "TolFun", 1e-2);
% [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, zeros (20, 1), opt);
% assert (exitflag == 3)        # 136 calls; 161 with the default, for an f lower by 2e-9 of it
% @end example
% @seealso{pgdqa_solve, optimset}
% @end deftypefn

function out = pgdqa_options (varargin)
  table = pgdqa_mex ('options');
  if (nargin == 0)
    if (nargout == 0)
      print_table (table);
    else
      out = table;
    end
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
             value_text (pairs{end}), captured ());
    end
    error ('pgdqa:option', 'pgdqa_options: option %s has no value, expected pairs of a name and a value', ...
           value_text (pairs{end}));
  end
  for k = 1:2:numel (pairs)
    name = option_name (pairs{k}, {table.name});
    out.(name) = pairs{k+1};
  end
  pgdqa_mex ('options', out);
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
      taken = known_inputs (out.(name{1}));
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
  end
end

function name = option_name (given, known)
  if (~ ischar (given) || size (given, 1) ~= 1)
    error ('pgdqa:option', 'pgdqa_options: an option name is %s, expected a string%s', value_text (given), captured ());
  end
  k = find (strcmpi (given, known), 1);
  if (isempty (k))
    error ('pgdqa:option', 'pgdqa_options: unknown option %s; %s', value_text (given), ...
           nearest_word (given, known, 'expected one that pgdqa_options () lists'));
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
    hint = {'', '; its TolFun has another meaning, give that of pgdqa by name'};
    warning ('pgdqa:option', 'pgdqa_options: these options of optimset have no meaning here and are left out: %s%s', ...
             strjoin (left(:)', ', '), hint{1 + any (strcmp ('TolFun', left))});
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

function print_table (table)
  fprintf ('%-14s %-14s %-34s %s\n', 'option', 'default', 'values', 'meaning');
  for k = 1:numel (table)
    row = table(k);
    usual = default_words (row.default, row.default_single);
    other = default_words (row.other_default, row.other_default_single);
    meaning = row.meaning;
    if (~ isempty (row.methods))
      meaning = sprintf ('%s; only for %s', meaning, strrep (row.methods, '|', ', '));
    end
    if (~ strcmp (usual, other))
      meaning = sprintf ('%s; default %s with other schedules and methods', meaning, other);
    end
    fprintf ('%-14s %-14s %-34s %s\n', row.name, usual, range_words (row), meaning);
  end
end

function words = default_words (value, single_value)
  words = value_words (value);
  if (~ isequal (value, single_value))
    words = [words, ' (', value_words(single_value), ')'];
  end
end

function words = value_words (v)
  if (islogical (v))
    names = {'false', 'true'};
    words = names{v + 1};
  elseif (ischar (v))
    words = v;
  elseif (isempty (v))
    words = '[]';
  else
    words = sprintf ('%g', v);
  end
end

function words = range_words (row)
  switch (row.kind)
    case {'number', 'count'}
      words = row.range;
    case 'choice'
      words = strrep (row.choices, '|', ' | ');
    case 'switch'
      words = 'true | false';
    case 'function'
      words = 'function handle';
    case 'struct'
      words = 'struct';
    otherwise
      words = 'scalar or column';
  end
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
%!warning <left out: TolFun; its TolFun has another meaning> assert (pgdqa_options (optimset ('MaxIter', 9, 'TolFun', 1e-3)), struct ('MaxIter', 9))
%!warning <left out: FunValCheck, TolFun, TolX; its> assert (pgdqa_options (optimset ('fminsearch')), struct ('Display', 'off'))
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
%! assert (! isempty (regexp (s, 'XMin +-Inf +scalar or column +lower bounds')));
%! assert (! isempty (regexp (s, 'WarmStart +\[\] +struct ')));
%! assert (! isempty (regexp (s, 'Restore +true +true | false .*; default false with other schedules and methods\n')));
%!error <unknown option 'MaxItr'; did you mean 'MaxIter'\?> pgdqa_options ('MaxItr', 1)
%!error <StepScale is set but Method 'pgdqa' with Schedule 'adaptive' does not read it, expected one of diminishing\|fixed>
%! pgdqa_options ('StepScale', 2)
%!error <option 'MaxIter' has no value, expected pairs> pgdqa_options ('MaxIter')
%!error <unknown option 'Foo'; expected one that pgdqa_options \(\) lists> pgdqa_options ('Foo', 1)
%!error <an option is 5, expected a struct of options or pairs> pgdqa_options (5)
%!error <an option is a cell of size 1x1, expected a struct of options or pairs> pgdqa_options ('MaxIter', 5, {1})
%!error <an option name is 5, expected a string> pgdqa_options (5, 'MaxIter')
