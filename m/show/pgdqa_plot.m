% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Plot the history of one or several runs of @code{pgdqa_solve}.
%
% @deftypefn  {} {} pgdqa_plot (@var{output})
% @deftypefnx {} {} pgdqa_plot (@var{output}, "Name", @var{value}, @dots{})
% @deftypefnx {} {@var{handles} =} pgdqa_plot (@dots{})
%
% @example
% @group
% problem = pgdqa_testproblem ('lampariello');
% [~, ~, ~, ~, first] = pgdqa_solve (problem);
% fixed = @{'Schedule', 'fixed', 'MaxIter', 200, 'StepScale', 0.3@};
% [~, ~, ~, ~, second] = pgdqa_solve (problem, fixed@{:@});
% file = [tempname(), '.png'];
% pgdqa_plot (@{first, second@}, 'X', 'calls', 'File', file);
% printf ('%d\n', exist (file, 'file'))
% delete (file);
% @print{} 2
% @end group
% @end example
%
% The figure has a panel for each quantity.  A large marker is the point
% returned, joined to the last iterate by dots.  Its lower level has been solved
% again where @code{output.lower.restored} is true.  Its stationarity is the
% least norm of grad f + J'w over w, J the Jacobian of grad_y g.  It may lie far
% from that of the path, which is measured otherwise (see @code{pgdqa_solve}).
%
% f and g have a linear axis.  All others have a logarithmic one: there 0 is
% drawn at the floor and Inf at the ceiling, and the axis label says so.
%
% @strong{Arguments}
% @table @var
% @item output
% The fifth output of @code{pgdqa_solve}, or a cell array or struct array of
% several.
% @end table
%
% @strong{Options}
% @table @code
% @item What
% Names of history columns, one panel each.  Default: those of f,
% stationarity, lower_opt and lambda that hold numbers.  Others are g,
% kkt_residual, rho, alpha and step.
% @item X
% 'k' (iterations, default), 'calls' (oracle calls) or
% 'time' (seconds).
% @item LogX
% true: the x axis is logarithmic.  Default false.
% @item Labels
% Cell array of a name for each run.  Default: method, regime and schedule.
% @item Figure, Parent
% Figure to draw in; axes to draw one quantity in.  Default: the current
% figure, or a new one.
% @item Visible
% 'on' or 'off'.  Default: a new figure is visible where there is
% a screen, unless it is for @code{File}.
% @item File
% Name of a picture to write, ending in @file{.png}, @file{.pdf} or
% @file{.svg}.  It gets a new figure unless @code{Figure} or @code{Parent} is
% given; the figure is closed unless it is visible or @var{handles} is asked
% for.  A file that exists is replaced once the new one is complete.
% @end table
%
% @strong{Outputs}
% @table @var
% @item handles
% Struct: @code{figure}; @code{axes} (1 x panels); @code{lines} and
% @code{returned} (runs x panels; NaN where a history has no row of the point
% returned); @code{legend}.
% @end table
%
% Without a screen gnuplot draws a figure made here, whatever the default
% toolkit.  The default is not changed.
%
% Errors: @code{pgdqa:class}, @code{pgdqa:size}, @code{pgdqa:option};
% @code{pgdqa:value}: the file cannot be written; @code{pgdqa:needs}: no graphics
% toolkit.
%
% Cost: no oracle call.
%
% @seealso{pgdqa_solve, pgdqa_plot_live, pgdqa_report}
% @end deftypefn

function handles = pgdqa_plot (output, varargin)
  if (nargin == 0)
    error ('pgdqa:option', 'pgdqa_plot: no arguments, expected an output of pgdqa_solve');
  end
  [options, runs] = plot_settings (output, varargin);

  pgdqa_shared.check_outlets ('pgdqa_plot', false, 'File', options.File, {''});
  [drawn.figure, panels, made_here] = make_panels (options);
  count = numel (options.What);
  drawn.axes = panels;
  drawn.lines = NaN (numel (runs), count);
  drawn.returned = NaN (numel (runs), count);
  for i = 1:count
    [drawn.lines(:, i), drawn.returned(:, i)] = draw_panel (panels(i), runs, options.What{i}, options);
  end
  drawn.legend = add_legend (drawn, options.Labels);
  if (~ isempty (options.File))
    pgdqa_shared.write_figure ('pgdqa_plot', drawn.figure, options.File, [14, 9.8], made_here);
  end
  pgdqa_shared.close_unseen (drawn.figure, made_here && ~ isempty (options.File) && nargout == 0);
  if (nargout > 0)
    handles = drawn;
  end
end

function [parent, panels, made_here] = make_panels (options)
  made_here = false;
  if (~ isempty (options.Parent))
    panels = options.Parent;
    parent = ancestor (panels, 'figure');
    cla (panels);
    return;
  end
  parent = options.Figure;
  if (isempty (parent) && isempty (options.File))
    parent = get (0, 'currentfigure');
  end
  if (isempty (parent))
    made_here = true;
    if (isempty (options.Visible) && ~ isempty (options.File))
      options.Visible = 'off';
    end
    parent = pgdqa_shared.new_figure ('pgdqa_plot', options.Visible, [1000, 700]);
  else
    clf (parent);
    if (~ isempty (options.Visible))
      set (parent, 'visible', options.Visible);
    end
  end
  panels = zeros (1, numel (options.What));
  for i = 1:numel (panels)
    panels(i) = axes ('parent', parent, 'position', cell_of (i, numel (panels), numel (options.Labels)));
  end
end

function position = cell_of (i, count, names)
  % Row by row from the top; cell count + 1 is the legend's: what is left of the last row, or a foot for that many names.  The margins
  % hold titles and labels, which subplot lets gnuplot clip.
  across = ceil (sqrt (count));
  down = ceil (count / across);
  foot = 0;
  if (count > 1 && count == across * down)
    foot = min (0.4, 0.04 + 0.026 * names);
  end
  low = [0.085, 0.085];
  high = [0.025, 0.05];
  extent = [1 / across, (1 - foot) / down];
  column = mod (i - 1, across);
  corner = [0, foot] + extent .* [column, down - ceil(i / across)];
  if (i > count && foot > 0)
    position = [low(1), 0.01, 1 - low(1) - high(1), foot - 0.01];
  else
    position = [corner + low, extent - low - high];
  end
end

function [lines, returned] = draw_panel (panel, runs, name, options)
  [table, axes] = plot_quantities (runs);
  row = table(strcmp (name, table(:, 1)), :);
  [y, y_note, logarithmic] = on_axis (runs, name, row{2});
  [x, x_note] = on_axis (runs, options.X, options.LogX);
  lines = NaN (numel (runs), 1);
  returned = NaN (numel (runs), 1);
  set (panel, 'nextplot', 'add', 'box', 'on', 'xgrid', 'on', 'ygrid', 'on');
  for i = 1:numel (runs)
    lines(i) = draw_path (panel, x(i), y(i), runs{i}.history.phase, i);
  end
  for i = 1:numel (runs)
    returned(i) = draw_returned (panel, x(i), y(i), runs{i}.history.phase, i);
  end
  set (panel, 'nextplot', 'replace');
  set_axis (panel, 'x', vertcat (x.values), options.LogX);
  set_axis (panel, 'y', vertcat (y.values), logarithmic);
  title (panel, row{3});
  ylabel (panel, [row{4}, y_note]);
  xlabel (panel, [axes{strcmp(options.X, axes(:, 1)), 2}, x_note]);
end

function set_axis (panel, axis_name, values, logarithmic)
  if (logarithmic)
    pgdqa_shared.decade_axis (panel, axis_name, values);
  else
    pgdqa_shared.linear_axis (panel, axis_name, values);
  end
end

function [curves, note, logarithmic] = on_axis (runs, name, logarithmic)
  % Values of a history column as drawn; floored, ceiled: which of them a logarithmic axis cannot show.  Where all are zero the axis
  % is linear.
  columns = cellfun (@(r) pgdqa_shared.drawn_values (reshape (r.history.(name), [], 1)), runs(:), 'UniformOutput', false);
  curves = struct ('values', columns);
  everything = vertcat (curves.values);
  logarithmic = logarithmic && ~ all (everything == 0 | isnan (everything));
  shown = everything(everything > 0 & isfinite (everything));
  bottom = 0.1;
  top = 10;
  if (~ isempty (shown))
    bottom = 10 ^ (ceil (log10 (min (shown))) - 1);
    top = 10 ^ (floor (log10 (max (shown))) + 1);
  end
  for i = 1:numel (curves)
    values = curves(i).values;
    curves(i).floored = logarithmic & values <= 0;
    curves(i).ceiled = logarithmic & isinf (values) & values > 0;
    values(curves(i).floored) = bottom;
    values(curves(i).ceiled) = top;
    curves(i).values = values;
  end
  notes = {sprintf('0 drawn at %.2g', bottom), sprintf('Inf drawn at %.2g', top)};
  notes = notes([any(vertcat (curves.floored)), any(vertcat (curves.ceiled))]);
  note = '';
  if (~ isempty (notes))
    note = sprintf ('   (%s)', strjoin (notes, ', '));
  end
end

function path = draw_path (panel, x, y, phase, i)
  [color, style] = pgdqa_shared.line_look (i);
  main = phase(:) == 0;
  points = [x.values(main), y.values(main); NaN(~ any (main), 2)]; % a line is needed, if only for the legend
  path = line (points(:, 1), points(:, 2), 'parent', panel, 'color', color, 'linestyle', style, 'linewidth', 1.5);
  if (sum (main) <= 10)
    set (path, 'marker', '.', 'markersize', 10);
  end
  marks (panel, x, y, y.floored, 'v', color);
  marks (panel, x, y, y.ceiled, '^', color);
end

function point = draw_returned (panel, x, y, phase, i)
  % The point returned, joined to the last iterate.
  point = NaN;
  last = find (phase(:) == 1, 1, 'last');
  if (isempty (last))
    return;
  end
  [color, ~, marker] = pgdqa_shared.line_look (i);
  joined = [find(phase(:) == 0, 1, 'last'); last];
  line (x.values(joined), y.values(joined), 'parent', panel, 'color', color, 'linestyle', ':');
  point = line (x.values(last), y.values(last), 'parent', panel, 'color', color, 'linestyle', 'none', ...
                'marker', marker, 'markersize', 7, 'markerfacecolor', color);
end

function marks (panel, x, y, at, symbol, color)
  % At most forty symbols, so that a long run at the floor does not become a band.
  at = find (at);
  at = at(unique (round (linspace (1, numel (at), min (40, numel (at))))));
  if (~ isempty (at))
    line (x.values(at), y.values(at), 'parent', panel, 'color', color, 'linestyle', 'none', ...
          'marker', symbol, 'markersize', 4);
  end
end

function box = add_legend (drawn, names)
  % In the cell of cell_of, inside a single panel.
  shown = drawn.lines(:, 1);
  if (numel (shown) == 1)
    names = {'iterates'};
  end
  most = 40;
  names = cellfun (@(name) pgdqa_shared.plot_text (name, most), reshape (names, 1, []), 'UniformOutput', false);
  points = drawn.returned(~ isnan (drawn.returned(:, 1)), 1);
  if (~ isempty (points))
    shown = [shown; points(1)];
    several = {'point returned', 'points returned (large markers)'};
    names = [names, several(1 + (numel (drawn.lines(:, 1)) > 1))];
  end
  place = drawn.axes(1);
  where = 'northeast';
  count = numel (drawn.axes);
  if (count > 1)
    place = axes ('parent', drawn.figure, 'position', cell_of (count + 1, count, numel (drawn.lines(:, 1))), 'visible', 'off', ...
                  'xlim', [0, 1], 'ylim', [0, 1]);
    outside = -1;
    shown = arrayfun (@(h) copy_line (h, place, outside), shown);
    where = 'northwest';
  end
  box = legend (place, shown, names, 'location', where, 'interpreter', 'none');
end

function copy = copy_line (original, place, position)
  copy = line (position, position, 'parent', place);
  for property = {'color', 'linestyle', 'linewidth', 'marker', 'markersize', 'markerfacecolor'}
    set (copy, property{1}, get (original, property{1}));
  end
end

%!function output = run_of (rows, rate, returned)
%!  k = (0:rows - 1)';
%!  history = struct ('k', k, 'f', 1 + exp (-k / 9) .* cos (k), 'g', 0 * k, 'stationarity', 10 .^ (-rate * k), ...
%!                    'lower_opt', 10 .^ (-2 * rate * k), 'kkt_residual', 2 * 10 .^ (-rate * k), ...
%!                    'lambda', max (0, k - 3), 'rho', k, 'alpha', 1 ./ (k + 1), 'step', 1 ./ (k + 1), ...
%!                    'phase', 0 * k, 'calls', 3 * (k + 1), 'time', (k + 1) / 1e4);
%!  if (returned)
%!    history = structfun (@(c) [c; c(end)], history, 'UniformOutput', false);
%!    history.phase(end) = 1;
%!    history.lambda(end) = Inf;
%!  end
%!  output = struct ('method', 'pgdqa', 'regime', 'pl', 'schedule', 'fixed', 'history', history);
%!endfunction

%!function parent = hidden_figure ()
%!  warning ('off', 'Octave:gnuplot-graphics', 'local');
%!  parent = figure ('visible', 'off');
%!endfunction

%!function yes = no_toolkit ()
%!  yes = isempty (available_graphics_toolkits ());
%!endfunction

%!test
%! % Four panels and the legend; scales, labels, and data as in the history.
%! if (no_toolkit ()), return; end
%! hidden_figure ();
%! output = run_of (30, 0.1, false);
%! h = pgdqa_plot (output);
%! assert (size (h.axes), [1, 4]);
%! assert (get (h.axes, 'yscale')', {'linear', 'log', 'log', 'log'});
%! assert (get (h.axes(1), 'xscale'), 'linear');
%! assert (get (h.lines(2), 'ydata')(:), output.history.stationarity);
%! assert (get (h.lines(1), 'ydata')(:), output.history.f);
%! assert (get (h.lines(1), 'xdata')(:), output.history.k);
%! assert (get (get (h.axes(1), 'xlabel'), 'string'), 'iteration k');
%! assert (get (h.legend, 'string'), {'iterates'});
%! assert (all (isnan (h.returned(:))));
%! close (h.figure);

%!test
%! % Schedule adaptive: what its stationarity is; no empty panel that was not asked for.
%! if (no_toolkit ()), return; end
%! hidden_figure ();
%! output = run_of (30, 0.1, false);
%! output.schedule = 'adaptive';
%! output.history.lambda(:) = NaN;
%! h = pgdqa_plot (output);
%! label = @(i) get (get (h.axes(i), 'ylabel'), 'string');
%! assert (numel (h.axes), 3);
%! assert ({label(1), label(2)}, {'f', '||reduced \nablaf||'});
%! h = pgdqa_plot (output, 'What', 'lambda');
%! assert (numel (h.axes), 1);
%! h = pgdqa_plot ({output, run_of(30, 0.1, false)}, 'What', {'stationarity', 'kkt_residual'});
%! label = @(i) get (get (h.axes(i), 'ylabel'), 'string');
%! assert ({label(1), label(2)}, {'stationarity', 'KKT residual'});
%! h = pgdqa_plot (run_of (30, 0.1, false), 'What', 'stationarity');
%! label = @(i) get (get (h.axes(i), 'ylabel'), 'string');
%! assert (label (1), '||\nablaf + \lambda\nablah||');
%! close (h.figure);

%!test
%! % Zeros are drawn at the floor, Inf at the ceiling, and the label says so; where all are zero the axis is linear.
%! if (no_toolkit ()), return; end
%! hidden_figure ();
%! h = pgdqa_plot (run_of (30, 0.1, true), 'What', 'lambda');
%! y = get (h.lines, 'ydata');
%! assert (y(1:6), [0.1, 0.1, 0.1, 0.1, 1, 2]);
%! assert (get (h.returned, 'ydata'), 100);
%! assert (get (get (h.axes, 'ylabel'), 'string'), '\lambda   (0 drawn at 0.1, Inf drawn at 1e+02)');
%! assert (get (h.axes, 'ylim'), [0.01, 1000]);
%! output = run_of (30, 0.1, false);
%! output.history.lower_opt(:) = 0;
%! h = pgdqa_plot (output, 'What', 'lower_opt');
%! assert ({get(h.axes, 'yscale'), get(get (h.axes, 'ylabel'), 'string')}, {'linear', '||\nabla_y g||'});
%! close (h.figure);

%!test
%! % No curve lies on the frame, nor does a panel cover another or the legend; few iterations have whole ticks.
%! if (no_toolkit ()), return; end
%! hidden_figure ();
%! for count = 1:7
%!   what = {'f', 'stationarity', 'lower_opt', 'kkt_residual', 'rho', 'alpha', 'step'}(1:count);
%!   h = pgdqa_plot (repmat ({run_of(4, 1, true)}, 1, 5), 'What', what);
%!   places = cell2mat (get (findobj (h.figure, 'type', 'axes', '-not', 'tag', 'legend'), {'position'}));
%!   overlap = @(a, b) all (a(1:2) < b(1:2) + b(3:4) & b(1:2) < a(1:2) + a(3:4));
%!   for i = 1:rows (places)
%!     assert (! any (arrayfun (@(j) overlap (places(i, :), places(j, :)), 1:i - 1)), '%d', count);
%!   end
%!   for i = 1:count
%!     y = get (h.lines(1, i), 'ydata');
%!     limits = get (h.axes(i), 'ylim');
%!     assert (limits(1) < min (y) && max (y) < limits(2), what{i});
%!     assert (get (h.axes(i), 'xtick'), 0:3);
%!   end
%! end
%! close (h.figure);

%!test
%! % Several runs, cell or struct array, against calls and time, with a logarithmic x axis; dashes and markers tell them apart, too.
%! if (no_toolkit ()), return; end
%! hidden_figure ();
%! runs = {run_of(30, 0.1, true), run_of(50, 0.05, false)};
%! h = pgdqa_plot (runs, 'X', 'calls', 'LogX', true, 'What', {'f', 'lower_opt', 'step'}, 'Labels', {'one', 'two_2'});
%! assert (size (h.lines), [2, 3]);
%! assert (isnan (h.returned), logical ([0, 0, 0; 1, 1, 1]));
%! assert (get (h.axes(2), 'xscale'), 'log');
%! assert (get (h.lines(2, 1), 'xdata')(:), runs{2}.history.calls);
%! assert (get (h.lines(:, 1), 'linestyle'), {'-'; '--'});
%! assert (get (h.legend, 'string')(:), {'one'; 'two_2'; 'points returned (large markers)'});
%! h = pgdqa_plot (runs{1});
%! assert (get (h.legend, 'string'), {'iterates', 'point returned'});
%! h = pgdqa_plot ([runs{:}], 'X', 'time', 'What', 'f');
%! assert (get (h.lines(1), 'xdata')(:), runs{1}.history.time(1:30));
%! assert (get (h.legend, 'string'){2}, '2: pgdqa, pl, fixed');
%! h = pgdqa_plot (run_of (4, 1, false), 'LogX', true, 'What', 'alpha');
%! assert (get (h.lines, 'xdata'), [0.1, 1, 2, 3]);
%! assert (get (get (h.axes, 'xlabel'), 'string'), 'iteration k   (0 drawn at 0.1)');
%! close (gcf ());

%!test
%! % Parent, Figure and Visible; the default toolkit stays.
%! if (no_toolkit ()), return; end
%! toolkit = graphics_toolkit ();
%! hidden_figure ();
%! h = pgdqa_plot (run_of (1, 1, true), 'Visible', 'off');
%! assert (get (h.figure, 'visible'), 'off');
%! other = hidden_figure ();
%! panel = axes ('parent', other);
%! q = pgdqa_plot (run_of (9, 1, false), 'Parent', panel, 'What', 'rho');
%! assert ({q.figure, q.axes}, {other, panel});
%! p = pgdqa_plot (run_of (9, 1, false), 'Figure', h.figure, 'What', 'g');
%! assert (p.figure, h.figure);
%! assert (numel (findobj (h.figure, 'type', 'axes', '-not', 'tag', 'legend')), 1);
%! close ([h.figure, other]);
%! assert (graphics_toolkit (), toolkit);

%!test
%! % A file is written.
%! if (no_toolkit ()), return; end
%! file = [tempname(), '.png'];
%! hidden_figure ();
%! h = pgdqa_plot (run_of (30, 0.1, true), 'File', file);
%! close (h.figure);
%! info = imfinfo (file);
%! delete (file);
%! assert (info.Width > 600 && info.Height > 400);

%!test
%! % A file that cannot be written.
%! if (no_toolkit ()), return; end
%! parent = hidden_figure ();
%! file = fullfile (tempname (), 'x.png');
%! call = @() pgdqa_plot (run_of (3, 0.1, false), 'Figure', parent, 'File', file);
%! err = [];
%! try
%!   call ();
%! catch err
%! end
%! close (parent);
%! assert (err.identifier, 'pgdqa:value');
%! assert (! isempty (strfind (err.message, ['File is ''', file, ''', which cannot be written'])));

%!error <no arguments, expected an output of pgdqa_solve> pgdqa_plot ()
%!error <output is a double of size 1x1, expected an output of pgdqa_solve> pgdqa_plot (3)
%!error <output is a cell of size 0x0> pgdqa_plot ({})
%!error <output has no field history.f, expected an output of pgdqa_solve> pgdqa_plot (struct ('history', 3))
%!error <output has no field history.f> ...
%! pgdqa_plot (struct ('history', struct ('k', 1, 'phase', 0)), 'What', 'f')
%!error <columns of 1 to 2 rows, expected equal lengths> ...
%! pgdqa_plot (struct ('history', struct ('k', 1, 'phase', 0, 'f', [1; 2])), 'What', 'f')
%!error <What is 'h', expected one or several of: f, g, stationarity> pgdqa_plot (1, 'What', 'h')
%!error <What is 'h', expected one or several of: f, g, stationarity> pgdqa_plot (1, 'What', {'f', 'h'})
%!error <What is a cell of size 1x2, expected one or several of> pgdqa_plot (1, 'What', {'f', 5})
%!error <X is 'y', expected k, calls or time> pgdqa_plot (1, 'X', 'y')
%!error <Visible is 'no', expected on or off> pgdqa_plot (1, 'Visible', 'no')
%!error <LogX is 'no', expected true or false> pgdqa_plot (1, 'LogX', 'no')
%!error <File is 'x.jpg', expected a name ending in .png, .pdf or .svg> pgdqa_plot (1, 'File', 'x.jpg')
%!error <File is 5, expected a name ending in .png, .pdf or .svg> pgdqa_plot (1, 'File', 5)
%!error <Parent is 77, expected a handle of axes> pgdqa_plot (1, 'Parent', 77)
%!error <Figure is 0, expected a handle of figure> pgdqa_plot (1, 'Figure', 0)
%!error <Labels has 2 entries, expected 1 names> pgdqa_plot (run_of (3, 1, false), 'Labels', {'a', 'b'})
%!error <Colour is no option, expected one of: What, X, LogX> pgdqa_plot (1, 'Colour', 'red')
%!error id=pgdqa:size pgdqa_plot (run_of (3, 1, false), 'Labels', {'a', 'b'})
%!error id=pgdqa:option pgdqa_plot (1, 'X', 3)
%!error id=pgdqa:class pgdqa_plot ('a')

%!demo
%! % Two constants compared on the same problem.
%! problem = pgdqa_testproblem ('lampariello');
%! [~, ~, ~, ~, first] = pgdqa_solve (problem, 'Schedule', 'diminishing', 'MaxIter', 500, 'AlphaScale', 1, 'Restore', true);
%! [~, ~, ~, ~, second] = pgdqa_solve (problem, 'Schedule', 'diminishing', 'MaxIter', 500, 'AlphaScale', 3, 'Restore', true);
%! pgdqa_plot ({first, second}, 'X', 'calls', 'Labels', {'AlphaScale 1', 'AlphaScale 3'});
