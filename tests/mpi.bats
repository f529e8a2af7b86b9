#!/usr/bin/env bats
# Runs on several processes (help pgdqa_mpi).  Skipped where there is no mpirun or the package was built without MPI.

load code

OCTAVE+=(--path "$ROOT/tests/mpi")

setup () {
  cd "$BATS_TEST_TMPDIR"
  mkdir -p "$HOME/.local/share"
  [[ $BATS_TEST_DESCRIPTION == *without\ MPI* ]] || { command -v mpirun && [ -e "$ROOT/src/pgdqa_mex_mpi.mex" ]; } >/dev/null \
    || skip "needs mpirun and a build with MPI"
}

# Root may run it, on fewer cores than ranks; other settings of Open MPI stay
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1

# ranks R ARGUMENT...: octave-cli on R ranks; no longer than 200 s
ranks () {
  local R=$1
  shift
  timeout -s KILL 200 mpirun -n "$R" "${OCTAVE[@]}" "$@" 2>&1
}

# rank_code R <<'END': runs the Octave code on standard input on R ranks, with rank and size
rank_code () {
  { echo "1; rank = pgdqa_mpi ('rank'); size = pgdqa_mpi ('size');"; cat; } >code.m
  ranks "$1" code.m
}

# says TEXT COUNT: so many lines of $output hold TEXT
says () {
  [ "$(grep -c -F -e "$1" <<<"$output")" -eq "$2" ] || { echo "$output"; return 1; }
}

@test "one rank: the same bits as without" { ranks 1 --eval agreement; }
@test "two ranks agree with one"           { ranks 2 --eval agreement; }
@test "three ranks agree with one"         { ranks 3 --eval agreement; }
@test "four ranks, of which one has no rows, agree with one" { ranks 4 --eval agreement; }

@test "an error in a callback of one rank is raised on every rank with its id and message" {
  run rank_code 3 <<'END'
for how = {'value', 'gradient', 'product', 'probe', 'tracing'}
  [f, g] = throwing (how{1}, rank == 1);
  options = {'Comm', 'mpi', 'Search', 'local', 'Derivatives', {'auto', 'trace'}{1 + strcmp(how{1}, 'tracing')}};
  failure = expect_failure (@() pgdqa_solve (f, g, 1, [1; 2], options{:}));
  say ('%s: %s %s\n', how{1}, failure.identifier, failure.message);
end
[x, y] = pgdqa_solve (@(x, y) sumsq (y - 1) / size, @(x, y) sumsq (y - x) / size, 3, [1; 2], 'Comm', 'mpi');   % the next run is well
assert ([x; y], ones (3, 1), 1e-6);
say ('goes on\n');
END
  [ "$status" -eq 0 ]
  for how in value gradient product probe; do
    says "$how: mine:$how rank 1 cannot" 3
  done
  says 'tracing: pgdqa:trace ' 3
  says 'goes on' 3
}

@test "a wrong result of one rank, or an error of OutputFcn, is raised on every rank" {
  run rank_code 2 <<'END'
f = @(x, y) deal (sumsq (y - 1), 0 * x, 2 * (y - 1));
g = @(x, y) deal (sumsq (y - x), -2 * sum (y - x), 2 * (y - x));
bad = @(x, y) deal (sumsq (y - x), -2 * sum (y - x), 2 * (y(1:end-(rank == 1)) - x));
failure = expect_failure (@() pgdqa_solve (f, bad, 3, [1; 2], 'Comm', 'mpi'));
say ('size: %s %s\n', failure.identifier, failure.message);
failure = expect_failure (@() pgdqa_solve (f, g, 3, [1; 2], 'Comm', 'mpi', 'OutputFcn', @(x, v, s) error ('mine:output', 'enough on %d', rank)));
say ('output: %s %s\n', failure.identifier, failure.message);
failure = expect_failure (@() pgdqa_solve (f, g, 3, [1; 2], 'Comm', 'mpi', 'LowerSolve', @(x, y) error ('mine:lower', 'no y on %d', rank)));
say ('lower: %s %s\n', failure.identifier, failure.message);
END
  [ "$status" -eq 0 ]
  says 'size: pgdqa:oracle lower-level gradient gy has size 1x1, expected 2x1 (m = 2)' 2
  says 'output: mine:output enough on 0' 2
  says 'lower: mine:lower no y on 0' 2
}

@test "ranks that are called with other problems or options are refused on every rank" {
  run rank_code 3 <<'END'
f = @(x, y) sumsq (y - 1);
g = @(x, y) sumsq (y - x);
y0 = ones (2, 1);
last = rank == 2;
names = {'m', 'y0', 'x0', 'options', 'bounds', 'CommX'};
calls = {@() pgdqa_solve(f, g, 1, ones (2 + last, 1), 'Comm', 'mpi'), @() pgdqa_solve(f, g, 1, y0 + last, 'Comm', 'mpi'), ...
         @() pgdqa_solve(f, g, 1 + last, y0, 'Comm', 'mpi'), @() pgdqa_solve(f, g, 1, y0, 'Comm', 'mpi', 'MaxIter', 10 + last), ...
         @() pgdqa_solve(f, g, 1, y0, 'Comm', 'mpi', 'YMax', 9 + last), ...
         @() pgdqa_solve(f, g, 1, y0, 'Comm', 'mpi', 'CommX', {'same', 'split'}{1 + last})};
for i = 1:numel (calls)
  failure = expect_failure (calls{i});
  say ('%s: %s %s\n', names{i}, failure.identifier, failure.message);
end
failure = expect_failure (@() pgdqa_solve (f, g, 1, y0, 'Comm', 'mpi', 'MaxMemory', 1e-3));
say ('memory: %s %s\n', failure.identifier, failure.message);
failure = expect_failure (@() pgdqa_solve (f, g, 1, y0, 'Comm', 'mpi', 'CommX', 'split', 'LowerA', [1, 1, 0], 'LowerB', 1));
say ('split: %s %s\n', failure.identifier, failure.message);
END
  [ "$status" -eq 0 ]
  says 'm: pgdqa:mpi pgdqa_solve: the number of y of rank 2 differ' 3
  says 'y0: pgdqa:mpi pgdqa_solve: y0 of rank 2 differ from those of rank 0, expected the same on every rank' 3
  says 'x0: pgdqa:mpi' 3
  says 'options: pgdqa:mpi pgdqa_solve: options of rank 2' 3
  says 'bounds: pgdqa:mpi pgdqa_solve: options of rank 2' 3
  says 'CommX: pgdqa:mpi pgdqa_solve: CommX differs' 3
  says 'memory: pgdqa:memory pgdqa_solve: MaxMemory is 0.001 MB, expected at least' 3
  says 'split: pgdqa:mpi pgdqa_solve: LowerA reads x' 3
}

@test "OutputFcn runs on rank 0 and stops all at the same iterate; Display prints once; MaxTime stops all" {
  run rank_code 2 <<'END'
f = @(x, y) sumsq (y - (1:2)') / size;
g = @(x, y) (sumsq (y - [x; x^2]) + sum (y .^ 4)) / size;
global seen
seen = 0;
[x, y, ~, exitflag, output] = pgdqa_solve (f, g, 3, [1; 2], 'Comm', 'mpi', 'OutputFcn', @stop_at_3, 'TolKKT', 0, 'Search', 'local');
say ('stop: exitflag %d, %d iterations, y %.17g, seen %d\n', exitflag, output.iterations, y(1), seen * (rank == 0) + 4 * (rank > 0));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 3, [1; 2], 'Comm', 'mpi', 'Display', 'final', 'Search', 'local');
slow = @(x, y) f (x, y) + 0 * (1:2) * slowly (y);
[~, ~, ~, exitflag, output] = pgdqa_solve (slow, g, 3, [1; 2], 'Comm', 'mpi', 'MaxTime', 0.3, 'Derivatives', 'difference', 'Search', 'local');
say ('time: %s after %d iterations, %d calls\n', output.stop, output.iterations, output.calls.total);
END
  [ "$status" -eq 0 ]
  says "$(grep '^stop: exitflag -1' <<<"$output" | head -1)" 2
  says 'pgdqa: Both tolerances are met' 1
  says "$(grep '^time: max_time' <<<"$output" | head -1)" 2
}

@test "functions that evaluate one rank's part alone refuse Comm mpi" {
  run rank_code 1 <<'END'
p = pgdqa_testproblem ('sine');
[~, ~, ~, ~, output] = pgdqa_solve (p, 'Comm', 'mpi', 'Search', 'local');
calls = {@() pgdqa_multistart(p, 2, 'Comm', 'mpi'), @() pgdqa_sensitivity(output), ...
         @() pgdqa_compare(p, {struct('label', 'a', 'options', pgdqa_options ('Comm', 'mpi'))}, 'MaxCalls', 100)};
for i = 1:3
  failure = expect_failure (calls{i});
  say ('%s %s\n', failure.identifier, failure.message);
end
END
  for name in multistart sensitivity compare; do
    says "pgdqa:mpi pgdqa_$name: Comm is 'mpi', expected 'none'" 1
  done
}

@test "with split x every rank has its part of what is sized like x" {
  run rank_code 3 <<'END'
[first, last] = pgdqa_mpi ('split', 7);
k = (first:last)';
f = @(x, y) sumsq (y - 1) / size + sum ((x - k) .^ 2);
g = @(x, y) sumsq (y - sum (x) / 7) / size + 0 * sum (x);
f2 = @(x, y) sumsq (y - 1) / size + sum ((x - k) .^ 2);
g2 = @(x, y) sum ((y - 2) .^ 2) / size + 0.1 * sum (x) * y(1);
[x, y, fval, exitflag, output] = pgdqa_solve (f2, g2, k / 10, [0; 0], 'Comm', 'mpi', 'CommX', 'split', 'XMax', 10 * k, 'Search', 'local');
[X, Y, F] = pgdqa_solve (@(x, y) sumsq (y - 1) + sumsq (x - (1:7)'), @(x, y) sumsq (y - 2) + 0.1 * sum (x) * y(1), (1:7)' / 10, [0; 0], 'Search', 'local');
assert (x, X(k), 1e-6);
assert ([y; fval], [Y; F], 1e-6);
assert (output.problem.x, x);
assert (output.problem.x0, k / 10);
[again, ~, ~, exitflag, warm] = pgdqa_solve (f2, g2, x, y, 'Comm', 'mpi', 'CommX', 'split', 'XMax', 10 * k, 'Search', 'local', 'WarmStart', output);
assert (again, x, 1e-6);
[x, y, fval, exitflag, output] = pgdqa_solve (f2, g2, k / 10, [0; 0], 'Comm', 'mpi', 'CommX', 'split', 'LowerA', [zeros(1, numel (k)), 1, 1], ...
                                              'LowerB', 3, 'Search', 'local');
[X, Y, F] = pgdqa_solve (@(x, y) sumsq (y - 1) + sumsq (x - (1:7)'), @(x, y) sumsq (y - 2) + 0.1 * sum (x) * y(1), (1:7)' / 10, [0; 0], 'LowerA', ...
                         [zeros(1, 7), 1, 1], 'LowerB', 3, 'Search', 'local');
assert ([x; y; fval], [X(k); Y; F], 1e-4);
say ('well\n');
END
  says 'well' 3
}

@test "weight multiplies a rank's part; defaults of Threads and MaxMemory are shared out" {
  run rank_code 2 <<'END'
f = @(x, y) sumsq (y - 1);
f = pgdqa_objective (f);
f.weight = 0.5;
g = pgdqa_quadratic (4, [-2, -2], 2 * eye (2), 0, [0; 0]);
g.weight = 3 * rank;
[x, y, fval, ~, output] = pgdqa_solve (f, g, 3, [1; 2], 'Comm', 'mpi');
assert ([x; y], ones (3, 1), 1e-6);
[~, ~, ~, ~, alone] = pgdqa_solve (f, g, 3, [1; 2]);
assert (output.options.MaxMemory, alone.options.MaxMemory / 2, 1e-9 * alone.options.MaxMemory);
assert (output.options.Threads, max (1, floor (nproc () / 2)));
say ('well\n');
END
  says 'well' 2
}

@test "a rank that ends by an error of its script, is killed or interrupted ends all" {
  run rank_code 2 <<'END'
if (rank == 1)
  error ('no data on this rank');
end
pgdqa_solve (@(x, y) y^2, @(x, y) (y - x)^2, 1, 1, 'Comm', 'mpi');
END
  [ "$status" -ne 0 ] && [ "$status" -ne 137 ]
  says 'no data on this rank' 1

  cat >long.m <<'END'
1;
f = @(x, y) sumsq (y - 1) + 0 * (1:2) * slowly (y);
pgdqa_solve (f, @(x, y) sumsq (y - x), 3, [1; 2], 'Comm', 'mpi', 'Derivatives', 'difference', 'TolKKT', 0, 'TolLower', 0);
END
  for how in KILL INT mpirun; do
    timeout -s KILL 200 mpirun -n 2 "${OCTAVE[@]}" long.m >out 2>&1 &
    started=$!
    while [ "$(grep -a -c '^[0-9]' out)" -lt 2 ]; do sleep 0.1; done
    sleep 0.5
    case $how in
      mpirun) kill -INT $(pgrep -P "$started") ;;                    # Ctrl-C
      *) kill -"$how" "$(grep -a '^[0-9]' out | tail -1)" ;;
    esac
    ended=0
    wait "$started" || ended=$?
    [ "$ended" -ne 0 ]
    for pid in $(grep -a '^[0-9]' out); do
      [ ! -e "/proc/$pid" ] || grep 'State:.*Z' "/proc/$pid/status"  # ended, though nobody has asked how
    done
    [ "$how" != INT ] || grep -a 'rank [01] was interrupted' out
  done
}

@test "without MPI: pgdqa_mpi is rank 0 of 1, and Comm mpi says what to install" {
  mkdir src
  cp "$ROOT"/src/pgdqa_mex.mex src/
  run "${BARE_OCTAVE[@]}" --path "$ROOT/m" --path "$PWD/src" --eval "
    [first, last] = pgdqa_mpi ('split', 9);
    assert ([first, last, pgdqa_mpi('rank'), pgdqa_mpi('size')], [1, 9, 0, 1]);
    pgdqa_mpi ('barrier');
    try
      pgdqa_solve (@(x, y) y^2, @(x, y) (y - x)^2, 1, 1, 'Comm', 'mpi');
    catch err
      disp (err.identifier), disp (err.message)
    end"
  says 'pgdqa:mpi' 1
  says 'pgdqa is built without MPI, expected Open MPI or MPICH: install it' 1
  OMPI_COMM_WORLD_SIZE=2 run "${BARE_OCTAVE[@]}" --path "$ROOT/m" --path "$PWD/src" --eval "pgdqa_mpi ('rank')"
  [ "$status" -ne 0 ]
}

@test "a job that is killed goes on from a file a rank, also where one rank is a write behind; a missing file ends all ranks" {
  cat >problem.m <<'M'
rank = pgdqa_mpi ('rank');
size = pgdqa_mpi ('size');
A = reshape (sin (1:12), 4, 3) * (1 + rank);
f = @(x, y) deal (sumsq (y - 1) / size + 0.3 * sum (cos (x)) / size, -0.3 * sin (x) / size, 2 * (y - 1) / size);
g = @(x, y) deal (sumsq (y - A * x) / size + 0.1 * sum (y .^ 4) / size, -2 * A' * (y - A * x) / size, 2 * (y - A * x) / size + 0.4 * y .^ 3 / size);
given = {f, g, ones(3, 1), ones(4, 1), 'Comm', 'mpi'};
M
  code='source problem.m; [x, y, fval, ~, output] = pgdqa_solve (given{:}); c = output.calls; save ("-binary", sprintf ("answer.%d", rank), "x", "y", "fval", "c");'
  ranks 2 --eval "$code"
  # rank 1 dies at its 150th call
  run ranks 2 --eval "source problem.m; if (rank == 1), dies_at (150); else, dies_at (Inf); end
    h = given{2}; given{2} = @(x, y) after ({@() dies_at(), @() h(x, y)}); pgdqa_solve (given{:}, 'Checkpoint', 'run', 'CheckpointEvery', 1e-4);"
  [ "$status" -ne 0 ]
  [ -e run.0 ] && [ -e run.1 ]
  goes_on='source problem.m; h = given{2}; given{2} = @(x, y) after ({@() dies_at(), @() h(x, y)}); dies_at (Inf);
    [x, y, fval, ~, output] = pgdqa_solve (given{:}, "Resume", "run"); r = load (sprintf ("answer.%d", rank)); assert (isequal ({x, y, fval, output.calls}, {r.x, r.y, r.fval, r.c}));'
  cp run.0 kept.0; cp run.1 kept.1; cp run.0.old kept.0.old; cp run.1.old kept.1.old
  ranks 2 --eval "$goes_on"
  cp kept.1.old run.1; cp kept.0 run.0; cp kept.0.old run.0.old   # as if rank 1 had died before it wrote
  ranks 2 --eval "$goes_on"
  run ranks 2 --eval "${goes_on/\"run\"/\"none\"}"
  [ "$status" -ne 0 ]
  grep -q 'none.0' <<<"$output"
}
