#!/usr/bin/env bats
# Ctrl-C: a run ends within one call, the session goes on, and the memory is given back.  A session is an interactive Octave that
# reads its commands from a pipe.

load code

setup () {
  cd "$BATS_TEST_TMPDIR"
  mkdir -p "$HOME/.local/share"
  mkfifo commands
  "${OCTAVE[@]}" --interactive --no-line-editing <commands >log 2>&1 3>&- &
  session=$!
  exec 9>commands
  type_in "PS1 (''); disp (' ');"             # from here on what is printed starts its line
}

teardown () {
  exec 9>&-
  kill -KILL "$session" 2>/dev/null || true
  wait "$session" 2>/dev/null || true
}

# type_in CODE: as at the prompt
type_in () {
  printf '%s\n' "$1" >&9
}

# wait_for TEXT [COUNT]: until the session has printed TEXT COUNT times; shows its output and fails after 20 s
wait_for () {
  for _ in $(seq 2000); do
    [ "$(grep -c -- "$1" log)" -lt "${2:-1}" ] || return 0
    sleep 0.01
  done
  echo "waited in vain for: $1"
  cat log
  return 1
}

# interrupt_run CODE SIGN: types CODE, interrupts it when it has printed SIGN; it must end soon, and not by itself
interrupt_run () {
  type_in "unwind_protect, $1, disp ('ended by itself'), unwind_protect_cleanup, printf ('stopped at %.3f\n', time ()), end_unwind_protect"
  wait_for "$2"
  sleep 0.5
  local sent=$EPOCHREALTIME
  kill -INT "$session"
  wait_for '^stopped at'
  lacks log 'ended by itself\|^error'
  awk -v sent="$sent" '/^stopped at/ { late = $3 - sent; printf "%.3f s after the interrupt\n", late; exit late > 0.5 }' log
  type_in "still_solves (); disp ('alive')"
  wait_for '^alive'
}

@test "Ctrl-C ends a run on a matrix-defined problem, and the session goes on" {
  # it prints nothing and calls nothing back: only the solver itself can notice
  type_in "p = pgdqa_testproblem ('quadratic', 200, 300);"
  interrupt_run "disp ('starting'), pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 1e-3, 'MaxIter', 1e9, 'TolKKT', 0)" 'starting'
}

@test "Ctrl-C ends a run on handles, and the session goes on" {
  type_in "[f, g] = lampariello (); f = @(x, y) deal (x ^ 2 + y ^ 2 + 0 * sum (rand (1, 1e5)), 2 * x, 2 * y);"
  interrupt_run "pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', 1e9, 'TolKKT', 0, 'Display', 'iter')" 'iteration '
}

@test "Ctrl-C ends a run whose callback sleeps, with the callback" {
  type_in "[f, g] = lampariello ();"
  type_in "function stop = slow (x, values, state), pause (0.1); disp ('in OutputFcn'); stop = false; end"
  interrupt_run "pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', 1e9, 'TolKKT', 0, 'OutputFcn', @slow)" 'in OutputFcn'
}

@test "Ctrl-C ends a restoration" {
  # a chain of Rosenbrock valleys, slowly evaluated, to be solved to the last bit: it takes thousands of calls
  type_in "function [v, gx, gy] = chain (x, y), pause (0.005); a = y(1:end-1); r = y(2:end) - a .^ 2; v = 100 * (r' * r) + sum ((1 - a) .^ 2); gx = 0; gy = [-400 * a .* r - 2 * (1 - a); 0] + [0; 200 * r]; global calls; calls += 1; if (calls == 20), disp ('restoring'), end, end"
  type_in "global calls; calls = 0;"
  interrupt_run "pgdqa_solve (@(x, y) deal (x, 1, 0 * y), @chain, 0, -ones (60, 1), 'MaxIter', 0, 'Restore', true, 'TolLower', 0)" 'restoring'
}

@test "Ctrl-C gives the memory of the run back" {
  # a workspace of some 160 MB
  type_in "m = 4e5; g = pgdqa_quadratic ([]); g.Qyy = speye (m); f = g; f.Qxx = 1; y0 = ones (m, 1);"
  type_in "function stop = tell (x, values, state), if (values.iteration == 3), printf ('running with %d\n', memory_in_use ()), end, stop = false; end"
  type_in "still_solves (); printf ('before %d\n', memory_in_use ())"
  wait_for '^before'
  for round in 1 2 3; do
    type_in "pgdqa_solve (f, g, 1, y0, 'MaxIter', 1e9, 'TolKKT', 0, 'Schedule', 'diminishing', 'StepScale', 1e-3, 'OutputFcn', @tell); disp ('ended by itself')"
    wait_for '^running with' "$round"
    sleep 0.1
    kill -INT "$session"
    type_in "printf ('after %d\n', memory_in_use ())"
    wait_for '^after' "$round"
  done
  cat log
  lacks log 'ended by itself'
  awk '$1 == "before" { before = $2 } $1 == "running" { running = $3 } $1 == "after" { after = $2 }
       END { exit ! (running > before + 20000 && after < before + 20000) }' log
}

@test "Ctrl-C ends a script" {
  "${OCTAVE[@]}" --eval "p = pgdqa_testproblem ('quadratic', 20, 30); disp ('starting'); pgdqa_solve (p, 'Schedule', 'diminishing', 'StepScale', 1e-3, 'MaxIter', 1e9, 'TolKKT', 0); disp ('ended by itself')" >log 2>&1 3>&- &
  local script=$!
  wait_for 'starting'
  sleep 0.5
  kill -INT "$script"
  for _ in $(seq 200); do
    kill -0 "$script" 2>/dev/null || break
    sleep 0.01
  done
  if kill -KILL "$script" 2>/dev/null; then
    echo 'still running'
    return 1
  fi
  local status=0
  wait "$script" || status=$?
  [ "$status" -ne 0 ]
  lacks log 'ended by itself'
}

# bats test_tags=long
@test "Ctrl-C at 100 random moments, tracing, search, constraints and the writing of checkpoints among them: the session and the files stay sound" {
  RANDOM=5
  type_in "cases = {'values', 'search', 'curved', 'constrained', 'gradients', 'vpbgd', 'single'}; dies_at (Inf);"
  type_in "f = @(x, y) (x - 0.25) ^ 2 + y ^ 2; g = @(x, y) y ^ 3 / 3 - x * y;"
  type_in "function repeat (given, f, g), while (true), pgdqa_solve (given{:}, 'Checkpoint', 'run', 'CheckpointEvery', 0.005); pgdqa_solve (f, g, 1, 1, 'YMin', -1, 'YMax', 1); end, end"
  for round in $(seq 100); do
    rm -f run
    type_in "given = checkpoint_case (cases{1 + mod($round, 7)}); disp ('going $round'), repeat (given, f, g); disp ('ended by itself')"
    wait_for "^going $round\$"
    sleep "0.$((RANDOM % 4))$((RANDOM % 10))"
    kill -INT "$session"
    type_in "disp ('back $round')"
    wait_for "^back $round\$"
    if [ $((round % 10)) -eq 0 ] && [ -e run ]; then
      type_in "[x, y] = pgdqa_solve (given{:}, 'Resume', 'run'); [x2, y2] = pgdqa_solve (given{:}); assert (isequal ({x, y}, {x2, y2})); still_solves (); disp ('sound $round')"
      wait_for "^sound $round\$"
    fi
  done
  lacks log 'ended by itself\|^error'
}
