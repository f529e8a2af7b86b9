# Loaded by the .bats files that run Octave code: helper.bash, and the functions of tests/fixtures and examples on Octave's path.
load helper

OCTAVE+=(--path "$ROOT/tests/fixtures" --path "$ROOT/examples")

# code <<'END': runs the Octave code on standard input; bats shows all its output when it fails
code () {
  { printf '1; '; cat; } >code.m              # 1: a script, though it may begin with a function
  octave code.m 2>&1
}

# lacks FILE PATTERN: no line of FILE matches.  ("! grep" does not fail a test.)
lacks () {
  if grep -e "$2" "$1"; then
    return 1
  fi
}

# needs_shared NAME: skips the test where there is no such file in PGDQA_SHARED.  The tests that call it have the tag "shared".
needs_shared () {
  grep -F -B1 "@test \"$BATS_TEST_DESCRIPTION\"" "$BATS_TEST_FILENAME" | grep -q '^# bats test_tags=.*shared' || {
    echo 'the line before a test that needs PGDQA_SHARED is: # bats test_tags=shared'
    return 1
  }
  [ -n "$PGDQA_SHARED" ] && [ -e "$PGDQA_SHARED/$1" ] || skip "needs PGDQA_SHARED, a folder with $1"
}
