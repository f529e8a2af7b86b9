#!/usr/bin/env bats
# The package as users install it: packed, compiled and installed once, then used, tested and removed in this order.
# The tarballs hold the working tree, uncommitted work included (see working_tree_repository).

load helper

BATS_NO_PARALLELIZE_WITHIN_FILE=true

setup_file () {
  mkdir -p "$HOME/.local/share"
  working_tree_repository "$BATS_FILE_TMPDIR/repository"
}

REPOSITORY=$BATS_FILE_TMPDIR/repository
VERSION=$(sed -n 's/^Version: *//p' "$ROOT/DESCRIPTION")
DIST=$REPOSITORY/pgdqa-$VERSION.tar.gz
PREFIX=$REPOSITORY/pre\ fix
USE=$BATS_FILE_TMPDIR/use.m    # the line that `make install` prints

# installed CODE: runs CODE after that line
installed () {
  "${BARE_OCTAVE[@]}" --eval "$(cat "$USE"); $1" 2>&1
}

# path_without PATTERN: makes the folder path that holds the programs of PATH but those with a name that PATTERN matches
path_without () {
  mkdir path
  # of programs of one name the first is the one: ln refuses the others
  find ${PATH//:/ } -mindepth 1 -maxdepth 1 ! -type d 2>/dev/null | grep -Ev "/($1)\$" | xargs ln -s -t path 2>/dev/null || true
}

COMPILERS='cc|gcc|[a-z0-9_]+-linux-gnu-gcc|c99|clang'

@test "make all and make demo without a compiler or mkoctfile: one sentence that says what to install" {
  local make
  make=$(command -v make)
  path_without "$COMPILERS|mkoctfile.*|apt-get"
  for target in all demo; do
    PATH=$PWD/path run "$make" -C "$ROOT" --no-print-directory "$target"
    echo "$output"
    [ "$status" -ne 0 ]
    [ "${#lines[@]}" -eq 1 ]
    [[ $output == *'pgdqa needs more tools, on Debian: apt-get update && apt-get install '*' octave-dev gcc'* ]]
  done
}

@test "make demo asks for no tool that only tests need" {
  path_without 'bats|makeinfo|parallel|git|apt-get'
  cd "$ROOT"
  PATH=$BATS_TEST_TMPDIR/path run .ci/setup
  echo "$output"
  [ "$status" -eq 0 ]
  PATH=$BATS_TEST_TMPDIR/path run .ci/setup tests
  echo "$output"
  [ "$status" -ne 0 ]
  [[ $output == *bats*git*texinfo* ]]
}

@test "pkg install without make or a compiler: the same sentence, and nothing is installed" {
  make -C "$REPOSITORY" dist
  for lacking in "make gmake|make" "gcc $COMPILERS"; do
    rm -rf path
    path_without "${lacking#* }"
    # Octave puts its own folder into PATH
    run "${BARE_OCTAVE[@]}" --eval "setenv ('PATH', '$PWD/path'); pkg ('prefix', '$PWD/p', '$PWD/p'); pkg ('local_list', '$PWD/list'); pkg install -local $DIST"
    echo "$output"
    [ "$status" -ne 0 ]
    [ "$(grep -c 'pgdqa needs more tools, on Debian' <<<"$output")" -eq 1 ]
    [[ $output == *"install -y --no-install-recommends ${lacking%% *}"* ]]
    [ -z "$(find . -name 'pgdqa_*' -not -type l)" ]
  done
}

@test "a tree that is not built, or of which only m is on the path: pgdqa:needs, which says what to do" {
  cp -r "$ROOT/m" .
  mkdir src
  cp "$ROOT/src/pgdqa_mex.m" src
  cat >refused.m <<'END'
function refused (words)
  for call = {@() pgdqa_solve(@(x, y) x, @(x, y) y, 0, 0), @() pgdqa_options(), @() pgdqa_term('square', 1, 1), @() pgdqa_demo('Plots', false)}
    try
      call{1} ();
      error ('nothing was refused');
    catch failure
      assert ({failure.identifier, failure.message}, {'pgdqa:needs', words});
    end
  end
end
END
  local unbuilt='pgdqa is not built: run `make all` in its folder, or install it by pkg install'
  "${BARE_OCTAVE[@]}" --path "$PWD/m" --path "$PWD/src" --eval "refused ('$unbuilt');"
  "${BARE_OCTAVE[@]}" --path "$PWD/m" --eval "refused ('$unbuilt');"
  "${BARE_OCTAVE[@]}" --path "$ROOT/m" --eval "refused ('the compiled part of pgdqa is not on the path: addpath $ROOT/src');"
}

@test "make dist writes the same tarball twice, with one top directory and the files of a plain git archive" {
  make -C "$REPOSITORY" dist
  cp "$DIST" first.tar.gz
  make -C "$REPOSITORY" dist
  cmp first.tar.gz "$DIST"
  tar -xzf "$DIST"
  git -C "$REPOSITORY" archive --prefix=archive/ HEAD | tar -xf -
  [ "$(ls)" = "$(printf '%s\n' archive first.tar.gz "pgdqa-$VERSION")" ]
  diff -r archive "pgdqa-$VERSION"
}

@test "make install: without warnings, into a relative folder with a blank" {
  run make -C "$REPOSITORY" install PREFIX='pre fix'
  echo "$output"
  [ "$status" -eq 0 ]
  [[ $output != *warning:* && $output != *error:* ]]
  sed -n 's/^To use it: //p' <<<"$output" >"$USE"
}

@test "the installed functions and MEX are the ones called, and every function in INDEX has help" {
  cat >check_installed.m <<'END'
installed = @(name) strncmp (which (name), prefix, numel (prefix));
for name = names
  [~, format] = get_help_text (name{1});
  if (~ installed (name{1}) || ~ strcmp (format, 'texinfo'))
    error ('%s: found at "%s", help: %s', name{1}, which (name{1}), format);
  end
end
assert (installed ('pgdqa_mex'));
assert (exist ('pgdqa_mex'), 3);
[~, format] = get_help_text ('pgdqa_mex');
assert (format, 'texinfo');
END
  [ -z "$(find "$PREFIX"/pgdqa-* -maxdepth 1 -name 'pgdqa_mex*')" ]    # it would hide the MEX
  installed "prefix = '$PREFIX/'; names = $(public_function_cell); source ('check_installed.m');"
}

@test "the installed package tells its version; pkg unload takes all its folders from the path" {
  installed "problem = pgdqa_testproblem ('lampariello'); result = pgdqa_compare (problem, {'pgdqa'}, 'MaxCalls', 50); \
             assert (result.environment.pgdqa, '$VERSION');"
  installed "assert (any (strfind (path (), '$PREFIX/'))); pkg unload pgdqa; assert (! any (strfind (path (), '$PREFIX/')));"
}

@test "pkg test pgdqa: every function has tests and all pass" {
  installed 'pkg test pgdqa' | tee summary
  # its exit status is 0 whatever happens: count
  diff <(public_functions) <(sed -n 's|.*/\(pgdqa[a-z_]*\)\.m \.*  *pass .*|\1|pI' summary | sort) || {
    cat fntests.log
    false
  }
}

@test "pkg uninstall leaves no file" {
  "${BARE_OCTAVE[@]}" --eval "$(sed 's/;[^;]*$//' "$USE"); pkg uninstall -local pgdqa"
  run find "$PREFIX" -type f -not -name octave_packages
  echo "$output"
  [ -z "$output" ]
  rm -r "$PREFIX"
}

@test "pre_install copies m to inst, also twice, and leaves the checkout clean" {
  cd "$REPOSITORY"
  "${BARE_OCTAVE[@]}" --eval "pre_install (struct ()); pre_install (struct ());"
  diff -r m inst
  run git status --porcelain
  [ -z "$output" ]
}
