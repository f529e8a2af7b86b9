% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_next (output)
  % html = report_next (output)   how to monitor, resume and roll back, with the exact calls
  names = {};
  table = pgdqa_options ();
  if (~ isempty (table))
    names = {table.name};
  end
  monitor = {'options = output.options;'
             'options.Display = ''iter'';                       % a table while it runs'
             'options.OutputFcn = @(x, values, state) false;  % values has f, lower_opt, ...; true stops'};
  if (any (strcmp (names, 'PlotFcn')))
    monitor{end + 1} = '% options.PlotFcn takes a function of the same form that draws';
  end
  monitor{end + 1} = 'pgdqa_plot (output, ''X'', ''calls'');              % afterwards';
  resume = {'p = output.problem;'
            'options = output.options;'
            'options.MaxCalls = Inf;                         % and whatever limit it stopped at'};
  if (any (strcmp (names, 'WarmStart')) && strcmp (output.method, 'pgdqa') && strcmp (output.schedule, 'adaptive'))
    resume{end + 1} = 'options.WarmStart = output;';
  end
  resume{end + 1} = '[x, y, fval, exitflag, output2] = pgdqa_solve (p.f, p.g, p.x, p.y, options);';
  back = {'p = output.problem;                             % p.x0, p.y0: the start; p.x, p.y: the answer'
          '[x, y, fval, exitflag, output2] = pgdqa_solve (p.f, p.g, p.x0, p.y0, output.options);'};
  html = strjoin ({
    '<p><b>Monitor.</b> Every iteration can print a row, call a function, and be drawn:</p>', code(monitor), ...
    '<p><b>Resume</b> from the point returned, with the same options:</p>', code(resume), ...
    ['<p><b>Roll back.</b> The run changed nothing but its results: <code>output.problem</code> holds the start beside the answer, ', ...
     'and the call below repeats the run. Earlier iterates are not kept; an <code>OutputFcn</code> that saves x and ', ...
     '<code>values.y</code> keeps them. ', ...
     'f before the lower level was restored is <code>output.fval_before</code>.</p>'], code(back)}, char (10));
end

function html = code (lines)
  html = ['<pre class="octave">', html_text(strjoin (lines(:)', char (10))), '</pre>'];
end
