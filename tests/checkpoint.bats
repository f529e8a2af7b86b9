#!/usr/bin/env bats
# Options Checkpoint, CheckpointEvery, Resume; pgdqa_checkpoint.  checkpoint_case holds problems of every method and kind of derivatives,
# killed_run kills a run with signal 9.

load code

@test "killed at any call, a run goes on to the same result to the bit: every method, kind of derivatives, search, constraints" {
  code <<'END'
rand ('seed', 7);
killed = 0;
for name = checkpoint_case ()
  given = checkpoint_case (name{1});
  dies_at (Inf);
  [x, y, fval, exitflag, output] = pgdqa_solve (given{:});
  made = dies_at () - 1;
  for call = 30 + round (rand (1, 3) * (made - 30))
    file = fullfile (pwd (), 'run');
    assert (killed_run (call, given{:}, 'Checkpoint', file, 'CheckpointEvery', 0.02), name{1});
    killed++;
    dies_at (Inf);
    [x2, y2, f2, e2, again] = pgdqa_solve (given{:}, 'Resume', file);
    told = sprintf ('%s, killed at %d', name{1}, call);
    assert (isequal ({x2, y2, f2, e2}, {x, y, fval, exitflag}), told);
    assert (isequal (again.calls, output.calls), told);
    assert (isequaln (again.history.f, output.history.f), told);
    assert (strcmp (again.stop, output.stop), told);
    delete (file);
  end
end
printf ('%d killed\n', killed);
assert (killed >= 50);
END
}

@test "a run that goes on calls f and g only for what the file lacks; with CheckpointEvery 0 that is the call at which it died" {
  code <<'END'
global made
made = 0;
function [v, gx, gy] = counting (fun, x, y)
  global made
  made++;
  dies_at ();
  [v, gx, gy] = fun (x, y);
end
p = pgdqa_testproblem ('quadratic', 3, 4);
f = @(x, y) counting (@(x, y) deal (sumsq (x - 1) + sumsq (y), 2 * (x - 1), 2 * y), x, y);
g = @(x, y) counting (@(x, y) deal (sumsq (y - sum (x)) + 0.1 * sum (y .^ 4), -2 * sum (y - sum (x)) * ones (3, 1), 2 * (y - sum (x)) + 0.4 * y .^ 3), x, y);
dies_at (Inf);
[x, y] = pgdqa_solve (f, g, zeros (3, 1), ones (4, 1));
whole = made;
assert (killed_run (60, f, g, zeros (3, 1), ones (4, 1), 'Checkpoint', 'run', 'CheckpointEvery', 0));
dies_at (Inf);
made = 0;
[x2, y2] = pgdqa_solve (f, g, zeros (3, 1), ones (4, 1), 'Resume', 'run');
assert (isequal ({x2, y2}, {x, y}));
printf ('%d calls, %d after the death at 60\n', whole, made);
assert (made <= whole - 60 + 12);   % a few calls find out about the handles
END
}

@test "a killed run leaves a sound file or none, also while it writes; and a later one replaces it" {
  code <<'END'
given = checkpoint_case ('values');
for call = 30:130:700
  killed_run (call, given{:}, 'Checkpoint', 'run', 'CheckpointEvery', 0);
  assert (pgdqa_checkpoint ('run').runs, 0);   % reads and sums up all of it
end
END
}

@test "in another process, a long run goes on from its state, not from all its results: the file stays short" {
  cat >case.m <<'END'
given = [checkpoint_case('vpbgd'), {'MaxIter', 1500, 'CheckpointEvery', 0.02}];
END
  code <<'END'
source case.m
dies_at (Inf);
[x, y, fval, ~, output] = pgdqa_solve (given{:});
calls = output.calls;
save ('-binary', 'answer', 'x', 'y', 'fval', 'calls');
made = dies_at ();
assert (killed_run (round (0.9 * made), given{:}, 'Checkpoint', 'run'));
info = pgdqa_checkpoint ('run');
assert (info.results < 0.6 * made, '%d results of %d calls', info.results, made);
END
  code <<'END'
source case.m
dies_at (Inf);
[x, y, fval, ~, output] = pgdqa_solve (given{:}, 'Resume', 'run');
alone = load ('answer');
assert (isequal ({x, y, fval, output.calls}, {alone.x, alone.y, alone.fval, alone.calls}));
assert (dies_at () < 0.5 * output.calls.total);   % calls made here
END
}

@test "an error in f, a limit and Ctrl-C keep all calls; the run goes on after each, with other limits" {
  code <<'END'
given = checkpoint_case ('gradients');
dies_at (Inf);
[x, y, fval, exitflag, output] = pgdqa_solve (given{:});
for k = {{'MaxCalls', 60}, {'MaxIter', 4}, {'MaxTime', 1e-9}}
  [~, ~, ~, ended] = pgdqa_solve (given{:}, 'Checkpoint', 'run', k{1}{:});
  assert (ended, 0);
  [x2, y2, f2, e2, again] = pgdqa_solve (given{:}, 'Resume', 'run');
  assert (isequal ({x2, y2, f2, e2, again.calls}, {x, y, fval, exitflag, output.calls}), k{1}{1});
end
global healthy
healthy = false;
function [v, gx, gy] = fails (fun, x, y)
  global healthy
  persistent made = 0;
  made++;
  if (! healthy && made > 20)
    error ('mine:disk', 'no space');
  end
  [v, gx, gy] = fun (x, y);
end
f = @(x, y) fails (given{1}, x, y);
assert (error_of (@() pgdqa_solve (f, given{2:end}, 'Checkpoint', 'run')), 'mine:disk');
healthy = true;
[x2, y2, f2, e2, again] = pgdqa_solve (f, given{2:end}, 'Resume', 'run');
assert (isequal ({x2, y2, f2, e2, again.calls}, {x, y, fval, exitflag, output.calls}));
END
}

@test "files that are damaged, cut, of another problem, class or release are refused: pgdqa:checkpoint" {
  code <<'END'
given = checkpoint_case ('values local');
dies_at (Inf);
pgdqa_solve (given{:}, 'Checkpoint', 'run');
whole = fileread ('run');
function put (name, text)
  id = fopen (name, 'w');
  fwrite (id, text);
  fclose (id);
end
rand ('seed', 3);
for k = 1:60
  at = 1 + floor (rand () * numel (whole));
  bad = whole;
  bad(at) = char (bitxor (double (bad(at)), 2 ^ floor (8 * rand ())));
  put ('bad', bad);
  assert (error_of (@() pgdqa_solve (given{:}, 'Resume', 'bad')), 'pgdqa:checkpoint');
  put ('bad', whole(1:floor (rand () * numel (whole))));
  assert (error_of (@() pgdqa_solve (given{:}, 'Resume', 'bad')), 'pgdqa:checkpoint');
end
put ('bad', [whole, 'x']);
assert (error_of (@() pgdqa_solve (given{:}, 'Resume', 'bad')), 'pgdqa:checkpoint');
assert (error_of (@() pgdqa_solve (given{:}, 'Resume', 'none')), 'pgdqa:checkpoint');
assert (error_of (@() pgdqa_solve (given{:}, 'Checkpoint', '/no/folder/run')), 'pgdqa:checkpoint');
[~, message] = error_of (@() pgdqa_solve (@(x, y) given{1} (x, y) + 1, given{2:end}, 'Resume', 'run'));
assert (! isempty (strfind (message, 'f differs')), message);
[~, message] = error_of (@() pgdqa_solve (given{1:2}, [given{3}; 0], given{4:end}, 'Resume', 'run'));
assert (! isempty (strfind (message, 'size of x0 differs')), message);
assert (error_of (@() pgdqa_solve (given{1:2}, single (given{3}), given{4:end}, 'Resume', 'run')), 'pgdqa:checkpoint');
assert (error_of (@() pgdqa_solve (given{:}, 'UpperA', [1, 0, 0, 0], 'UpperB', 3, 'Resume', 'run')), 'pgdqa:checkpoint');
p = pgdqa_testproblem ('quadratic', 3, 4);
pgdqa_solve (p, 'Checkpoint', 'run');
p.g.cy(1) += eps;
[~, message] = error_of (@() pgdqa_solve (p, 'Resume', 'run'));
assert (! isempty (strfind (message, 'g differs')), message);
assert (error_of (@() pgdqa_solve (p, 'Checkpoint', 3)), 'pgdqa:option');
assert (error_of (@() pgdqa_solve (p, 'Checkpoint', 'run', 'CheckpointEvery', -1)), 'pgdqa:option');
for refused = {@() pgdqa_multistart(p, 3, 'Checkpoint', 'run'), @() pgdqa_compare(p, {struct('label', 'a', 'options', pgdqa_options ('Checkpoint', 'run'))})}
  assert (error_of (refused{1}), 'pgdqa:option');
end
still_solves ();
END
}

@test "the options of the file hold, but for limits, Display and functions; an option that is not read is warned of" {
  code <<'END'
given = checkpoint_case ('gradients');
dies_at (Inf);
[x, y, fval, ~, output] = pgdqa_solve (given{:}, 'TolFun', 1e-3, 'Seed', 5);
pgdqa_solve (given{:}, 'TolFun', 1e-3, 'Seed', 5, 'Checkpoint', 'run', 'MaxIter', 8);
function stop = look (x, values, state)
  global states iterations
  states{end+1} = state;
  iterations(end+1) = values.iteration;
  stop = false;
end
global states iterations
lastwarn ('', '');
[x2, y2, f2, ~, again] = pgdqa_solve (given{:}, 'Resume', 'run', 'Seed', 6, 'OutputFcn', @look, 'Display', 'off');
[~, id] = lastwarn ();
assert (id, 'pgdqa:checkpoint');
assert (isequal ({x2, y2, f2, again.calls}, {x, y, fval, output.calls}));
assert (again.options.Seed, 5);
assert (states([1, end]), {'init', 'done'});
assert (iterations(2) > 1);   % what came before is not told again
END
}

@test "WarmStart from a saved output: the same run as from the output itself" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 30);
[x, y, ~, ~, output] = pgdqa_solve (p);
save ('-binary', 'output.mat', 'output');
kept = load ('output.mat');
p.f.cx += 0.01;
[x1, y1, f1, ~, a] = pgdqa_solve (p.f, p.g, x, y, 'WarmStart', output);
[x2, y2, f2, ~, b] = pgdqa_solve (p.f, p.g, x, y, 'WarmStart', kept.output);
assert (isequal ({x1, y1, f1, a.calls}, {x2, y2, f2, b.calls}));
[~, ~, ~, ~, cold] = pgdqa_solve (p.f, p.g, x, y);
assert (a.calls.total < cold.calls.total);
END
}

@test "without Checkpoint nothing is written, and with it the run is the same" {
  code <<'END'
for name = {'values', 'search', 'curved'}
  given = checkpoint_case (name{1});
  dies_at (Inf);
  [x, y, fval, exitflag, output] = pgdqa_solve (given{:});
  assert (numel (dir ('*')), numel (dir ('code.m')) + 2);   % . and ..
  [x2, y2, f2, e2, again] = pgdqa_solve (given{:}, 'Checkpoint', 'run');
  assert (isequal ({x2, y2, f2, e2, again.calls}, {x, y, fval, exitflag, output.calls}));
  delete ('run');
end
END
}
