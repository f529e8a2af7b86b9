#!/usr/bin/env bats
# Search "global": other x, other branches of lower-level solutions, ties.

load code

@test "ties: the end of a branch, and the best of a flat set, where no local run rests" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
names = {'mb_08', 'mb_11', 'mb_14', 'mb_20', 'yezza', 'morgan_a', 'mirrlees'};
found = {'flat', 'flat', 'tie', 'tie', '', '', 'tie'};
for k = 1:numel (names)
  p = problems(strcmp ({problems.name}, names{k}));
  [x, y, f, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
  assert (abs (f - p.best) < 1e-4, '%s: f %g, listed %g', p.name, f, p.best);
  assert (f, p.f(x, y));
  assert (exitflag == 1 || exitflag == 2);
  assert (isempty (found{k}) || strcmp (output.search.found, found{k}), '%s: %s', p.name, output.search.found);
  assert (isempty (found{k}) || output.search.ties >= 1);
  grid = linspace (p.ymin, p.ymax, 20001);
  assert (p.g(x, y) <= min (p.g(x, grid)) + 1e-6, p.name);
end
END
}

@test "another branch and another valley in x: the global answer of sine and of vpbgd" {
  code <<'END'
p = pgdqa_testproblem ('vpbgd', 'handles');
[~, ~, f, exitflag] = pgdqa_solve (p, 'Search', 'global');
assert (f, 0.19991089, 1e-6);
assert (exitflag, 1);
value = @(x, y) (x - 2) ^ 2 + (y - 4) ^ 2;
lower = @(x, y) sin (x + y - 2);
[x, y, f] = pgdqa_solve (value, lower, 0, 0);
assert (f, 0.25374903, 1e-6);
assert ([x, y], [2.35619449, 4.35619449], 1e-3);
END
}

@test "Search is global for small value-only problems alone, and local on request" {
  code <<'END'
value = @(x, y) (x - 2) ^ 2 + (y - 4) ^ 2;
lower = @(x, y) (x + y - 2) ^ 2;
[~, ~, ~, ~, output] = pgdqa_solve (value, lower, 0, 0);
assert (isfield (output, 'search'));
assert (output.options.Search, 'auto');
local = {{'Search', 'local'}, {'Schedule', 'diminishing'}, {'Method', 'bome', 'MaxIter', 50}, {'Starts', 0}, {'MaxIter', 0}};
for k = 1:numel (local)
  [~, ~, ~, ~, output] = pgdqa_solve (value, lower, 0, 0, local{k}{:});
  assert (! isfield (output, 'search'));
end
f = @(x, y) deal ((x - 2) ^ 2 + (y - 4) ^ 2, 2 * (x - 2), 2 * (y - 4));
g = @(x, y) deal ((x + y - 2) ^ 2, 2 * (x + y - 2), 2 * (x + y - 2));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0);
assert (! isfield (output, 'search'));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'Search', 'global');
assert (isfield (output, 'search'));
eleven = @(x, y) sum ((x + sum (y) - 1) .^ 2);
[~, ~, ~, ~, output] = pgdqa_solve (eleven, @(x, y) sum ((y - mean (x)) .^ 2), zeros (11, 1), zeros (2, 1));
assert (! isfield (output, 'search'));
END
}

# bats test_tags=long
@test "by itself no search follows a local run that takes long" {
  code <<'END'
function v = slow (x, y)
  pause (0.05);
  v = (x + y - 2) ^ 2;
end
[~, ~, ~, ~, output] = pgdqa_solve (@(x, y) (x - 2) ^ 2 + (y - 4) ^ 2, @slow, 0, 0);
assert (output.time > 5);
assert (! isfield (output, 'search'));
END
}

@test "all calls are counted, MaxCalls and MaxTime hold, OutputFcn stops the search" {
  code <<'END'
function v = counted (fun, kind, x, y)
  global count
  count(kind) = count(kind) + 1;
  v = fun (x, y);
end
function stop = stops (most, state)
  persistent count
  count = [count, 1];
  stop = strcmp (state, 'iter') && numel (count) > most;
end
global count
f = @(x, y) (x - 0.25) ^ 2 + y ^ 2;
g = @(x, y) y ^ 3 / 3 - x * y;
box = {'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1};
for most = [Inf, 3000, 1000]
  count = [0, 0];
  [~, ~, ~, ~, output] = pgdqa_solve (@(x, y) counted (f, 1, x, y), @(x, y) counted (g, 2, x, y), 1, 1, box{:}, 'MaxCalls', most);
  assert (count, [output.calls.f_value, output.calls.g_value]);
  assert (output.calls.total, sum (count));
  assert (output.calls.total <= most, '%d calls, limit %d', output.calls.total, most);
end
[~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 1, 1, box{:}, 'MaxTime', 0.02);
assert (output.time < 2);
[~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 1, 1, box{:}, 'OutputFcn', @(x, v, state) stops (20, state));
assert (exitflag, -1);
END
}

@test "a function that fails far from the start does not end the search; its own error at the start is kept" {
  code <<'END'
function v = fails (x, y)
  if (x > 5)
    error ('mine:far', 'far away');
  end
  v = (x - 2) ^ 2 + (y - 1) ^ 2;
end
[x, y, f, exitflag] = pgdqa_solve (@fails, @(x, y) (x - y) ^ 2, 1, 1, 'XMin', -10, 'XMax', 10);
assert ([x, y], [1.5, 1.5], 1e-6);
assert (exitflag, 1);
try
  pgdqa_solve (@fails, @(x, y) (x - y) ^ 2, 6, 1);
  assert (false);
catch err
  assert (err.identifier, 'mine:far');
end
END
}

@test "the search repeats to the bit, and Seed changes its points" {
  code <<'END'
f = @(x, y) y ^ 2 + x;
g = @(x, y) y ^ 3 / 3 - x * y;
box = {'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1};
[~, ~, ~, ~, a] = pgdqa_solve (f, g, 1, 1, box{:});
[~, ~, ~, ~, b] = pgdqa_solve (f, g, 1, 1, box{:});
[~, ~, ~, ~, c] = pgdqa_solve (f, g, 1, 1, box{:}, 'Seed', 3);
assert (isequal (a.search, b.search));
assert (! isequal (a.search.points(2).x, c.search.points(2).x));
END
}

# bats test_tags=long
@test "a search ends by itself where a local run does not" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
p = problems(strcmp ({problems.name}, 'smd_4'));
[~, ~, f, ~, output] = pgdqa_solve (p.f, p.g, [-1.4593; -0.7937], [0.9409; 0.4213], 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, ...
                                    'MaxCalls', 1e6);
assert (output.calls.total < 9e5);
assert (f, 0, 1e-6);
END
}
