#!/usr/bin/env bats
# The floors of src/README.md: no file needs one on a higher floor, and no two files need each other.

load helper

# sources: the files of src/ below the working directory that the floors are about
sources () {
  find . -path ./build -prune -o \( -name '*.[ch]' -o -name '*.def' \) -print | sed 's,^\./,,' | sort
}

# floors DIRECTORY: the faults of the sources there
floors () {
  (cd "$1" && awk -f "$ROOT/tests/floors.awk" README.md $(sources))
}

# A copy of the sources, to be spoilt, in ./src
copy_sources () {
  mkdir src
  (cd "$ROOT/src" && { sources; echo README.md; } | tar -cf - -T -) | tar -xf - -C src
}

@test "no file of src/ needs a higher floor, and none are in a circle" {
  run floors "$ROOT/src"
  echo "$output"
  [ "$status" -eq 0 ] && [ -z "$output" ]
}

@test "an include of a higher floor is a fault" {
  copy_sources
  echo '#include "lower/lower.h"' >> src/base/box.h
  run floors src
  [ "$status" -eq 1 ]
  [[ $output == *'base/box.h (floor 1) needs lower/lower.h (floor 5): #include'* ]]
}

@test "a call of a higher floor is a fault, also of a function that is handed on" {
  copy_sources
  printf 'int\nbox_calls (void)\n{\n  return solver_run (0);\n}\n' >> src/base/box.c
  printf 'int\nvec_hands_on (void)\n{\n  return box_uses (close_plain);\n}\n' >> src/base/vec.c
  run floors src
  [ "$status" -eq 1 ]
  [[ $output == *'base/box.c (floor 1) needs solver/driver.c (floor '*'): solver_run'* ]]
  [[ $output == *'base/vec.c (floor 1) needs lower/closing.c (floor 5): close_plain'* ]]
}

@test "words in comments, strings and members are no calls" {
  copy_sources
  printf '/* solver_run (\n   solver_run ( */\nconst char *text = "solver_run (";\nint k = sizeof s.solver_run + sizeof p->solver_run;\n' \
    >> src/base/box.c
  run floors src
  [ "$status" -eq 0 ] && [ -z "$output" ]
}

@test "a circle within a floor is a fault, of includes or of calls" {
  copy_sources
  echo '#include "problem/oracle.h"' >> src/problem/differences.c
  printf 'int\neigen_calls (void)\n{\n  return curvature_spoilt (0);\n}\n' >> src/linalg/eigen.c
  sed -i 's/^void curvature_layout/int curvature_spoilt (void);\n&/' src/linalg/curvature.h
  printf 'int\ncurvature_spoilt (void)\n{\n  return 0;\n}\n' >> src/linalg/curvature.c
  run floors src
  [ "$status" -eq 1 ]
  [[ $output == *'circle: '*'problem/oracle'* ]]
  [[ $output == *'circle: '*'linalg/curvature'* ]]
}

@test "the names of the table may be single files" {
  copy_sources
  sed -i 's/^| 2 |.*/| 2 | `linalg`, `linalg\/eigen` |\n| 2.5 | `linalg\/curvature` |/' src/README.md
  run floors src
  [ "$status" -eq 0 ] && [ -z "$output" ]
  sed -i 's/^| 2.5 |/| 1.5 |/' src/README.md
  run floors src
  [[ $output == *'linalg/curvature.c (floor 1.5) needs linalg/eigen.h (floor 2): #include'* ]]
}

@test "every file has a floor, and every name of the table has files" {
  copy_sources
  mkdir src/attic
  echo 'int x;' > src/attic/old.c
  sed -i 's/^| 2 | `linalg`/&, `cellar`/' src/README.md
  run floors src
  [ "$status" -eq 1 ]
  [[ $output == *'attic/old.c has no floor'* && $output == *'no file belongs to cellar'* ]]
}
