% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, count, own, options] = multistart_options (arguments)
  % [p, count, own, options] = multistart_options (arguments)   the arguments of pgdqa_multistart
  %
  % p        problem; p.given: as the user gave it, without options
  % count    starts in all
  % own      its own options, checked
  % options  those of pgdqa_solve, for every run
  [p, rest, given] = pgdqa_shared.problem_of ('pgdqa_multistart', arguments);
  if (isempty (rest))
    error ('pgdqa:size', 'pgdqa_multistart: %d arguments, expected f, g, x0, y0, N or problem, N', numel (arguments));
  end
  p.given = rmfield (given, intersect (fieldnames (given), {'options'}));
  [own, options] = split_options (p.options, rest(2:end));
  count = rest{1};
  if (isempty (count))
    count = 1 + max (size (own.XStarts, 2), size (own.YStarts, 2));
  end
  [fits, count, expected] = pgdqa_shared.kind_of (count, 'whole', '[1, 1e6]');
  if (~ fits)
    error ('pgdqa:value', 'pgdqa_multistart: N is %s, expected %s', pgdqa_shared.value_text (count), expected);
  end
end

function [own, options] = split_options (options, rest)
  rules = {'Spread', 1, 'number', '[0, Inf)'
           'Seed', 0, 'whole', '[0, Inf)'
           'XStarts', [], 'values', ''
           'YStarts', [], 'values', ''
           'MaxCallsTotal', Inf, 'number', '[8, Inf]'
           'MaxTimeTotal', Inf, 'number', '(0, Inf]'
           'DistinctTol', 1e-4, 'number', '[0, 1)'
           'Parallel', false, 'switch', ''
           'Display', 'off', 'word', {'off', 'final', 'iter'}
           'Plot', false, 'switch', ''
           'File', '', 'file', {'png', 'pdf', 'svg'}};
  mine = false (1, numel (rest));
  for i = 1 + (~ isempty (rest) && isstruct (rest{1})):2:numel (rest)
    mine(i:min (i + 1, end)) = ischar (rest{i}) && any (strcmpi (rest{i}, rules(:, 1)));
  end
  own = pgdqa_shared.named_options ('pgdqa_multistart', rules, rest(mine));
  if (own.Parallel && (isfinite (own.MaxCallsTotal) || isfinite (own.MaxTimeTotal)))
    error ('pgdqa:option', 'pgdqa_multistart: Parallel is true with MaxCallsTotal or MaxTimeTotal, expected one of them: runs side by side share no budget');
  end
  options = pgdqa_shared.options_of (options, rest(~ mine));
  pgdqa_shared.refuse_checkpoint ('pgdqa_multistart', options);
  pgdqa_shared.refuse_mpi ('pgdqa_multistart', options);
  if (~ isfield (options, 'Schedule') && ~ isfield (options, 'Method'))
    options.Schedule = 'adaptive';
  end
  options = pgdqa_shared.overlaid (struct ('Search', 'local'), options); % one run among several
  options.Display = 'off';
end
