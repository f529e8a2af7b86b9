% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, fval, exitflag, output] = solved_on_ranks (parsed, problem, options)
  % [x, y, fval, exitflag, output] = solved_on_ranks (parsed, problem, options)   solved_problem where f and g are sums over the ranks of MPI
  %
  % Every error is raised on all ranks, or ends all.
  mpi ('enter');
  leave = onCleanup (@() mpi ('leave'));
  try
    ranks = ranks_of (problem, options);
    [problem, options] = problem_of_ranks (ranks, parsed, problem, options);
    [x, y, fval, exitflag, output] = solved_problem (parsed, problem, options, ranks);
  catch err
    switch (mpi ('end'))
      case 'alone'
        mpi ('abort', err.message);
      case 'told'
        agree_on_failure (struct ('rank', pgdqa_mpi ('rank')), err);
    end
    rethrow (err);
  end
  [x, output] = output_of_rank (ranks, x, output);
  mpi ('done');
end

function ranks = ranks_of (problem, options)
  % rank, size; first, count: this rank's part of the x of all; all: their number; split: x is split
  facts = mpi ('world');
  ranks = struct ('rank', facts(1), 'size', facts(2), 'first', 0, 'count', numel (problem.x0), 'all', numel (problem.x0), 'split', false);
  in_force = on_ranks (ranks, @() pgdqa_shared.core ('options', options));
  ranks.split = strcmp (in_force.CommX, 'split');
  if (any (gathered (ranks, ranks.split) ~= ranks.split))
    on_ranks (ranks, @() error ('pgdqa:mpi', 'pgdqa_solve: CommX differs between ranks, expected the same options on every rank'));
  end
  if (ranks.split)
    counts = gathered (ranks, ranks.count);
    ranks.first = sum (counts(1:ranks.rank));
    ranks.all = sum (counts);
  end
end
