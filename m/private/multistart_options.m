% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, count, own, options] = multistart_options (args)
  % [p, count, own, options] = multistart_options (args)   the arguments of pgdqa_multistart
  %
  % p        problem without options
  % count    starts in all
  % own      its own options, checked
  % options  those of pgdqa_solve, for every run
  given = 4;
  if (~ isempty (args) && isstruct (args{1}) && ~ isfield (args{1}, 'objective'))
    given = 1;
  end
  if (numel (args) < given + 1)
    error ('pgdqa:size', 'pgdqa_multistart: %d arguments, expected f, g, x0, y0, N or problem, N', numel (args));
  end
  options = struct ();
  if (given == 4)
    p = struct ('f', {args{1}}, 'g', {args{2}}, 'x0', {args{3}}, 'y0', {args{4}});
  else
    p = args{1};
    check_problem ('pgdqa_multistart', p);
    if (~ all (isfield (p, {'f', 'g', 'x0', 'y0'})) || ~ isscalar (p))
      error ('pgdqa:size', 'pgdqa_multistart: problem is a struct without f, g, x0, y0, expected these fields');
    end
    if (isfield (p, 'options') && ~ isempty (p.options))
      options = pgdqa_options (p.options);
    end
    p = rmfield (p, intersect (fieldnames (p), {'options'}));
  end
  count = args{given + 1};
  own = struct ('Spread', 1, 'Seed', 0, 'XStarts', [], 'YStarts', [], 'MaxCallsTotal', Inf, 'MaxTimeTotal', Inf, 'DistinctTol', 1e-4, ...
                'Display', 'off', 'Plot', false, 'File', '');
  [own, options] = split_options (own, options, args(given+2:end));
  if (isempty (count))
    count = 1 + max (size (own.XStarts, 2), size (own.YStarts, 2));
  end
  check_own (own, count);
end

function [own, options] = split_options (own, options, rest)
  if (~ isempty (rest) && isstruct (rest{1}))
    options = overlaid (options, pgdqa_options (rest{1}));
    rest(1) = [];
  end
  mine = false (1, numel (rest));
  for i = 1:2:numel (rest)
    mine(i:min (i + 1, end)) = ischar (rest{i}) && any (strcmpi (rest{i}, fieldnames (own)));
  end
  own = named_options ('pgdqa_multistart', own, rest(mine));
  options = overlaid (options, pgdqa_options (struct (), rest{~ mine}));
  if (~ isfield (options, 'Schedule') && ~ isfield (options, 'Method'))
    options.Schedule = 'adaptive';
  end
  options = searching_locally (options);
  options.Display = 'off';
end

function check_own (own, count)
  require (is_number (count) && count >= 1 && count == fix (count) && count < Inf, 'pgdqa:value', 'N', count, 'a whole number >= 1');
  require (is_number (own.Spread) && own.Spread >= 0 && own.Spread < Inf, 'pgdqa:option', 'Spread', own.Spread, 'a finite number >= 0');
  require (is_number (own.Seed) && own.Seed >= 0 && own.Seed == fix (own.Seed) && own.Seed < Inf, 'pgdqa:option', 'Seed', own.Seed, 'a whole number >= 0');
  require (is_number (own.MaxCallsTotal) && own.MaxCallsTotal >= 8, 'pgdqa:option', 'MaxCallsTotal', own.MaxCallsTotal, 'a number >= 8');
  require (is_number (own.MaxTimeTotal) && own.MaxTimeTotal > 0, 'pgdqa:option', 'MaxTimeTotal', own.MaxTimeTotal, 'a number > 0');
  require (is_number (own.DistinctTol) && own.DistinctTol >= 0 && own.DistinctTol < 1, 'pgdqa:option', 'DistinctTol', own.DistinctTol, 'a number in [0, 1)');
  require (ischar (own.Display) && any (strcmp (own.Display, {'off', 'final', 'iter'})), 'pgdqa:option', 'Display', own.Display, 'off, final or iter');
  require (isscalar (own.Plot) && (islogical (own.Plot) || is_number (own.Plot)), 'pgdqa:option', 'Plot', own.Plot, 'true or false');
  require (isempty (own.File) || names_figure (own.File), 'pgdqa:option', 'File', own.File, ...
           'a name ending in .png, .pdf or .svg');
end

function yes = is_number (v)
  yes = isnumeric (v) && isscalar (v) && isreal (v) && ~ isnan (v);
end

function require (holds, id, name, value, expected)
  if (~ holds)
    error (id, 'pgdqa_multistart: %s is %s, expected %s', name, value_text (value), expected);
  end
end
