% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Draw f, stationarity and ||grad_y g|| while @code{pgdqa_solve} runs.
%
% @deftypefn {} {@var{stop} =} pgdqa_plot_live (@var{x}, @var{values}, @var{state})
%
% @example
% @group
% problem = pgdqa_testproblem ('lampariello');
% [x, y, f] = pgdqa_solve (problem, 'PlotFcn', @@pgdqa_plot_live);
% printf ('%.4f\n', f)
% close (findobj ('tag', 'pgdqa_plot_live'));
% @print{} 0.5000
% @end group
% @end example
%
% Give the function as the option @code{PlotFcn} or @code{OutputFcn}.  The x axis
% counts oracle calls.  A circle marks the point returned.  On logarithmic axes
% values of 0 leave a gap.
%
% The figure is redrawn at most four times a second.  The next run draws in it
% again.  Where the toolkit has buttons (gnuplot has none) one stops the run,
% with exitflag -1.  So does, in code, the application data @code{pgdqa_stop} of
% the figure with the tag @code{pgdqa_plot_live}, set to true by
% @code{setappdata}.
%
% When the figure is closed the run goes on unseen.  Without a screen the figure
% is not visible, but can be printed to a file.
%
% @strong{Arguments}, as @code{pgdqa_solve} gives them
% @table @var
% @item x
% Upper variable; not drawn.
% @item values
% Struct with the fields funccount, fval, iteration, time, stationarity and
% lower_opt.
% @item state
% 'init', 'iter' or 'done'.
% @end table
%
% @strong{Outputs}
% @table @var
% @item stop
% true when the run is to stop.
% @end table
%
% Memory: 4096 points.  Of a longer run every second, fourth, @dots{} iterate is
% drawn.
%
% Errors: @code{pgdqa:option}; @code{pgdqa:needs}: no graphics toolkit.
%
% Cost: no oracle call.
%
% @seealso{pgdqa_solve, pgdqa_options, pgdqa_plot}
% @end deftypefn

function stop = pgdqa_plot_live (x, optimvalues, state, varargin) %#ok<INUSL>
  % An iterate that is not drawn costs as little as can be: data is written in place, and the figure is not asked for anything.
  persistent view data used stride seen drawn;
  if (nargin ~= 3)
    error ('pgdqa:option', 'pgdqa_plot_live: %d arguments, expected x, optimvalues, state: use it as the option PlotFcn or OutputFcn of pgdqa_solve', nargin);
  end
  check_call (optimvalues, state);
  stop = false;
  if (strcmp (state, 'init'))
    view = opened ();
    data = NaN (1024, 4); % rows of calls, f, stationarity, lower_opt; every stride-th iterate of those seen
    used = 0;
    stride = 1;
    seen = 0;
    drawn = [];
  elseif (isempty (view))
    return;
  elseif (strcmp (state, 'iter'))
    if (mod (seen, stride) == 0)
      if (used == size (data, 1))
        used = used / 2;
        data(1:used, :) = data(1:2:end, :);
        stride = 2 * stride;
      end
      used = used + 1;
      data(used, :) = row_of (optimvalues);
    end
    seen = seen + 1;
  end
  done = strcmp (state, 'done');
  if (done || isempty (drawn) || toc (drawn) >= 0.25)
    if (~ ishghandle (view.figure))
      view = [];
      return;
    end
    draw (view, data(1:used, :), optimvalues, done);
    stop = isequal (getappdata (view.figure, 'pgdqa_stop'), true);
    drawn = tic ();
  end
  if (done)
    view = [];
  end
end

function check_call (values, state)
  % kept cheap: it is made at every iterate
  names = {'funccount', 'fval', 'stationarity', 'lower_opt', 'iteration', 'time'};
  if (~ ischar (state) || ~ any (strcmp (state, {'init', 'iter', 'done'})))
    error ('pgdqa:option', 'pgdqa_plot_live: state is %s, expected init, iter or done', pgdqa_shared.value_text (state));
  end
  if (~ isstruct (values) || ~ isscalar (values) || ~ all (isfield (values, names)))
    error ('pgdqa:option', 'pgdqa_plot_live: optimvalues is %s, expected a struct with %s', pgdqa_shared.value_text (values), strjoin (names, ', '));
  end
  for name = names
    v = values.(name{1});
    if (~ isnumeric (v) || ~ isscalar (v) || ~ isreal (v))
      error ('pgdqa:option', 'pgdqa_plot_live: optimvalues.%s is %s, expected a real number', name{1}, pgdqa_shared.value_text (v));
    end
  end
end

function row = row_of (values)
  row = pgdqa_shared.drawn_values ([values.funccount, values.fval, values.stationarity, values.lower_opt]);
end

function view = opened ()
  tag = 'pgdqa_plot_live';
  before = get (0, 'currentfigure');
  window = findobj (get (0, 'children'), 'flat', 'tag', tag);
  if (isempty (window))
    window = pgdqa_shared.new_figure (tag, '', [640, 760]);
    set (window, 'tag', tag, 'name', 'pgdqa', 'numbertitle', 'off');
  else
    window = window(1);
    clf (window);
  end
  setappdata (window, 'pgdqa_stop', false);
  add_button (window);
  view = struct ('figure', window, 'panels', zeros (1, 3), 'lines', zeros (1, 3));
  names = {'f', 'stationarity', '||\nabla_y g||'};
  for i = 1:3
    view.panels(i) = axes ('parent', window, 'position', [0.14, 0.975 - 0.3 * i, 0.82, 0.23], 'box', 'on', 'xgrid', 'on', 'ygrid', 'on');
    view.lines(i) = line (NaN, NaN, 'parent', view.panels(i), 'color', pgdqa_shared.line_look (1), 'linewidth', 1.5);
    ylabel (view.panels(i), names{i});
  end
  xlabel (view.panels(3), 'oracle calls');
  if (~ isempty (before) && ~ isequal (before, window))
    set (0, 'currentfigure', before);
  end
end

function add_button (window)
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && strcmp (graphics_toolkit (window), 'gnuplot'))
    return;
  end
  uicontrol (window, 'style', 'pushbutton', 'string', 'Stop', 'units', 'normalized', 'position', [0.86, 0.005, 0.12, 0.04], ...
             'callback', @(varargin) setappdata (window, 'pgdqa_stop', true));
end

function draw (view, data, values, done)
  % done: mark the point of values as well
  if (done)
    returned = row_of (values);
    data = [data; returned];
  end
  markers = {'none', '.'}; % a line of one point is not seen
  for i = 1:3
    y = data(:, 1 + i);
    if (i > 1)
      y(y <= 0) = NaN;
      pgdqa_shared.decade_axis (view.panels(i), 'y', y);
    else
      pgdqa_shared.linear_axis (view.panels(i), 'y', y);
    end
    path = 1:size (data, 1) - done;
    set (view.lines(i), 'xdata', data(path, 1), 'ydata', y(path), 'marker', markers{1 + (numel (path) == 1)});
    if (done && isfinite (y(end)))
      color = pgdqa_shared.line_look (2);
      line (data(max (1, end - 1):end, 1), y(max (1, end - 1):end), 'parent', view.panels(i), 'color', color, 'linestyle', ':');
      line (returned(1), y(end), 'parent', view.panels(i), 'color', color, 'linestyle', 'none', 'marker', 'o', ...
            'markersize', 7, 'markerfacecolor', color);
      xlabel (view.panels(3), 'oracle calls      line: iterates, circle: point returned');
    end
  end
  set (view.panels, 'xlim', [0, 1.02 * max([data(:, 1); 1])]);
  title (view.panels(1), sprintf ('iteration %d, %d calls, %.1f s', values.iteration, values.funccount, values.time));
  if (strcmp (get (view.figure, 'visible'), 'on'))
    drawnow ();
  end
end

%!function values = values_at (k)
%!  values = struct ('iteration', k, 'funccount', 3 * k + 3, 'fval', 1 / (k + 1), 'stationarity', 10 ^ (-k), 'lower_opt', max (0, 5 - k), 'time', 0.1 * k);
%!endfunction
%!function window = live_window ()
%!  window = findobj (get (0, 'children'), 'flat', 'tag', 'pgdqa_plot_live');
%!endfunction
%!function yes = no_toolkit ()
%!  yes = isempty (available_graphics_toolkits ());
%!endfunction

%!test
%! % The history of a run is in the lines at the end, the point returned is marked, and a second run makes no second figure.
%! if (no_toolkit ()), return; end
%! set (0, 'defaultfigurevisible', 'off');
%! p = pgdqa_testproblem ('lampariello');
%! for run = 1:2
%!   [~, ~, fval, ~, output] = pgdqa_solve (p, 'Schedule', 'fixed', 'MaxIter', 60, 'StepScale', 0.3, 'Restore', true, 'OutputFcn', @pgdqa_plot_live);
%!   window = live_window ();
%!   assert (numel (window), 1);
%! end
%! panels = flipud (findobj (window, 'type', 'axes'));
%! assert (numel (panels), 3);
%! path = findobj (panels(1), 'type', 'line', 'linestyle', '-');
%! iterates = output.history.phase == 0;
%! assert ({get(path, 'xdata')(:), get(path, 'ydata')(:)}, {output.history.calls(iterates), output.history.f(iterates)});
%! assert (get (findobj (panels(1), 'type', 'line', 'linestyle', 'none'), 'ydata'), fval);
%! assert (get (panels, 'yscale'), {'linear'; 'log'; 'log'});
%! close (window);

%!test
%! % Points are added between drawings; zeros leave a gap; the stop asked for is told; a closed figure is no error.
%! if (no_toolkit ()), return; end
%! other = figure ('visible', 'off');
%! assert (pgdqa_plot_live (0, values_at (0), 'init'), false);
%! window = live_window ();
%! set (window, 'visible', 'off');
%! assert (get (0, 'currentfigure'), other);
%! values = values_at (300);
%! stopped = false;
%! for k = 0:2300
%!   stopped = pgdqa_plot_live (0, values, 'iter') || stopped;
%! end
%! assert (stopped, false);
%! setappdata (window, 'pgdqa_stop', true);
%! pause (0.3);
%! assert (pgdqa_plot_live (0, values_at (7), 'iter'), true);
%! close (window);
%! pause (0.3);
%! assert (pgdqa_plot_live (0, values_at (8), 'iter'), false);
%! assert (pgdqa_plot_live (0, values_at (8), 'done'), false);
%! assert (isempty (live_window ()));
%! pgdqa_plot_live (0, values_at (0), 'init');
%! set (live_window (), 'visible', 'off');
%! for k = 0:9
%!   pgdqa_plot_live (0, values_at (k), 'iter');
%! end
%! pgdqa_plot_live (0, values_at (9), 'done');
%! panels = flipud (findobj (live_window (), 'type', 'axes'));
%! y = get (findobj (panels(3), 'type', 'line', 'linestyle', '-'), 'ydata')(:);
%! assert (y, [5:-1:1, NaN(1, 5)]');
%! assert (get (panels(2), 'ylim'), [1e-10, 10]);
%! close ([live_window(), other]);

%!error <1 arguments, expected x, optimvalues, state> pgdqa_plot_live (1)
%!error id=pgdqa:option pgdqa_plot_live (1, 2, 'init')

%!demo
%! problem = pgdqa_testproblem ('convex');
%! pgdqa_solve (problem.f, problem.g, problem.x0, problem.y0, 'Schedule', 'fixed', 'StepScale', 0.5, 'MaxIter', 2e4, 'OutputFcn', @pgdqa_plot_live);
