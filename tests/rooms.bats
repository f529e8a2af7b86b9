#!/usr/bin/env bats
# m/ has rooms, folders of functions that users call, each with a private/ of its own; what several need is in +pgdqa_shared/.

load helper

# rooms: the folders of m/ with functions that users call, one a line
rooms () {
  (cd "$ROOT/m" && find . -mindepth 1 -maxdepth 1 -type d -not -name '+*' | sed 's,^\./,,' | sort)
}

@test "where m/ comes onto the path, so do all rooms, absolute; where it goes, they go" {
  cat >path_of.m <<'END'
m = fullfile ('ROOT', 'm');
list = fullfile (m, strsplit ('ROOMS', ' '));
function folders = on_path (m)
  folders = strsplit (path (), pathsep ());
  folders = sort (folders(strncmp (folders, [m, filesep()], numel (m) + 1)));
end
assert (on_path (m), list);
assert (which ('pgdqa_solve'), fullfile (m, 'solve', 'pgdqa_solve.m'));
rmpath (m);
assert (on_path (m), cell (1, 0));
for folders = {m, m, genpath(m)}               % the last is MATLAB's way
  addpath (folders{1});
  assert (on_path (m), list);
end
END
  sed -i "s,ROOT,$ROOT,; s,ROOMS,$(rooms | paste -sd' ')," path_of.m
  "${BARE_OCTAVE[@]}" --path "$ROOT/m" path_of.m >said 2>&1 || { cat said; false; }
  diff /dev/null said
  cd "$ROOT"
  "${BARE_OCTAVE[@]}" --path m --eval "assert (which ('pgdqa_solve'), '$ROOT/m/solve/pgdqa_solve.m');"
}

@test "a function calls what is in its file, in the private/ of its room, in +pgdqa_shared/ by the full name, and what users call" {
  cat >reach.awk <<'END'
function name_of (file) { sub (/.*\//, "", file); sub (/\.m$/, "", file); return file }
function room_of (file) { sub (/\/(private\/)?[^\/]*$/, "", file); return file }

FNR == 1 {
  files[++count] = FILENAME
  if (FILENAME ~ /\/private\//)
    rooms[name_of(FILENAME)] = rooms[name_of(FILENAME)] " " room_of(FILENAME) " "
  else if (FILENAME ~ /\/\+/)
    shared[name_of(FILENAME)] = 1
}

{
  code = $0
  gsub (/\047([^\047]|\047\047)*\047/, "S", code)
  sub (/%.*/, "", code)
  if (code ~ /^ *function /) {
    name = code
    sub (/ *\(.*/, "", name)
    sub (/.*[ =]/, "", name)
    own[FILENAME, name] = 1
    if (! sub (/^[^)]*\),/, "", code))   # a method in one line goes on
      code = ""
  }
  lines[FILENAME, FNR] = code
  last[FILENAME] = FNR
}

END {
  for (i = 1; i <= count; i++) {
    file = files[i]
    for (k = 1; k <= last[file]; k++) {
      code = lines[file, k]
      while (match (code, /@?[A-Za-z][A-Za-z0-9_.]*( ?\()?/)) {   # called, or a handle is taken
        name = substr (code, RSTART, RLENGTH)
        code = substr (code, RSTART + RLENGTH)
        if (name !~ /^@|\($/)
          continue
        gsub (/^@| ?\($/, "", name)
        if (sub (/^pgdqa_shared\./, "", name)) {
          used["+/" name] = 1
          if (!(name in shared))
            print file ":" k ": there is no pgdqa_shared." name
        } else if (!((file, name) in own)) {
          used[room_of(file) "/" name] = 1
          if (name in shared)
            print file ":" k ": " name " without pgdqa_shared."
          else if ((name in rooms) && index (rooms[name], " " room_of(file) " ") == 0)
            print file ":" k ": " name " is private to" rooms[name]
        }
      }
    }
  }
  for (i = 1; i <= count; i++)
    if (files[i] ~ /\/private\// && !((room_of(files[i]) "/" name_of(files[i])) in used))
      print "nothing calls " files[i]
  for (name in shared)
    if (!(("+/" name) in used) && name != "rooms")
      print "nothing calls pgdqa_shared." name
}
END
  (cd "$ROOT/m" && find . -name '*.m' | sort | xargs awk -f "$BATS_TEST_TMPDIR/reach.awk") >faults
  diff /dev/null faults
}

@test "what one room alone needs is in that room" {
  for file in "$ROOT"/m/+pgdqa_shared/*.m; do
    name=$(basename "$file" .m)
    grep -rlw --include='*.m' "pgdqa_shared\.$name" "$ROOT/m" | sed "s,^$ROOT/m/,,; s,/.*,," | sort -u >callers
    [ "$name" = rooms ] || [ "$name" = one_run_elsewhere ] || grep -qxF '+pgdqa_shared' callers || [ "$(wc -l <callers)" -gt 1 ] || echo "$name: $(cat callers)"
  done >alone
  diff /dev/null alone
}
