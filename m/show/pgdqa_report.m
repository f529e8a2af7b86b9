% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Write one HTML page about a run of @code{pgdqa_solve}, for handing on.
%
% @deftypefn  {} {@var{file} =} pgdqa_report (@var{output})
% @deftypefnx {} {@var{file} =} pgdqa_report (@var{output}, "Name", @var{value}, @dots{})
%
% @example
% @group
% problem = pgdqa_testproblem ('macal');
% [~, ~, ~, ~, output] = pgdqa_solve (problem);
% diagnosis = pgdqa_diagnose (problem, 'Display', 'off');
% name = [tempname(), '.html'];
% file = pgdqa_report (output, 'File', name, 'Diagnosis', diagnosis);
% printf ('%d\n', exist (file, 'file'))
% delete (file);
% @print{} 2
% @end group
% @end example
%
% The page begins with the answer (x, y and f; of long vectors the first entries
% and the range), the verdict in words, and the history drawn.  Below stand the
% key figures at the start and at the end, each beside what is good, the
% certificate of the lower level, the diagnosis if it is given, the options, and
% the calls that resume or repeat the run.  Long tables are folded.
%
% Pictures are inside the page.  It loads nothing from elsewhere, and it prints
% on paper.
%
% @strong{Arguments}
% @table @var
% @item output
% The fifth output of @code{pgdqa_solve}, or a cell array of several, which the
% page compares in a table and in one figure.
% @end table
%
% @strong{Options}
% @table @code
% @item File
% Name of the page, ending in @file{.html} or @file{.htm}.  Default
% @file{pgdqa-report.html}.  A file that exists is replaced once the new one is
% complete.
% @item Title
% Heading.  Default: the name of the problem.
% @item Diagnosis
% Report of @code{pgdqa_diagnose} on the problem.
% @item Labels
% Cell array of a name for each of several runs.  Default: method and schedule.
% @item Plots
% false leaves the pictures out.  Default true.  Without a graphics toolkit the
% page says that they are missing.
% @end table
%
% @strong{Outputs}
% @table @var
% @item file
% Name of the page.
% @end table
%
% Errors: @code{pgdqa:class}, @code{pgdqa:size}, @code{pgdqa:option};
% @code{pgdqa:value}: the file cannot be written.
%
% Cost: for one run a call of f and of g at the start, at most two each where
% a function gives values alone; none for several runs.
%
% @seealso{pgdqa_solve, pgdqa_diagnose, pgdqa_plot}
% @end deftypefn

function file = pgdqa_report (output, varargin)
  if (nargin == 0)
    error ('pgdqa:option', 'pgdqa_report: no arguments, expected an output of pgdqa_solve');
  end
  rules = {'File', 'pgdqa-report.html', 'file', {'html', 'htm'}
           'Title', '', 'text', ''
           'Diagnosis', [], 'struct', 'a report of pgdqa_diagnose'
           'Labels', {}, 'texts', ''
           'Plots', true, 'switch', ''};
  settings = pgdqa_shared.named_options ('pgdqa_report', rules, varargin);
  if (~ isempty (settings.Diagnosis))
    check_diagnosis ('pgdqa_report', settings.Diagnosis);
  end
  pgdqa_shared.check_outlets ('pgdqa_report', false, 'File', settings.File, {''});
  several = iscell (output) || numel (output) > 1;
  outputs = check_outputs (output);
  if (isempty (settings.Title))
    settings.Title = heading (outputs);
  end
  if (several)
    settings.Labels = run_labels ('pgdqa_report', settings.Labels, default_labels (outputs));
    body = report_several (outputs, settings);
  else
    body = report_single (outputs{1}, settings);
  end
  pgdqa_shared.write_file ('pgdqa_report', 'File', settings.File, report_document (settings.Title, body));
  if (nargout > 0)
    file = settings.File;
  end
end

function outputs = check_outputs (output)
  needed = {'stop', 'exitflag', 'method', 'schedule', 'regime', 'message', 'options', 'lower.kind', 'lower.restored', 'lower.eig_min', 'lower.eig_residual', ...
            'lower.starts', 'lower.value_gap', 'history.f', 'history.lambda', 'calls.total', 'problem.x', 'problem.y', 'problem.x0', ...
            'problem.y0', 'problem.f', 'problem.g', 'state.multiplier', 'gval', 'fval_before', 'lower_opt', 'stationarity', 'kkt_residual', ...
            'lambda', 'iterations', 'rollbacks', 'time', 'stationarity_residual?', 'stationarity_relative?', 'lower_opt_relative?', 'escapes?', 'expected_decrease?', ...
            'expected_decrease_range?', 'variation?', 'start_solved?', 'pl_ratio?'};
  outputs = output_list ('pgdqa_report', output);
  for i = 1:numel (outputs)
    pgdqa_shared.check_output ('pgdqa_report', outputs, i, needed);
  end
end

function text = heading (outputs)
  text = 'A run of pgdqa on a bilevel problem';
  if (numel (outputs) > 1)
    text = sprintf ('%d runs of pgdqa, compared', numel (outputs));
  elseif (isfield (outputs{1}.problem, 'name') && ischar (outputs{1}.problem.name))
    text = sprintf ('%s: a run of pgdqa', outputs{1}.problem.name);
  end
end

function labels = default_labels (outputs)
  labels = arrayfun (@(i) sprintf ('%d: %s, %s', i, outputs{i}.method, outputs{i}.schedule), 1:numel (outputs), 'UniformOutput', false);
end

%!function output = run_of (schedule)
%!  p = pgdqa_testproblem ('lampariello');
%!  [~, ~, ~, ~, output] = pgdqa_solve (p, 'Schedule', schedule, 'MaxIter', 50, 'Display', 'off');
%!endfunction

%!function text = page (varargin)
%!  file = pgdqa_report (varargin{:}, 'File', [tempname(), '.html']);
%!  text = fileread (file);
%!  delete (file);
%!endfunction

%!test
%! text = page (run_of ('adaptive'), 'Plots', false);
%! for words = {'exitflag 1: Converged, y not refuted', 'lampariello: a run of pgdqa', 'f at the start is no bilevel value', ...
%!              'not refuted in 12 starts', ...
%!              'Key figures', 'Oracle calls', 'Resume', 'Roll back', '<th scope="row">MaxIter</th><td>50</td><td>100000</td>'}
%!   assert (any (strfind (text, words{1})), words{1});
%! end
%! assert (isempty (strfind (text, '<th scope="row">TolKKT</th><td>1e-09</td><td>'))); % the default of this schedule

%!test
%! % Names and messages cannot break the page.
%! output = run_of ('fixed');
%! output.problem.name = '<script>alert ("x") & more</script>';
%! output.message = 'a < b & c';
%! text = page (output, 'Plots', false);
%! assert (isempty (strfind (text, '<script')));
%! assert (any (strfind (text, '&lt;script&gt;alert (&quot;x&quot;) &amp; more')));
%! assert (any (strfind (text, 'a &lt; b &amp; c')));

%!test
%! % Several runs; the labels given.
%! text = page ({run_of('fixed'), run_of('adaptive')}, 'Labels', {'the first', 'the second'}, 'Plots', false);
%! assert (any (strfind (text, '<th scope="row">the second</th><td>1</td>')));
%! assert (any (strfind (text, '2 runs of pgdqa, compared')));

%!test
%! if (isempty (available_graphics_toolkits ())), return; end
%! before = get (0, 'children');
%! text = page (run_of ('fixed'));
%! assert (any (strfind (text, 'src="data:image/png;base64,iVBORw0KGgo')));
%! assert (get (0, 'children'), before);

%!test
%! % A diagnosis, with a verdict that is not good.
%! f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
%! report = pgdqa_diagnose (f, @(x, y) deal ((x - y) ^ 2, 0, 0), 1, 2, 'Display', 'off');
%! text = page (run_of ('fixed'), 'Plots', false, 'Diagnosis', report);
%! assert (any (strfind (text, '<p class="verdict poor">unsuitable</p>')));

%!error <no arguments, expected an output of pgdqa_solve> pgdqa_report ()
%!error <output is a double of size 1x1, expected an output> pgdqa_report (3)
%!error <output is a cell of size 0x0> pgdqa_report ({})
%!error <run 2 is 3, expected an output of pgdqa_solve> pgdqa_report ({run_of('fixed'), 3})
%!error <output has no field stop> pgdqa_report (struct ('method', 'pgdqa'))
%!error <File is 'x.pdf', expected a name ending in .html or .htm> pgdqa_report (1, 'File', 'x.pdf')
%!error <Title is 3, expected text> pgdqa_report (1, 'Title', 3)
%!error <Diagnosis has no field verdict, expected a report> pgdqa_report (1, 'Diagnosis', struct ())
%!error <Plots is 'no', expected true or false> pgdqa_report (1, 'Plots', 'no')
%!error <Labels has 1 entries, expected 2> pgdqa_report ({run_of('fixed'), run_of('fixed')}, 'Labels', {'a'})
%!error <Colour is no option> pgdqa_report (1, 'Colour', 1)
%!error <cannot be written> pgdqa_report (run_of ('fixed'), 'Plots', false, 'File', '/no/such/folder/x.html')
%!error id=pgdqa:value pgdqa_report (run_of ('fixed'), 'Plots', false, 'File', '/no/such/folder/x.html')

%!demo
%! problem = pgdqa_testproblem ('macal');
%! [~, ~, ~, ~, output] = pgdqa_solve (problem, 'Schedule', 'adaptive');
%! disp (pgdqa_report (output, 'File', [tempname(), '.html']))
