% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = constrained_starts (begun, attempt, most)
  % run = constrained_starts (begun, attempt, most)   the best of attempt (begun, most) and, where that may be poor, of attempts from other starts
  %
  % Where y stands at a vertex for all x around, f tells nothing of other vertices; at a kink or a jump of y (x) a run may end anywhere.  With the
  % inequalities smoothed (constrained_smooth) y (x) is smooth, and less smoothing leads to the better side of kinks and jumps: the end of that
  % path is an answer, and a start.  With Search 'global' other x are starts, too.
  run = attempt (begun, most);
  if (run.ended)
    return;
  end
  if (may_be_poor (run))
    path = constrained_smooth (constrained_recall (begun, run));
    ended = constrained_feasible (constrained_active (path, begun));
    if (ended.violation <= ended.wanted.TolCon && ~ ended.ended)
      ended = constrained_solved (ended);
    end
    ended.settled = false;
    run = constrained_better (constrained_recall (run, ended), ended);
    if (~ ended.refuted && ended.unbounded < 2)
      from = begun;
      [from.x, from.y, from.mult] = deal (ended.x, ended.y, max (ended.mult, 0));
      from.mult(from.rows.equal) = ended.mult(from.rows.equal);
      run = tried (run, from, attempt);
    end
  end
  if (strcmp (run.wanted.Search, 'global'))
    X = other_x (begun);
    for k = 1:size (X, 2)
      begun.x = X(:, k);
      run = tried (run, begun, attempt);
    end
  end
end

function run = tried (run, from, attempt)
  % the better one of RUN and a few runs from FROM
  if (run.stopped)
    return;
  end
  from = constrained_recall (from, run);
  from.wanted.Search = 'local';
  again = attempt (from, 6);
  again.wanted = run.wanted;
  run = constrained_better (constrained_recall (run, again), again);
end

function X = other_x (run)
  % the ends of the bounds of x, where there are none beside x at four times its length, and a few points between
  [low, high] = deal (pgdqa_shared.bound_of (run.options, 'XMin', run.x), pgdqa_shared.bound_of (run.options, 'XMax', run.x));
  away = 4 * max (1, norm (run.x));
  low(~ isfinite (low)) = min (run.x(~ isfinite (low)), high(~ isfinite (low))) - away;
  high(~ isfinite (high)) = max (run.x(~ isfinite (high)), low(~ isfinite (high))) + away;
  between = reshape (pgdqa_shared.seeded_uniform (2 * run.n, run.wanted.Seed + 3), run.n, 2);
  X = [low, high, repmat(low, 1, 2) + repmat(high - low, 1, 2) .* between];
end

function yes = may_be_poor (run)
  % it claims nothing, or stands at a kink or jump, or where y does not change with x
  inequalities = any (~ run.rows.equal) || any (isfinite ([run.low; run.high]));
  yes = inequalities && (~ run.settled || any (strcmp (run.output.stop, {'kink', 'tie'})) || strcmp (run.wanted.Search, 'global') || is_fixed (run));
end

function yes = is_fixed (run)
  % do the lower rows and bounds that are active determine y, whatever x is?  Then f tells nothing of other vertices
  y = run.y(1:run.m);
  near = 1e-6 * (1 + norm (y, Inf));
  [r, J] = pgdqa_shared.constraint_residual (run.rows, run.x, y);
  J = full (J(run.rows.equal | r >= -near, :));
  free = ~ (y <= run.low + near | y >= run.high - near);
  yes = ~ any (any (J(:, 1:run.n))) && rank (J(:, run.n + find (free))) == sum (free);
end
