% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [reason, told] = search_refusal (options, output, f, g)
  % [reason, told] = search_refusal (options, output, f, g)   why no global search follows the local run with this output; '' if one does
  %
  % options, f, g   as given to the core
  % told            whether the message of the run is to say so: the user has not decided it
  %
  % Counts alone decide, never seconds: the answer does not depend on the load of the machine.
  most = 250000;                                     % calls of the longest run after which a search starts by itself
  times = 20;                                        % a search takes 3 to 160 times the calls of the run, 13 in the median
  largest = 10;                                      % n and m of a search that starts by itself
  o = output.options;
  by_values = @(h) isfield (h, 'order') && h.order == 0;
  no_schedule = ~ (strcmp (output.method, 'pgdqa') && strcmp (output.schedule, 'adaptive'));
  gradients = ~ (by_values (f) && by_values (g));
  large = max (numel (output.problem.x0), numel (output.problem.y0)) > largest;
  warm = isfield (options, 'WarmStart') && ~ isempty (options.WarmStart);
  left = o.MaxCalls - output.calls.total;
  always = {no_schedule, 'only Schedule adaptive searches'
            strcmp(o.Search, 'local'), 'Search is local'
            output.exitflag == -1, 'OutputFcn or PlotFcn stopped the run'
            o.Starts == 0, 'Starts is 0'
            o.MaxIter == 0, 'MaxIter is 0'};
  convex = strcmp (output.stop, 'kink') && output.lower.minmax && output.lower.convex;
  by_itself = {gradients, 'f or g gives gradients'
               convex, 'a min-max problem that looks convex'
               large, sprintf('n or m is above %d', largest)
               warm, 'WarmStart goes on with a run'
               output.exitflag == 0, 'the run reached a limit'
               output.calls.total > most, sprintf('the run took over %d calls', most)
               left < times * output.calls.total, sprintf('MaxCalls leaves less than %d times its calls', times)};
  reason = first_of (always);
  by_default = isempty (reason) && strcmp (o.Search, 'auto');
  if (by_default)
    reason = first_of (by_itself);
  end
  told = by_default && output.exitflag ~= -2;         % that a function fails is no matter of a search
end

function reason = first_of (table)
  % the words of the first row that holds; ''
  row = find ([table{:, 1}], 1);
  reason = [table{row, 2}, ''];
end
