# Loaded by the .bats files that run Octave code: helper.bash, and the functions of tests/fixtures on Octave's path.
load helper

OCTAVE+=(--path "$ROOT/tests/fixtures")

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

# The folder with the data and reference code that some tests need, which may be absent
SHARED=$ROOT/../shared

needs_shared () {
  [ -e "$SHARED/$1" ] || skip "$1 not found beside the project"
}
