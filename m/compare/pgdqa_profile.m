% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% Tell which share of the problems of a comparison each method solves, how soon.
%
% @deftypefn  {} {@var{profile} =} pgdqa_profile (@var{result})
% @deftypefnx {} {@var{profile} =} pgdqa_profile (@var{result}, "Name", @var{value}, @dots{})
%
% @example
% @group
% set = @{pgdqa_testproblem('lampariello'), ...
%        pgdqa_testproblem('quadratic', 3, 2)@};
% fixed = pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.3);
% methods = @{'pgdqa', struct('label', 'fixed', 'options', fixed)@};
% result = pgdqa_compare (set, methods, 'MaxCalls', 200);
% profile = pgdqa_profile (result, 'Tau', 0.1);
% disp (profile.data.share(:, end)')
% @print{}    1   0
% @end group
% @end example
%
% Every problem with every seed is one instance.  It is solved at the first
% snapshot of the run where
%
% @display
% f <= f_best + tau (f_start - f_best)   and   lower_opt <= LowerTol.
% @end display
%
% f_best is the least f of any method on that instance at a snapshot that meets
% @code{LowerTol}; f_start is f at the start.  The cost is that of the snapshot,
% at least one call (one microsecond on an axis of time).  Snapshots are as fine
% as the grid of the comparison.
%
% The @emph{performance profile} is the share of instances solved within
% a factor of the cost of the fastest method on each.  The @emph{data profile} is
% the share solved within a budget.
%
% @strong{Arguments}
% @table @var
% @item result
% Of @code{pgdqa_compare}, with f_restored and lower_opt_restored recorded.
% @end table
%
% @strong{Options}
% @table @code
% @item Tau, LowerTol
% Numbers > 0, default 1e-3 each.  Several @code{Tau} give several profiles.
% @item Point
% 'restored' (default): f and lower_opt after the lower level is solved
% again; 'path': as the method has them.
% @item Unit
% Of the budget: 'calls' (default; seconds on an axis of time) or
% 'gradients', calls over n + m + 1.
% @item Plot, Visible, Title
% true draws; 'on' or 'off'; heading.
% @item Base
% Base name of files to write: @file{base.csv} and, where there is a graphics
% toolkit, @file{base.png}.  They are tried first.  Files that exist are
% replaced once the new ones are complete.
% @end table
%
% @strong{Outputs}
% @table @code
% @item profile.methods, tau
% Names; tolerances.
% @item profile.instances, f_best, f_start
% A row an instance: problem and seed; the two values of f.
% @item profile.cost
% Instances x methods x tau; Inf: not solved.
% @item profile.performance, data
% Struct arrays over tau: @code{x}, @code{share} (methods x points).
% @item profile.panels
% For @code{pgdqa_compare_plot}.
% @end table
%
% Errors: @code{pgdqa:class}, @code{pgdqa:option}; @code{pgdqa:value}: a file
% cannot be written; @code{pgdqa:needs}: @code{Plot} without a graphics toolkit.
% What fails after the work is the warning @code{pgdqa:file}.
%
% Cost: no oracle call.
%
% Source: E. Dolan, J. More, Math. Program. 91 (2002) 201-213; J. More, S. Wild,
% SIAM J. Optim. 20 (2009) 172-191.
%
% @seealso{pgdqa_compare, pgdqa_compare_plot, pgdqa_variant}
% @end deftypefn

function profile = pgdqa_profile (result, varargin)
  if (nargin == 0)
    error ('pgdqa:option', 'pgdqa_profile: no arguments, expected a result of pgdqa_compare');
  end
  rules = {'Tau', 1e-3, 'numbers', '(0, Inf)'
           'LowerTol', 1e-3, 'number', '(0, Inf)'
           'Point', 'restored', 'word', {'restored', 'path'}
           'Unit', 'calls', 'word', {'calls', 'gradients'}
           'Plot', false, 'switch', ''
           'Visible', '', 'word', {'', 'on', 'off'}
           'Base', '', 'text', ''
           'Title', '', 'text', ''};
  options = pgdqa_shared.named_options ('pgdqa_profile', rules, varargin);
  options.Tau = reshape (options.Tau, 1, []);
  pgdqa_shared.check_outlets ('pgdqa_profile', options.Plot, 'Base', options.Base, {'.csv', '.png'});
  names = struct ('restored', {{'f_restored', 'lower_opt_restored'}}, 'path', {{'f', 'lower_opt'}});
  names = names.(options.Point);
  check_result ('pgdqa_profile', result, names, 'runs');
  profile = struct ('methods', {{result.methods.label}}, 'tau', options.Tau, 'instances', [], 'cost', [], 'f_best', [], ...
                    'f_start', [], 'performance', [], 'data', [], 'panels', []);
  [problems, methods, seeds] = size (result.runs);
  profile.cost = Inf (problems * seeds, methods, numel (options.Tau));
  units = ones (problems * seeds, 1);
  row = 0;
  for p = 1:problems
    for s = 1:seeds
      row = row + 1;
      profile.instances(row, :) = [p, result.seeds(s)];
      [profile.cost(row, :, :), profile.f_best(row, 1), profile.f_start(row, 1)] = ...
        costs (result.runs(p, :, s), names, result.axis, options);
      if (strcmp (options.Unit, 'gradients'))
        units(row) = result.problems(p).n + result.problems(p).m + 1;
      end
    end
  end
  for t = 1:numel (options.Tau)
    cost = profile.cost(:, :, t);
    fastest = min (cost, [], 2);
    fastest(isinf (fastest)) = 1;
    profile.performance = [profile.performance, shares(cost ./ repmat (fastest, 1, methods), 1)];
    profile.data = [profile.data, shares(cost ./ repmat (units, 1, methods), 0)];
  end
  profile.panels = panels_of (profile, result.axis, options.Unit);
  pgdqa_shared.or_warn (@() present (profile, options));
end

function [cost, best, start] = costs (runs, names, axis_name, options)
  % cost   1 x methods x tau, of one instance
  positions = struct ('calls', 'cost', 'time', 'time');
  least = struct ('calls', 1, 'time', 1e-6);
  cost = Inf (1, numel (runs), numel (options.Tau));
  start = runs(1).path.(names{1})(1);
  value = cell (1, numel (runs));
  for m = 1:numel (runs)
    value{m} = runs(m).path.(names{1});
    value{m}(~ (runs(m).path.(names{2}) <= options.LowerTol)) = NaN;
  end
  best = min ([value{:}]);
  for t = 1:numel (options.Tau)
    target = best + options.Tau(t) * max (start - best, 0);
    for m = 1:numel (runs)
      first = find (value{m} <= target, 1);
      if (~ isempty (first))
        position = runs(m).path.(positions.(axis_name));
        cost(1, m, t) = max (position(first), least.(axis_name));
      end
    end
  end
end

function curve = shares (values, low)
  % The share of rows with values <= x, for each column, as a function of x: it jumps at the values themselves.
  jumps = reshape (unique (values(isfinite (values))), 1, []);
  curve.x = [low, jumps(jumps > low)];
  if (isempty (jumps))
    curve.x = [low, low + 1];
  end
  curve.share = zeros (size (values, 2), numel (curve.x));
  for k = 1:numel (curve.x)
    curve.share(:, k) = mean (values <= curve.x(k), 1)';
  end
end

function panels = panels_of (profile, axis_name, unit)
  panels = struct ('title', {}, 'xlabel', {}, 'ylabel', {}, 'xscale', {}, 'ylim', {}, 'curves', {});
  budgets = struct ('calls', 'oracle calls', 'gradients', 'oracle calls / (n + m + 1)');
  budget = budgets.(unit);
  if (strcmp (axis_name, 'time'))
    budget = 'time (s)';
  end
  for t = 1:numel (profile.tau)
    for kind = {'performance', 'data'}
      found = profile.(kind{1})(t);
      right = max (found.x(end) * 1.1, 2);
      curves = struct ('label', profile.methods, 'x', [found.x, right], 'y', [], 'stairs', true);
      for m = 1:numel (curves)
        curves(m).y = [found.share(m, :), found.share(m, end)];
      end
      labels = struct ('performance', 'cost / cost of the fastest', 'data', budget);
      scales = struct ('performance', 'log', 'data', 'linear');
      panels(end + 1) = struct ('title', sprintf ('%s profile, tau = %g', kind{1}, profile.tau(t)), 'xlabel', labels.(kind{1}), ...
                                'ylabel', 'share of instances solved', 'xscale', scales.(kind{1}), 'ylim', [0, 1.02], ...
                                'curves', curves); %#ok<AGROW>
    end
  end
end

function present (profile, options)
  png = '';
  if (~ isempty (options.Base))
    write_csv ('pgdqa_profile', 'Base', [options.Base, '.csv'], panel_table (panel_list ('pgdqa_profile', profile.panels)));
    png = [options.Base, '.png'];
  end
  if (options.Plot || (~ isempty (options.Base) && pgdqa_shared.can_draw ()))
    pgdqa_compare_plot (profile, 'File', png, 'Title', options.Title, 'Visible', options.Visible, 'Across', 2);
  end
end

%!function result = made_up (costs, values, lower)
%!  % methods x snapshots of one problem of 3 + 2 variables and one seed
%!  for m = size (costs, 1):-1:1
%!    run = struct ('path', struct ('cost', costs(m,:), 'time', costs(m,:) / 1e3, 'f_restored', values(m,:), ...
%!                                  'lower_opt_restored', lower(m,:)));
%!    runs(1,m) = run;
%!  end
%!  result = struct ('runs', runs, 'methods', struct ('label', {'a', 'b'}), 'seeds', 1, 'axis', 'calls', ...
%!                   'problems', struct ('name', 'made up', 'n', 3, 'm', 2));
%!endfunction

%!test
%! % Written down by hand: from 10 to 0; b is lower at 20 calls, but infeasible there.
%! r = made_up ([0, 10, 40; 0, 20, 80], [10, 1, 0; 10, -5, 0.05], [0, 0, 0; 0, 1, 0]);
%! p = pgdqa_profile (r, 'Tau', [0.2, 0.01, 1e-3]);
%! assert ([p.f_best, p.f_start], [0, 10]);
%! assert (squeeze (p.cost), [10, 40, 40; 80, 80, Inf]);
%! assert (p.performance(1).x, [1, 8]);
%! assert (p.performance(1).share, [1, 1; 0, 1]);
%! assert (p.performance(3).share, [1; 0]);
%! assert (p.data(2).x, [0, 40, 80]);
%! assert (p.data(2).share, [0, 1, 1; 0, 0, 1]);
%! p = pgdqa_profile (r, 'Tau', 0.2, 'Unit', 'gradients');
%! assert (p.data.x, [0, 10, 80] / 6, 1e-12);
%!test
%! % Nobody improves on the start, or nobody solves the lower level.
%! p = pgdqa_profile (made_up ([0, 10; 0, 20], [1, 2; 1, 3], zeros (2)));
%! assert (p.cost, [1, 1]);
%! p = pgdqa_profile (made_up ([0, 10; 0, 20], [1, 0; 1, 0], ones (2)));
%! assert (p.cost, [Inf, Inf]);
%! assert (p.performance.share, zeros (2));
%!error <no arguments, expected a result> pgdqa_profile ()
%!error <result is 3, expected a result of pgdqa_compare> pgdqa_profile (3)
%!error <Tau is 0, expected numbers> pgdqa_profile (struct (), 'Tau', 0)
%!error <f was not recorded, see the option Record> pgdqa_profile (made_up (ones (2), ones (2), ones (2)), 'Point', 'path')

%!demo
%! set = {@(s) pgdqa_testproblem('convex', 5, s), @(s) pgdqa_testproblem('quadratic', 4, 3, s), ...
%!        @(s) pgdqa_testproblem('sine', 2, 'Start', s)};
%! methods = {struct('label', 'adaptive', 'options', pgdqa_options ('Schedule', 'adaptive')), ...
%!            struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed', 'StepScale', 0.3))};
%! result = pgdqa_compare (set, methods, 'MaxCalls', 300, 'Seeds', 1:3, 'Points', 15);
%! pgdqa_profile (result, 'Tau', [0.1, 1e-3], 'Plot', true);
