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
  [x, y, f, exitflag, output] = by_values (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
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

@test "flat sets: their ends in x, where two y cross, and where a branch runs into a bound" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
starts = {'mb_11', -0.7, 0.7; 'mb_11', 0.9, 0.9; 'morgan_b', 0.5, 1; 'morgan_c', -1.4, 0.7; 'iaptt', 2.2, 1.4};
for k = 1:rows (starts)
  p = problems(strcmp ({problems.name}, starts{k,1}));
  [x, y, f] = by_values (p.f, p.g, starts{k,2:3}, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
  assert (abs (f - p.best) < 1e-4 * (1 + abs (p.best)), '%s: f %g, listed %g', p.name, f, p.best);
  assert (p.g(x, y) <= min (p.g(x, linspace (p.ymin, p.ymax, 20001))) + 1e-5, p.name);
end
END
}

@test "an x at the end of the box that is searched, where no bound is, is no answer: f falls further" {
  code <<'END'
g = @(x, y) sum ((y - x(1)) .^ 2) / 2;
unbounded = {@(x, y) -x(1), @(x, y) -sum (x) - sum (y), @(x, y) -log (1 + x(1) ^ 2), @(x, y) x(1) ^ 2 - 2 * y(1) ^ 2, @(x, y) -x(1) ^ 3};
for f = unbounded
  for search = {'auto', 'global'}
    [~, ~, ~, exitflag, output] = by_values (f{1}, g, 1, 1, 'Search', search{1});
    assert (exitflag < 0, '%s %s: %d', func2str (f{1}), search{1}, exitflag);
    assert (output.stop, 'unbounded_upper');
  end
end
[x, ~, ~, exitflag] = by_values (unbounded{1}, g, 1, 1, 'XMax', 1000);
assert ([x, exitflag], [1000, 1]);
% a far answer in a narrow well of f, beyond the box
[x, ~, ~, exitflag] = by_values (@(x, y) (x - 300) ^ 2, g, 1, 1);
assert (exitflag == 1);
assert (x, 300, 1e-4);
END
}

@test "another branch and another valley in x: the global answer of sine and of vpbgd" {
  code <<'END'
p = pgdqa_testproblem ('vpbgd', 'handles');
[~, ~, f, exitflag] = by_values (p, 'Search', 'global');
assert (f, 0.19991089, 1e-6);
assert (exitflag, 1);
value = @(x, y) (x - 2) ^ 2 + (y - 4) ^ 2;
lower = @(x, y) sin (x + y - 2);
[x, y, f] = by_values (value, lower, 0, 0);
assert (f, 0.25374903, 1e-6);
assert ([x, y], [2.35619449, 4.35619449], 1e-3);
END
}

@test "Search is global for small value-only problems alone, and local on request" {
  code <<'END'
value = @(x, y) (x - 2) ^ 2 + (y - 4) ^ 2;
lower = @(x, y) (x + y - 2) ^ 2;
[~, ~, ~, ~, output] = by_values (value, lower, 0, 0);
assert (output.search.made);
assert (output.options.Search, 'auto');
assert (output.search.reason, '');
assert (! isempty (strfind (output.message, '; a search tried 12 other x')));
local = {{'Search', 'local'}, 'Search is local'; {'Schedule', 'diminishing'}, 'only Schedule adaptive searches'
         {'Method', 'bome', 'MaxIter', 50}, 'only Schedule adaptive searches'; {'Starts', 0}, 'Starts is 0'; {'MaxIter', 0}, 'MaxIter is 0'};
for k = 1:rows (local)
  [~, ~, ~, ~, output] = by_values (value, lower, 0, 0, local{k,1}{:});
  assert (! output.search.made);
  assert (output.search.reason, local{k,2});
  assert (isempty (strfind (output.message, 'no search')));
end
[~, ~, ~, ~, first] = by_values (value, lower, 0, 0, 'Search', 'local');
by_itself = {{'WarmStart', first}, 'WarmStart goes on with a run'; {'MaxIter', 1}, 'the run reached a limit'
             {'MaxCalls', 10 * first.calls.total}, 'MaxCalls leaves less than 20 times its calls'};
for k = 1:rows (by_itself)
  [~, ~, ~, ~, output] = by_values (value, lower, 0, 0, by_itself{k,1}{:});
  assert ({output.search.made, output.search.reason, output.search.found}, {false, by_itself{k,2}, ''});
  assert (! isempty (strfind (output.message, ['; no search: ', by_itself{k,2}, '.'])), output.message);
end
f = @(x, y) deal ((x - 2) ^ 2 + (y - 4) ^ 2, 2 * (x - 2), 2 * (y - 4));
g = @(x, y) deal ((x + y - 2) ^ 2, 2 * (x + y - 2), 2 * (x + y - 2));
[~, ~, ~, ~, output] = by_values (f, g, 0, 0);
assert ({output.search.made, output.search.reason}, {false, 'f or g gives gradients'});
assert (! isempty (strfind (output.message, 'no search: f or g gives gradients')));
[~, ~, ~, ~, output] = by_values (f, g, 0, 0, 'Search', 'global');
assert (output.search.made);
eleven = @(x, y) sum ((x + sum (y) - 1) .^ 2);
[~, ~, ~, ~, output] = by_values (eleven, @(x, y) sum ((y - mean (x)) .^ 2), zeros (11, 1), zeros (2, 1));
assert (output.search.reason, 'n or m is above 10');
END
}

# bats test_tags=long
@test "whether a search follows by itself depends on counts, not on the speed of the machine" {
  code <<'END'
function v = slow (x, y)
  pause (0.02);
  v = (x + y - 2) ^ 2;
end
function v = quick (x, y)
  v = (x + y - 2) ^ 2;
end
f = @(x, y) (x - 2) ^ 2 + (y - 4) ^ 2;
[~, ~, ~, ~, fast] = by_values (f, @(x, y) quick (x, y), 0, 0);
[~, ~, ~, ~, late] = by_values (f, @(x, y) slow (x, y), 0, 0);
assert (late.time > 5 && late.search.made);
assert ([late.search.points.x, late.search.points.f], [fast.search.points.x, fast.search.points.f]);
assert (late.calls, fast.calls);
END
}

@test "a search that a limit cuts short claims nothing" {
  code <<'END'
centres = [-3, 0, 3];
depths = [1, 0.9, 1.6];
g = @(x, y) 0.01 * y ^ 2 - (depths + 0.1 * x * [1, 0, -1]) * exp (-(y - centres') .^ 2 / 0.5);
f = @(x, y) (x - 0.3) ^ 2 + 0.1 * (y + 3) ^ 2;
box = {'XMin', -1, 'XMax', 1, 'YMin', -5, 'YMax', 5, 'Search', 'global'};
[~, ~, ~, exitflag, output] = by_values (f, g, 0, -3, box{:});
whole = output.calls.total;
assert (exitflag > 0 && ! output.search.cut_short);
for part = [0.1, 0.3, 0.5, 0.8]
  [~, ~, ~, exitflag, output] = by_values (f, g, 0, -3, box{:}, 'MaxCalls', round (part * whole));
  assert (output.search.cut_short);
  assert (exitflag <= 0);
  assert (output.calls.total <= part * whole + 1);
end
assert (output.stop, 'search_cut');
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
for most = [Inf, 600, 200]
  count = [0, 0];
  [~, ~, ~, ~, output] = by_values (@(x, y) counted (f, 1, x, y), @(x, y) counted (g, 2, x, y), 1, 1, box{:}, 'MaxCalls', most, 'Search', 'global');
  assert (output.search.cut_short, most < Inf);
  assert (count, [output.calls.f_value, output.calls.g_value]);
  assert (output.calls.total, sum (count));
  assert (output.calls.total <= most, '%d calls, limit %d', output.calls.total, most);
end
[~, ~, ~, exitflag, output] = by_values (f, g, 1, 1, box{:}, 'MaxTime', 0.02);
assert (output.time < 2);
[~, ~, ~, exitflag, output] = by_values (f, g, 1, 1, box{:}, 'OutputFcn', @(x, v, state) stops (5, state));
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
[x, y, f, exitflag] = by_values (@fails, @(x, y) (x - y) ^ 2, 1, 1, 'XMin', -10, 'XMax', 10);
assert ([x, y], [1.5, 1.5], 1e-6);
assert (exitflag, 1);
try
  by_values (@fails, @(x, y) (x - y) ^ 2, 6, 1);
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
[~, ~, ~, ~, a] = by_values (f, g, 1, 1, box{:});
[~, ~, ~, ~, b] = by_values (f, g, 1, 1, box{:});
[~, ~, ~, ~, c] = by_values (f, g, 1, 1, box{:}, 'Seed', 3);
assert (isequal (a.search, b.search));
assert (! isequal ([a.search.points.x], [c.search.points.x]));
END
}

# bats test_tags=long
@test "a search ends by itself where a local run does not" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
p = problems(strcmp ({problems.name}, 'smd_4'));
[~, ~, f, ~, output] = by_values (p.f, p.g, [-1.4593; -0.7937], [0.9409; 0.4213], 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, ...
                                    'MaxCalls', 1e6);
assert (output.calls.total < 9e5);
assert (f, 0, 1e-6);
END
}

# wells SEEDS: problems of truth_wells_in_x, by gradients and by values; all claims are true, and at most one in ten misses the answer
wells () {
  code <<END
addpath ('$ROOT/tests/truth');
missed = 0;
for seed = $1
  p = truth_wells_in_x (seed);
  for level = {{p.f, p.g}, {p.fv, p.gv}}
    [x, y, f, exitflag] = by_values (level{1}{:}, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'global');
    gap = p.gv (x, y) - p.lowest (x);
    assert (exitflag <= 0 || (gap < 1e-5 && f >= p.best - 1e-3 * p.range), 'seed %d', seed);
    missed = missed + (f > p.best + 1e-3 * p.range || gap >= 1e-5);
  end
end
assert (missed <= 0.1 * 2 * numel ($1), '%d missed', missed);
END
}

@test "wells whose depths depend on x: the answer, mostly at a tie, is found" {
  wells 3
}

# bats test_tags=long
@test "12 problems of wells whose depths depend on x: the answer, mostly at a tie, is found" {
  wells 4:15
}

# wells_in_xs SEEDS N M MOST: problems of truth_wells_in_xs, by gradients and by values; all claims are true, also where the search is cut
# short, at least 9 of 10 reach the answer, and the medians of the calls are at most those of MOST
wells_in_xs () {
  code <<END
addpath ('$ROOT/tests/truth');
missed = zeros (1, 0);
calls = zeros (2, 0);
for seed = $1
  p = truth_wells_in_xs (seed, $2, $3);
  levels = {{p.f, p.g}, {p.fv, p.gv}};
  box = {'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'global'};
  for i = 1:2
    [x, y, f, exitflag, output] = by_values (levels{i}{:}, p.x0, p.y0, box{:});
    gap = p.gv (x, y) - p.least (x);
    assert (exitflag <= 0 || gap < 1e-5, 'seed %d', seed);
    missed(end+1) = f > p.best + 1e-3 * p.range || gap >= 1e-5;
    calls(i,numel (missed)) = output.calls.total;
    [x, y, f, exitflag] = by_values (levels{i}{:}, p.x0, p.y0, box{:}, 'MaxCalls', 150 + 50 * mod (seed, 15));
    assert (exitflag <= 0, 'seed %d cut short', seed);
  end
end
assert (mean (missed) <= 0.1, '%d missed', sum (missed));
medians = [median(calls(1,1:2:end)), median(calls(2,2:2:end))];
assert (all (medians <= $4), '%g ', medians);
END
}

@test "wells whose depths depend on two x, one y" {
  wells_in_xs 1:4 2 1 '[1500, 2000]'
}

# bats test_tags=long
@test "wells whose depths depend on two x, two y, and on three x" {
  wells_in_xs 1:20 2 2 '[1500, 2000]'
  wells_in_xs 1:8 3 2 '[3000, 4500]'
}

@test "four y and wells that samples cannot see: no claim" {
  code <<END
addpath ('$ROOT/tests/truth');
for seed = 1:3
  p = truth_wells_in_xs (seed, 2, 4);
  [x, y, f, exitflag, output] = by_values (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'global');
  assert (exitflag <= 0, 'seed %d: %s', seed, output.stop);
end
END
}
