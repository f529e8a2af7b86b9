# Loaded by every .bats file. A file with a setup of its own changes to BATS_TEST_TMPDIR there, as the one below does:
# Octave leaves files (octave-workspace, fntests.log) where it runs.

unset MAKEFLAGS MAKELEVEL MFLAGS OCTAVE_PATH  # of the make that started the tests
ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
export HOME="$BATS_FILE_TMPDIR/home"          # no settings, packages or history of the user
export TMPDIR="$BATS_FILE_TMPDIR"             # tempname () leaves nothing behind

export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}  # tests run side by side: threads of each would wait for those of the others

# The folder with the data and reference code that some tests need, absolute because tests run elsewhere; empty if there is none
PGDQA_SHARED=$([ ! -d "${PGDQA_SHARED:-}" ] || { cd "$PGDQA_SHARED" && pwd; })
export PGDQA_SHARED

# Commands as arrays: started in the background, $! is Octave's own process id.  --norc: the start-up files take a tenth of the start.
BARE_OCTAVE=(octave-cli --no-history --norc)  # without pgdqa
OCTAVE=("${BARE_OCTAVE[@]}" --path "$ROOT/m" --path "$ROOT/src")

setup () {
  cd "$BATS_TEST_TMPDIR"
  mkdir -p "$HOME/.local/share"               # Octave complains at exit without it
}

# octave ARGUMENT...: octave-cli with the functions of this tree
octave () {
  "${OCTAVE[@]}" "$@"
}

# oct CODE: runs CODE; bats shows all its output when it fails
oct () {
  octave --eval "$1" 2>&1
}

# The functions INDEX lists, sorted, one a line
public_functions () {
  sed -n 's/^[[:space:]][[:space:]]*//p' "$ROOT/INDEX" | tr -s ' ' '\n' | sort
}

# The same as an Octave cell array: {'a','b'}
public_function_cell () {
  echo "{$(public_functions | sed "s/.*/'&'/" | paste -sd,)}"
}

# The files of m/ that users call, one a line
public_files () {
  find "$ROOT/m" -name '*.m' -not -path '*/private/*' -not -path '*/+*' -not -path '*/@*'
}

# working_tree_repository DIRECTORY: a git repository whose one commit is this tree as it is now, uncommitted work included,
# for tests of what is made from a commit
working_tree_repository () {
  unset $(git rev-parse --local-env-vars)     # set when the tests run in a git hook
  mkdir -p "$1"
  tar -C "$ROOT" --exclude=./.git --exclude=./src/build --exclude=./octave-workspace -cf - . | tar -C "$1" -xf -
  git -C "$1" init --quiet
  git -C "$1" add --all
  git -C "$1" -c user.name=tests -c user.email=tests@localhost commit --quiet --message 'The working tree'
}
