#!/usr/bin/env bats
# Kinks and jumps of f (x, y (x)): games on boxes, ties, plateaus.  Answers by linear programming (tests/truth/truth_game.m).

load code

OCTAVE+=(--path "$ROOT/tests/truth")

# games SEEDS GRADIENTS VALUES: every family of min-max games by gradients and by values; the claims are checked, and that the medians of the calls are at most
# so many
games () {
  code <<END
median_calls = [];
for values = [false, true]
  calls = [];
  for name = {'bilinear', 'piecewise', 'kinked'}
    for seed = $1
      p = truth_game (name{1}, seed);
      level = {p.f, p.g};
      if (values)
        level = {p.fv, p.gv};
      end
      [x, y, f, exitflag, output] = pgdqa_solve (level{:}, p.x0, p.y0, 'XMin', p.xmin, 'XMax', p.xmax, 'YMin', p.ymin, 'YMax', p.ymax, 'Search', 'local');
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
assert (median_calls(1) <= $2 && median_calls(2) <= $3, 'median calls %g and %g', median_calls);
END
}

@test "min-max games end at the answer with exitflag 1, by gradients and by values" {
  games 1:6 150 600
}

# bats test_tags=long
@test "180 min-max games end at the answer with exitflag 1, by gradients and by values" {
  games 1:60 100 400
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
