% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Draw curves with bands in one figure of several panels; write picture and table.
%
% @deftypefn  {} {} pgdqa_compare_plot (@var{result})
% @deftypefnx {} {} pgdqa_compare_plot (@var{panels})
% @deftypefnx {} {@var{handles} =} pgdqa_compare_plot (@dots{}, "Name", @var{value}, @dots{})
%
% @example
% @group
% k = (1:50)';
% curves = struct ('label', @{'fast', 'slow'@}, 'x', k, ...
%                  'y', @{2 .^ -k, 1 ./ k@});
% panel = struct ('curves', curves, 'yscale', 'log', ...
%                 'xlabel', 'iteration', 'ylabel', 'error');
% file = [tempname(), '.png'];
% pgdqa_compare_plot (panel, 'File', file);
% printf ('%d\n', exist (file, 'file'))
% delete (file);
% @print{} 2
% @end group
% @end example
%
% @strong{Arguments}
% @table @var
% @item result
% Of @code{pgdqa_compare} (a panel for each problem and quantity) or of
% @code{pgdqa_profile}.
% @item panels
% Struct array, for figures of your own: @code{curves} and, where wanted,
% @code{title}, @code{xlabel}, @code{ylabel}, @code{xscale}, @code{yscale}
% ('linear', the default, or 'log'), @code{xlim}, @code{ylim}.
%
% @code{curves} is a struct array: @code{x}, @code{y} (vectors) and, where
% wanted, @code{label}, @code{low}, @code{high} (a band), @code{look} (number of
% the colour and line style, default the position), @code{stairs} (true: a step
% function), @code{marker}.  A label shared by several panels is named once.
% Texts are drawn as they are: there is no mark-up.
% @end table
%
% @strong{Options}
% @table @code
% @item Quantity, Problem
% Of a comparison: names recorded (default: its option @code{Quantity}) and
% indices of problems (default: all).
% @item Title, Size, Across
% Heading; @code{[width, height]} in pixels; panels in a row.
% @item Band
% true or false.  Default true, but false for comparisons of more than four
% methods, whose bands hide each other.
% @item Figure, Visible
% Figure to draw in (default: a new one); 'on' or 'off' (default:
% on where there is a screen and no @code{File}).
% @item File
% Name of a picture to write, ending in @file{.png}, @file{.pdf} or
% @file{.svg}.  The figure is closed unless it is visible or @var{handles} is
% asked for.  A file that exists is replaced once the new one is complete.
% @item Csv
% Name of a table to write: panel, curve, x, y, low, high.  It is written even
% where no figure can be drawn.  A label that a spreadsheet would take for
% a formula (it starts with = + - or @@) gets an apostrophe in front.
% @end table
%
% @strong{Outputs}
% @table @var
% @item handles
% Struct: @code{figure}, @code{axes}, @code{lines} (a cell for each panel),
% @code{legend} (axes).
% @end table
%
% On a logarithmic axis values of 0 and below lie on the floor.  A linear y axis
% that a few extreme values would stretch is cut, and its label says so.
%
% Errors: @code{pgdqa:class}, @code{pgdqa:size}, @code{pgdqa:option};
% @code{pgdqa:value}: a file cannot be written, which is tried before anything is
% drawn; @code{pgdqa:needs}: no graphics toolkit.
%
% Cost: no oracle call.
%
% @seealso{pgdqa_compare, pgdqa_profile, pgdqa_plot}
% @end deftypefn

function handles = pgdqa_compare_plot (source, varargin)
  if (nargin == 0)
    error ('pgdqa:option', 'pgdqa_compare_plot: no arguments, expected a result or panels');
  end
  rules = {'Quantity', {}, 'texts', ''
           'Problem', [], 'wholes', '[1, Inf)'
           'File', '', 'file', {'png', 'pdf', 'svg'}
           'Csv', '', 'text', ''
           'Title', '', 'text', ''
           'Size', [], 'numbers', '[100, 20000]'
           'Across', [], 'whole', '[1, 100]'
           'Figure', [], 'handle', 'figure'
           'Band', [], 'switch', ''
           'Visible', '', 'word', {'', 'on', 'off'}};
  options = pgdqa_shared.named_options ('pgdqa_compare_plot', rules, varargin);
  if (isempty (options.Visible) && ~ isempty (options.File))
    options.Visible = 'off';
  end
  if (~ isempty (options.Size) && numel (options.Size) ~= 2)
    error ('pgdqa:option', 'pgdqa_compare_plot: Size is %s, expected [width, height] in pixels', pgdqa_shared.value_text (options.Size));
  end
  panels = panel_list ('pgdqa_compare_plot', panels_of (source, options));
  if (isempty (options.Title) && isfield (source, 'settings') && isfield (source.settings, 'Title'))
    options.Title = source.settings.Title;
  end
  for name = {'Csv', 'File'}
    pgdqa_shared.check_outlets ('pgdqa_compare_plot', false, name{1}, options.(name{1}), {''});
  end
  if (~ isempty (options.Csv))
    write_csv ('pgdqa_compare_plot', 'Csv', options.Csv, panel_table (panels));
  end
  if (~ bands_wanted (source, options.Band))
    panels = without_bands (panels);
  end
  drawn = draw_panels ('pgdqa_compare_plot', panels, options);
  if (~ isempty (options.File))
    pgdqa_shared.write_figure ('pgdqa_compare_plot', drawn.figure, options.File, drawn.size / 72, isempty (options.Figure));
    pgdqa_shared.close_unseen (drawn.figure, nargout == 0 && isempty (options.Figure));
  end
  if (nargout > 0)
    handles = drawn;
  end
end

function panels = panels_of (source, options)
  panels = source;
  if (isstruct (source) && isscalar (source) && isfield (source, 'panels'))
    panels = source.panels;
  elseif (isstruct (source) && isscalar (source) && isfield (source, 'methods') && isfield (source, 'settings'))
    quantities = options.Quantity;
    if (isempty (quantities))
      pgdqa_shared.check_fields ('pgdqa_compare_plot', 'result', source, {'settings.Quantity', 'texts', ''}, 'a result of pgdqa_compare');
      [~, quantities] = pgdqa_shared.kind_of (source.settings.Quantity, 'texts');
    end
    check_result ('pgdqa_compare_plot', source, quantities, 'curves');
    which = options.Problem;
    if (isempty (which))
      which = 1:numel (source.problems);
    end
    if (max (which(:)) > numel (source.problems))
      error ('pgdqa:option', 'pgdqa_compare_plot: Problem is %s, expected indices up to %d', ...
             pgdqa_shared.value_text (which), numel (source.problems));
    end
    panels = compare_panels (source, reshape (quantities, 1, []), reshape (which, 1, []));
  end
end

function yes = bands_wanted (source, given)
  yes = isempty (given) && ~ (isfield (source, 'methods') && numel (source.methods) > 4);
  if (~ isempty (given))
    yes = given;
  end
end

function panels = without_bands (panels)
  for i = 1:numel (panels)
    for j = 1:numel (panels(i).curves)
      panels(i).curves(j).low(:) = NaN;
      panels(i).curves(j).high(:) = NaN;
    end
    panels(i).title = regexprep (panels(i).title, ', 95 % band$', '');
  end
end

%!testif ; ! isempty (available_graphics_toolkits ())
%! curves = struct ('label', {'a', ''}, 'x', 1:4, 'y', {[1, 2, 0, 4], [1, NaN, 3, 2]}, 'low', {[1, 1, 1, 1], []}, 'high', {[2, 3, 4, 5], []});
%! panels = struct ('curves', {curves, curves}, 'yscale', {'log', 'linear'}, 'title', {'one', 'two'});
%! base = tempname ();
%! h = pgdqa_compare_plot (panels, 'Visible', 'off', 'Csv', [base, '.csv']);
%! assert (numel (h.axes), 2);
%! assert (get (h.axes(1), 'yscale'), 'log');
%! assert (all (get (h.lines{1}(1), 'ydata') > 0));
%! assert (get (h.lines{2}(1), 'ydata'), [1, 2, 0, 4]);
%! assert (numel (findobj (h.axes(1), 'type', 'patch')), 1);
%! assert (numel (findobj (h.legend, 'type', 'text')), 1);
%! close (h.figure);
%! h = pgdqa_compare_plot (panels, 'Visible', 'off', 'Band', false);
%! assert (isempty (findobj (h.figure, 'type', 'patch')));
%! close (h.figure);
%! lines = strsplit (strtrim (fileread ([base, '.csv'])), "\n");
%! assert (numel (lines), 17);
%! assert (lines{3}, '1,"a",2,2,1,3');
%! delete ([base, '.csv']);
%!error <no arguments, expected a result or panels> pgdqa_compare_plot ()
%!error <source is a 1x1 double, expected a result> pgdqa_compare_plot (3)
%!error <y of curve 1 in panel 1 has 3 values, expected 2> pgdqa_compare_plot (struct ('curves', struct ('x', 1:2, 'y', 1:3)))
%!error <Band is 'x', expected true or false> pgdqa_compare_plot (struct ('curves', struct ('x', 1, 'y', 1)), 'Band', 'x')
%!error <File is 'a.gif', expected a name ending> pgdqa_compare_plot (struct ('curves', struct ('x', 1, 'y', 1)), 'File', 'a.gif')

%!demo
%! k = (1:200)';
%! curves = struct ('label', {'1/k', '1/k^2'}, 'x', k, 'y', {1 ./ k, 1 ./ k .^ 2}, 'low', {0.5 ./ k, 0.5 ./ k .^ 2}, 'high', {2 ./ k, 2 ./ k .^ 2});
%! panels = struct ('curves', curves, 'xscale', {'log', 'linear'}, 'yscale', 'log', 'xlabel', 'k', 'ylabel', 'error', 'title', {'rates', 'decay'});
%! pgdqa_compare_plot (panels, 'Title', 'Two rates');
