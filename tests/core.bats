#!/usr/bin/env bats
# The C core without Octave, under ASan and UBSan: tests/core/*.c.

load helper

# passes BINARY: builds and runs the tests of one precision
passes () {
  make -C "$ROOT/src" --no-print-directory --jobs="$(nproc)" "build/$1"
  run "$ROOT/src/build/$1"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -gt 100 ]
}

@test "the C core passes its own tests under the sanitizers" {
  passes core_test
}

# bats test_tags=long
@test "likewise in single precision" {
  passes core_test_single
}

@test "the runner of the C tests fails when a test does" {
  cat >failing.c <<'END'
#include "test.h"

TEST (a_test_that_fails) { CHECK_NEAR (1, 2, 0.5); }
TEST (a_test_that_passes) { CHECK (true); }
END
  cc -std=c11 -I"$ROOT/tests/core" failing.c "$ROOT/tests/core/runner.c" -lm -o failing
  run ./failing
  echo "$output"
  [ "$status" -ne 0 ]
  grep -q '^not ok 1 - failing.c: a test that fails$' <<<"$output"
  grep -q '^ok 2 - failing.c: a test that passes$' <<<"$output"
  run ./failing no_such_test
  [ "$status" -ne 0 ]
}
