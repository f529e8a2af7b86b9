#!/usr/bin/env bats
# The package as users install it. The tarballs hold the working tree, uncommitted work included (see working_tree_repository).

load helper

setup_file () {
  mkdir -p "$HOME/.local/share"
  working_tree_repository "$BATS_FILE_TMPDIR/repository"
}

REPOSITORY=$BATS_FILE_TMPDIR/repository
VERSION=$(sed -n 's/^Version: *//p' "$ROOT/DESCRIPTION")
DIST=$REPOSITORY/pgdqa-$VERSION.tar.gz

# with_prefix PREFIX CODE: runs CODE where pkg sees only the packages installed under PREFIX
with_prefix () {
  mkdir -p "$1"
  "${BARE_OCTAVE[@]}" --eval "pkg ('prefix', '$1', '$1'); pkg ('local_list', '$1/list'); $2" 2>&1
}

# installs_quietly PREFIX TARBALL
installs_quietly () {
  run with_prefix "$1" "pkg install -local $2"
  echo "$output"
  [ "$status" -eq 0 ]
  ! grep -E '(warning|error):' <<<"$output"
}

@test "make dist writes the same tarball twice, with one top directory" {
  make -C "$REPOSITORY" dist
  cp "$DIST" first.tar.gz
  make -C "$REPOSITORY" dist
  cmp first.tar.gz "$DIST"
  run sh -c "tar -tzf '$DIST' | cut -d/ -f1 | sort -u"
  [ "$output" = "pgdqa-$VERSION" ]
}

@test "the dist tarball installs without warnings" {
  installs_quietly "$BATS_FILE_TMPDIR/dist" "$DIST"
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
  with_prefix "$BATS_FILE_TMPDIR/dist" "pkg load pgdqa; prefix = '$BATS_FILE_TMPDIR/dist';
    names = $(public_function_cell); source ('check_installed.m');"
}

@test "pkg test pgdqa passes" {
  with_prefix "$BATS_FILE_TMPDIR/dist" "pkg load pgdqa; pkg test pgdqa" | tee summary
  # its exit status is 0 whatever happens: count
  [ "$(awk '$1 == "PASS" && NF == 2 { print $2 }' summary)" -gt 0 ]
  [ "$(awk '($1 == "FAIL" || $1 == "REGRESSION") && NF == 2 { n += $2 } END { print n + 0 }' summary)" -eq 0 ] || {
    cat fntests.log
    false
  }
}

@test "pkg uninstall leaves no file" {
  with_prefix "$BATS_FILE_TMPDIR/dist" "pkg uninstall -local pgdqa"
  run find "$BATS_FILE_TMPDIR/dist" -type f
  echo "$output"
  [ -z "$output" ]
}

@test "a plain git archive installs and loads" {
  git -C "$REPOSITORY" archive --prefix=archive/ --output="$PWD/archive.tar.gz" HEAD
  installs_quietly "$BATS_FILE_TMPDIR/archive" "$PWD/archive.tar.gz"
  with_prefix "$BATS_FILE_TMPDIR/archive" "pkg load pgdqa; assert (exist ('pgdqa_mex'), 3);"
}

@test "make install PREFIX: a relative one with a blank, and the line printed can be pasted" {
  run make -C "$REPOSITORY" install PREFIX='pre fix'
  echo "$output"
  [ "$status" -eq 0 ]
  line=$(sed -n 's/^To use it: //p' <<<"$output")
  "${BARE_OCTAVE[@]}" --eval "$line; assert (strncmp (which ('pgdqa_solve'), '$REPOSITORY/pre fix/', $((${#REPOSITORY} + 9))));"
  "${BARE_OCTAVE[@]}" --eval "${line%;*}; pkg uninstall -local pgdqa"
  [ -z "$(find "$REPOSITORY/pre fix" -name '*.m')" ]
  rm -r "$REPOSITORY/pre fix"
}

@test "pre_install copies m to inst, also twice, and leaves the checkout clean" {
  cd "$REPOSITORY"
  "${BARE_OCTAVE[@]}" --eval "pre_install (struct ()); pre_install (struct ());"
  diff -r m inst
  run git status --porcelain
  [ -z "$output" ]
}
