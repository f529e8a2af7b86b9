% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, options] = problem_of_ranks (ranks, parsed, problem, options)
  % [problem, options] = problem_of_ranks (ranks, parsed, problem, options)   what the ranks solve together
  %
  % Raises pgdqa:mpi on all ranks where they were not called with the same.  Of split x the start and the bounds become those of all.
  % Any single on a rank makes the run single.
  on_ranks (ranks, @() check_split (ranks, problem, options));
  print = [numel(problem.y0), digest({problem.y0}), digest({ranks.split, problem.x0}) * ~ ranks.split, digest(shared_options (options, ranks.split))];
  others = gathered (ranks, print');
  names = {'the number of y', 'y0', 'x0', 'options'};
  expected = {'the same on every rank', 'the same on every rank', 'the same on every rank (CommX ''split'': its own part on each)', 'the same on every rank'};
  for i = 1:numel (names)
    other = find (others(i, :) ~= others(i, 1), 1);
    if (~ isempty (other))
      on_ranks (ranks, @() error ('pgdqa:mpi', 'pgdqa_solve: %s of rank %d differ from those of rank 0, expected %s', names{i}, other - 1, expected{i}));
    end
  end
  if (largest_of_ranks (ranks, double (has_single ({parsed.f, parsed.g, problem.x0, problem.y0}))) > 0)
    problem.y0 = single (problem.y0);
  end
  if (ranks.split)
    for name = {'XMin', 'XMax'}
      options = bounds_of_all (ranks, options, name{1}, problem.x0);
    end
    options = rows_of_all (ranks, options);
    problem.x0 = cast (of_all (ranks, problem.x0), class (problem.x0));
  end
end

function check_split (ranks, problem, options)
  % What split x does not go with.
  if (~ ranks.split)
    return;
  end
  n = numel (problem.x0);
  for name = [pgdqa_shared.constraint_names(), {'LowerSolve'}]
    value = [];
    if (isfield (options, name{1}))
      value = options.(name{1});
    end
    is_rows = any (strcmp (name{1}, {'LowerA', 'LowerAeq', 'UpperA', 'UpperAeq'}));
    if (isa (value, 'function_handle') || (is_rows && size (value, 2) > n && any (any (value(:, 1:n)))))
      error ('pgdqa:mpi', 'pgdqa_solve: %s reads x, expected bounds on x and constraints on y alone, LowerA and the like, with CommX ''split''', name{1});
    end
  end
end

function chosen = shared_options (options, split)
  % those that must be the same
  mine = {'OutputFcn', 'PlotFcn', 'Display', 'Threads', 'MaxMemory', 'WarmStart'};
  if (split)
    mine = [mine, {'XMin', 'XMax', 'LowerA', 'LowerAeq', 'UpperA', 'UpperAeq'}];
  end
  chosen = pgdqa_shared.core ('options', rmfield (options, intersect (mine, fieldnames (options)')));
end

function a = of_all (ranks, own)
  % the columns of all ranks, one below the other
  a = zeros (ranks.all, 1);
  a(ranks.first + (1:ranks.count)) = own;
  a = mpi ('sum', a);
end

function options = bounds_of_all (ranks, options, name, x0)
  given = isfield (options, name) && ~ isempty (options.(name));
  if (largest_of_ranks (ranks, double (given)) > 0)
    options.(name) = of_all (ranks, on_ranks (ranks, @() pgdqa_shared.bound_of (options, name, x0)));
  end
end

function options = rows_of_all (ranks, options)
  % rows on y alone
  for name = {'LowerA', 'LowerAeq', 'UpperA', 'UpperAeq'}
    if (isfield (options, name{1}) && ~ isempty (options.(name{1})))
      A = options.(name{1});
      options.(name{1}) = [sparse(size (A, 1), ranks.all), sparse(A(:, ranks.count+1:end))];
    end
  end
end

function d = digest (value)
  % a whole number below 2^52 that tells values apart; functions count as none
  text = hash ('md5', text_of (value));
  d = hex2dec (text(1:13));
end

function text = text_of (value)
  text = '';
  if (isstruct (value))
    names = fieldnames (value);
    text = [strjoin(names', ','), text_of(struct2cell (value))];
  elseif (iscell (value))
    parts = cellfun (@text_of, value(:)', 'UniformOutput', false);
    text = ['{', strjoin(parts, ';'), '}'];
  elseif (ischar (value))
    text = value(:)';
  elseif (isnumeric (value) || islogical (value))
    text = [sprintf('%d,', size (value)), sprintf('%.17g,', full (double (value)))];
  end
end
