#!/usr/bin/env bats
# Kinks and jumps of f (x, y (x)): games on boxes, ties, plateaus.  Answers by linear programming (tests/truth/truth_game.m).

load code

OCTAVE+=(--path "$ROOT/tests/truth")

# games SEEDS GRADIENTS VALUES TRACED: every family of min-max games by gradients, by values and traced; the claims are checked, and that the medians
# of the calls are at most so many
games () {
  code <<END
median_calls = [];
for way = {@(p) {p.f, p.g, 'auto'}, @(p) {p.fv, p.gv, 'difference'}, @(p) {p.fv, p.gv, 'trace'}}
  calls = [];
  for name = {'bilinear', 'piecewise', 'kinked'}
    for seed = $1
      p = truth_game (name{1}, seed);
      level = way{1}(p);
      [x, y, f, exitflag, output] = pgdqa_solve (level{1:2}, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'local', ...
                                                 'Derivatives', level{3});
      assert (exitflag == 1, '%s %d', name{1}, seed);
      assert (f, p.best, 1e-6 * (1 + abs (p.best)));
      assert (output.lower.minmax);
      if (strcmp (output.stop, 'kink'))
        assert (output.lower.hull <= 1e-3 && columns (output.lower.sides) >= 2);
      end
      if (~ strcmp (name{1}, 'kinked'))
        calls(end+1) = output.calls.total;
      end
    end
  end
  median_calls(end+1) = median (calls);
end
assert (all (median_calls <= [$2, $3, $4]), 'median calls %g, %g and %g', median_calls);
END
}

@test "min-max games end at the answer with exitflag 1, by gradients, by values and traced" {
  games 1:6 150 600 200
}

# bats test_tags=long
@test "180 min-max games end at the answer with exitflag 1, by gradients, by values and traced" {
  games 1:60 100 400 200
}

# restarts SEEDS: a run from an answer costs no more than twice as much, and ends there
restarts () {
  code <<END
for name = {'bilinear', 'piecewise', 'kinked'}
  for seed = $1
    p = truth_game (name{1}, seed);
    bounds = pgdqa_options ('XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'local');
    for level = {{p.f, p.g}, {p.fv, p.gv}}
      [x, y, ~, ~, first] = by_values (level{1}{:}, p.x0, p.y0, bounds);
      [x, y, f, exitflag, again] = by_values (level{1}{:}, x, y, bounds);
      assert (exitflag == 1, '%s %d', name{1}, seed);
      assert (f, p.best, 1e-6 * (1 + abs (p.best)));
      assert (again.calls.total <= 2 * first.calls.total, '%s %d: %g after %g calls', name{1}, seed, again.calls.total, first.calls.total);
    end
  end
end
END
}

@test "a game solved again from its answer, where g has kinks or is flat, costs no more than at first" {
  restarts '[103, 105, 110, 112, 128]'
}

# bats test_tags=long
@test "60 games solved again from their answers" {
  restarts 101:130
}

@test "a convex game by values with default options costs little more than a local run" {
  code <<'END'
for seed = [101, 102, 104, 112]
  p = truth_game ('piecewise', seed);
  bounds = pgdqa_options ('XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
  [~, ~, ~, ~, local] = by_values (p.fv, p.gv, p.x0, p.y0, bounds, 'Search', 'local');
  [~, ~, f, exitflag, output] = by_values (p.fv, p.gv, p.x0, p.y0, bounds);
  assert ([exitflag, output.search.made], [1, 0]);
  assert (f, p.best, 1e-6 * (1 + abs (p.best)));
  assert (output.calls.total <= local.calls.total + 12);
end
END
}

@test "min |x - 1| as a game: from everywhere, with and without bounds of x" {
  code <<'END'
f = @(x, y) deal (y * (x - 1), y, x - 1);
g = @(x, y) deal (-y * (x - 1), -y, 1 - x);
for bounds = {{}, {'XMin', -10, 'XMax', 10}}
  for start = [3, 3, 0, 5, 2, -4; 0.5, 0, 0, -1, 1, 0.3]
    [x, ~, value, exitflag, output] = pgdqa_solve (f, g, start(1), start(2), 'YMin', -1, 'YMax', 1, bounds{1}{:});
    assert ([x, value], [1, 0], 1e-8);
    assert (exitflag, 1);
    assert (output.stop, 'kink');
    assert (sort (output.lower.sides), [-1, 1], 1e-12);
    assert (output.lower.hull < 1e-6);
    assert (output.calls.total < 100);
  end
end
END
}

@test "followers that decide all or nothing: no claim above or below what is there" {
  followers 1:8
}

# bats test_tags=long
@test "60 followers that decide all or nothing: no claim above or below what is there" {
  followers 1:60
}

# A claim may be a local answer: then no x near by has a lower f
followers () {
  code <<END
found = 0;
for seed = $1
  evalc ("p = truth_game ('follower', seed);");      # glpk says of each corner that it has no answer
  [x, y, f, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
  assert (f >= p.best - 1e-6 * (1 + abs (p.best)));
  found = found + (f <= p.best + 1e-6 * (1 + abs (p.best)));
  if (exitflag <= 0)
    continue;
  end
  randn ('twister', seed);
  for away = repmat ([1e-3, 1e-2], 1, 100)
    z = min (max (x + away * randn (size (x)), p.xmin), p.xmax);
    [~, ~, s] = p.g (z, y);
    corner = p.ymin;
    corner(s < 0) = p.ymax(s < 0);
    assert (p.fv (z, corner) >= f - 1e-4 * away);
  end
end
assert (found >= numel ($1) / 2);
END
}

@test "a tie at the end of a piece: a port sets its price, and the shipper ships all or nothing" {
  code <<'END'
f = @(p, v) deal (-p * v, -v, -p);
g = @(p, v) deal (-(5 - p) * v, v, -(5 - p));
for start = [1, 5, 9; 50, 100, 0]                    # from 9 f does not change anywhere near
  [p, v, value, exitflag, output] = pgdqa_solve (f, g, start(1), start(2), 'XMin', 0, 'XMax', 10, 'YMin', 0, 'YMax', 100);
  assert ([p, v, value], [5, 100, -500], 1e-5);
  assert (exitflag, 1);
  assert (output.stop, 'tie');
  assert (output.lower.other_y, 0);
  assert (output.lower.other_f, 0, 1e-9);
end
END
}

@test "where f (x, y (x)) does not change, the message says so" {
  code <<'END'
[~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) deal (y, 0, 1), @(x, y) deal (y * (1 + x), y, 1 + x), 0.3, 0.5, 'XMin', 0, 'XMax', 1, 'YMin', 0, 'YMax', 1);
assert (exitflag, 1);
assert (any (strfind (output.message, 'does not change near x')));
END
}

@test "no search follows a min-max game that looks convex" {
  code <<'END'
f = @(x, y) y * (x - 1);
[x, ~, ~, exitflag, output] = pgdqa_solve (f, @(x, y) -y * (x - 1), 3, 0.5, 'YMin', -1, 'YMax', 1);
assert ([x, exitflag], [1, 1], 1e-7);
assert (! output.search.made && output.lower.convex);
assert (! isempty (strfind (output.message, 'no search: a min-max problem that looks convex')), output.message);
END
}

@test "kinks of g in y are named, at the start, along the path and in games; smooth bends are not" {
  code <<'END'
A = [2, 0.5, 0.1; 0.3, 1, 0.2; 0, 0.4, 1.5; 1, 1, 1];
b = [1; 0.3; -1; 0.5];
f = @(x, w) deal (sumsq (w - [0.2; 0; -0.3]), zeros (3, 1), 2 * (w - [0.2; 0; -0.3]));
g = @(x, w) deal (sumsq (A * w - b) / 2 + sum (exp (x) .* abs (w)), exp (x) .* abs (w), A' * (A * w - b) + exp (x) .* sign (w));
[~, ~, ~, exitflag, output] = pgdqa_solve (f, g, [-1; 0; -1], [0.5; 0; -0.5]);
assert (exitflag <= 0 || isempty (output.lower.kinks));
assert (any (output.lower.kinks == 2), mat2str (output.lower.kinks));
assert (! isempty (strfind (output.message, 'g has a kink in y(')));
bend = @(w) sqrt (w .^ 2 + 1e-6);
smooth = @(x, w) deal (sumsq (A * w - b) / 2 + sum (exp (x) .* bend (w)), exp (x) .* bend (w), A' * (A * w - b) + exp (x) .* w ./ bend (w));
[~, ~, ~, ~, output] = pgdqa_solve (f, smooth, [-1; 0; -1], [0.5; 0; -0.5], 'MaxCalls', 20000);
assert (isempty (output.lower.kinks));
p = truth_game ('piecewise', 3);
[~, ~, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
assert (! isempty (output.lower.kinks));
END
}

@test "another y that solves the lower level, and bounds that the answer is at, are told" {
  code <<'END'
f = @(x, y) deal ((x - 0.5) ^ 2 - y, 2 * (x - 0.5), -1);
well = @(z) (z ^ 2 - 1) ^ 2;
slope = @(z) 4 * z * (z ^ 2 - 1);
g = @(x, y) deal (well (y - x), -slope (y - x), slope (y - x));     % y = x + 1, f = -1.75, and as good y = x - 1
[x, y, ~, ~, output] = pgdqa_solve (f, g, 0, 0.8);
assert ([x, y], [1, 2], 1e-6);
assert ([output.lower.other_y, output.lower.other_f], [0, 0.25], 1e-4);
assert (! isempty (strfind (output.message, 'another y solves the lower level there, with f = 0.25')), output.message);
[~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) deal (x + y ^ 2, 1, 2 * y), @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x)), 1, 1, 'XMin', 0.5);
assert (exitflag, 1);
assert (! isempty (strfind (output.message, 'at bounds: x(1)')), output.message);
assert (isempty (output.lower.other_y) && isnan (output.lower.other_f));
END
}

@test "by values and traced, too, f and g are asked for within the bounds of x alone" {
  code <<'END'
function v = watched (sign, x, y)
  global outside;
  outside = max ([outside, x - 1, -x]);
  v = sign * (abs (x - 1) * y) - 0.1 * x * (sign > 0);
end
global outside;
for bend = [1, -1]
  for solve = {@by_values, @pgdqa_solve}
    outside = -Inf;
    [x, ~, ~, exitflag] = solve{1} (@(x, y) watched (1, x, y) * bend, @(x, y) watched (-1, x, y), 0.3, 0.5, ...
                                    'XMin', 0, 'XMax', 1, 'YMin', -1, 'YMax', 1, 'Search', 'local');
    assert (exitflag, 1);
    assert (outside <= 0, '%g', outside);
  end
end
END
}

# 15,000, 500,000 and 4,000,000 calls where steps in x that come to nothing are repeated
@test "by values: at folds and degenerate lower levels a local run ends soon" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
names = {'mb_14', 'mb_12', 'smd_5'};
starts = {[0.62222835; 0.78881452], [1; 1], [3; 2; 3; 3; 1]};
for k = 1:numel (names)
  p = problems(strcmp ({problems.name}, names{k}));
  n = numel (p.x0);
  [~, ~, f, ~, output] = by_values (p.f, p.g, starts{k}(1:n), starts{k}(n+1:end), 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, ...
                                      'Search', 'local', 'MaxCalls', 2e5);
  assert (f, p.best, 1e-4);
  assert (output.calls.total < [12000, 150000, 50000](k), '%s: %d calls', p.name, output.calls.total);
end
END
}

@test "a tie that is the answer, by values: soon found and claimed" {
  code <<'END'
[x, y, f, exitflag, output] = by_values (@(x, y) (x - 0.25) ^ 2 + y ^ 2, @(x, y) y ^ 3 / 3 - x * y, 1, 1, 'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1);
assert ([x, y, f], [0.25, 0.5, 0.25], 1e-6);
assert (exitflag, 1);
assert (output.stop, 'tie');
assert (output.calls.total < 12000);
END
}

@test "solves of one lower-level solution are no tie: a smooth answer, by values" {
  code <<END
addpath ('$ROOT/bench');
problems = textbook_problems ();
for name = {'mb_10', 'mb_21'}
  p = problems(strcmp ({problems.name}, name{1}));
  [~, ~, f, exitflag] = by_values (p.f, p.g, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax);
  assert (exitflag, 1);
  assert (f, p.best, 1e-6);
end
END
}

@test "min over x of the largest of a function that is convex in y, over a box: its corners are all tried" {
  code <<'END'
function F = worst (fun, x, corners)
  F = max (cellfun (@(y) fun (x, y), corners));
end
for seed = 1:6
  randn ('state', seed);
  n = 1 + mod (seed, 3);
  m = 1 + mod (seed, 2);
  A = randn (n + m + 3, n);
  C = randn (n + m + 3, m);
  b = 2 * randn (n + m + 3, 1);
  fun = @(x, y) sumsq (A * x + C * y - b);
  corners = num2cell (2 * dec2bin (0:2^m-1, m)' - 97, 1);       % '0' is 48
  over = @(z) cellfun (@(y) z(end) - fun (z(1:n), y), corners)';
  z = sqp ([A \ b; 1e3], @(z) z(end), [], over, [], [], 200, 1e-12);
  best = worst (fun, z(1:n), corners);
  slopes = @(x, y, sign) deal (sign * fun (x, y), sign * 2 * A' * (A * x + C * y - b), sign * 2 * C' * (A * x + C * y - b));
  f = {fun, @(x, y) slopes(x, y, 1)};
  g = {@(x, y) -fun(x, y), @(x, y) slopes(x, y, -1)};
  for k = 1:2
    [x, y, fval, exitflag, output] = pgdqa_solve (f{k}, g{k}, 0.1 * ones (n, 1), 0.1 * ones (m, 1), ...
                                                  'XMin', -5, 'XMax', 5, 'YMin', -1, 'YMax', 1, 'Search', 'local');
    assert (exitflag, 1);
    assert (fval, worst (fun, x, corners), 1e-6 * (1 + best));
    assert (fval, best, 1e-4 * (1 + best));
    assert (output.calls.total < 5000, '%d calls', output.calls.total);
  end
end
END
}

@test "random pricing games by gradients: no claim at a point that is no kink minimum, seldom an end without a claim" {
  code <<'END'
claims = 0;
for seed = 1:16
  rand ('twister', 200 + ceil (seed / 4));
  B = rand (2);
  Q = B * B' / 2 + 0.5 * eye (2);
  a = 2.5 + 2 * rand (2, 1);
  c = 0.2 + 0.4 * rand (2, 1);
  cap = 0.6 + rand (2, 1);
  f = @(x, y) deal (-(x - c)' * y, -y, -(x - c));
  g = @(x, y) deal (0.5 * y' * Q * y - (a - x)' * y, y, Q * y - (a - x));
  rand ('twister', seed);
  [x, ~, fval, exitflag] = pgdqa_solve (f, g, 0.5 + 2 * rand (2, 1), cap / 2, 'XMin', 0, 'XMax', 5, 'YMin', 0, 'YMax', cap, 'Search', 'local', 'MaxCalls', 5000);
  F = @(x) -(x - c)' * qp (zeros (2, 1), Q, -(a - x), [], [], zeros (2, 1), cap);
  fall = 0;
  for t = (0:0.05:6.3)
    for length = [1e-4, 1e-3]
      fall = max (fall, fval - F (x + length * [cos(t); sin(t)]));
    end
  end
  assert (exitflag < 1 || fall < 1e-6, 'seed %d: f falls by %g', seed, fall);
  claims += exitflag == 1;
end
assert (claims >= 12, '%d claims', claims);
END
}

@test "a pricing game whose answer is a kink on a curved surface: the path does not crawl along it" {
  code <<'END'
Q = [2, 0.5, 0.3; 0.5, 1.5, 0.4; 0.3, 0.4, 1];
a = [4; 3; 2.5];
c = [0.5; 0.3; 0.2];
f = @(x, y) deal (-(x - c)' * y, -y, -(x - c));
g = @(x, y) deal (0.5 * y' * Q * y - (a - x)' * y, y, Q * y - (a - x));
cap = [1; 1.5; 0.6];
for x0 = [2, 2.2, 2.5; 2, 1.6, 1; 2, 1.5, 0.5]
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, x0, cap / 2, 'XMin', 0, 'XMax', [5; 2; 5], 'YMin', 0, 'YMax', cap, 'Search', 'local');
  assert (any (strcmp (output.stop, {'kink', 'no_progress'})));      % that it is a minimum is not always shown
  assert (fval, -2.62685454, 1e-5);
  assert (fval, -(x - c)' * qp (zeros (3, 1), Q, -(a - x), [], [], zeros (3, 1), cap), 1e-6);
  assert (output.calls.total < 30000, '%d calls', output.calls.total);
end
END
}
