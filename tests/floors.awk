# awk -f floors.awk README.md FILE..., in src/: the table of floors in README.md against what the files need.
#
# A row of the table is | number | names | ... |; a name is a folder, a file without its ending, or a beginning of names,
# `methods/adaptive*`, whose files count as one.  The longest name that fits a file gives its floor.  A file needs another by
# an #include, or by a function that a header declares and the other defines.  Each line of the output is a fault:
#   - a need of a file on a higher floor,
#   - a circle of files that need each other (NAME.c and NAME.h are one; what a .def file calls, its includers call),
#   - a file without a floor, and a name of the table without files.
# Exit status 1 if there is one.

function fault (text) { print text; faults++ }

function trimmed (s) { gsub (/^[ \t`]+|[ \t`]+$/, "", s); return s }

function read_row (row,   cell, name, count, i) {
  split (row, cell, "|")
  count = split (cell[3], name, ",")
  for (i = 1; i <= count; i++)
    floor_of[trimmed(name[i])] = trimmed(cell[2]) + 0
}

# The line without comments, strings and numbers; comment_open goes on from line to line.
function code_of (s,   out, at) {
  out = ""
  while (s != "") {
    if (comment_open) {
      at = index (s, "*/")
      if (!at)
        return out
      s = substr (s, at + 2)
      comment_open = 0
    } else if (match (s, /\/\*|"([^"\\]|\\.)*"|'([^'\\]|\\.)+'/)) {
      out = out substr (s, 1, RSTART - 1) " "
      comment_open = substr (s, RSTART, 2) == "/*"
      s = substr (s, RSTART + RLENGTH)
    } else {
      out = out s
      s = ""
    }
  }
  return out
}

# The name of the table that fits FILE best, "" if none does.
function entry_of (file,   stem, name, best, fits) {
  stem = file
  sub (/\.[a-z]+$/, "", stem)
  best = ""
  for (name in floor_of) {
    if (name ~ /\*$/)
      fits = index (stem, substr (name, 1, length (name) - 1)) == 1
    else
      fits = stem == name || index (stem, name "/") == 1
    if (fits && length (name) > length (best))
      best = name
  }
  return best
}

# FILE needs what defines the names that its code, or the .def file PART of it, uses.
function need_used (file, part,   list, count, i) {
  count = split (used[part], list, " ")
  for (i = 1; i <= count; i++)
    if (list[i] in defined_in && !((file, list[i]) in own))
      if (list[i] in declared || defined_in[list[i]] ~ /\.h$/)
        need(file, defined_in[list[i]], list[i])
}

function need (from, to, why,   a, b) {
  a = unit[from]
  b = unit[to]
  if (a == b)
    return
  if (floor_of[entry[from]] < floor_of[entry[to]] && !((from, to) in told)) {
    told[from, to] = 1
    fault (from " (floor " floor_of[entry[from]] ") needs " to " (floor " floor_of[entry[to]] "): " why)
  }
  if (!((a, b) in edge)) {
    edge[a, b] = 1
    needs[a] = needs[a] " " b
  }
}

# Depth first; the path so far is in PATH.
function search (u, path,   list, count, i) {
  state[u] = 1
  count = split (needs[u], list, " ")
  for (i = 1; i <= count; i++)
    if (state[list[i]] == 1)
      fault ("circle: " substr (path " > " u " > ", index (path " > " u " > ", " > " list[i] " > ") + 3) list[i])
    else if (!state[list[i]])
      search (list[i], path " > " u)
  state[u] = 2
}

FNR == 1 { reading_table = FILENAME ~ /\.md$/; hidden = comment_open = 0; before = "" }

reading_table {
  if (/<!--/)
    hidden = 1
  if (!hidden && /^\| *[0-9.]+ *\|/)
    read_row($0)
  if (/-->/)
    hidden = 0
  next
}

FNR == 1 { files[++file_count] = FILENAME }

match ($0, /^#include "[^"]*"/) { includes[FILENAME] = includes[FILENAME] " " substr ($0, 11, RLENGTH - 11); next }

{
  line = code_of($0)
  if (line ~ /^[a-z][a-z_0-9]* \(/) { # a definition: its type stands on the line before
    name = line
    sub (/ \(.*/, "", name)
    if (before !~ /^static/ || FILENAME ~ /\.h$/)
      defined_in[name] = FILENAME
    own[FILENAME, name] = 1
  } else if (FILENAME ~ /\.h$/ && match (line, /^[a-z][a-z_0-9 *]*[ *][a-z][a-z_0-9]* \(/)) {
    name = substr (line, 1, RLENGTH - 2)
    sub (/.*[ *]/, "", name)
    declared[name] = own[FILENAME, name] = 1
  }
  if (line ~ /[^ \t]/)
    before = line
  while (match (line, /(\.|->)?[A-Za-z_][A-Za-z_0-9]*/)) {
    name = substr (line, RSTART, RLENGTH)
    if (name !~ /^[.-]/)
      used[FILENAME] = used[FILENAME] " " name
    line = substr (line, RSTART + RLENGTH)
  }
}

END {
  for (i = 1; i <= file_count; i++) {
    file = files[i]
    entry[file] = entry_of(file)
    if (entry[file] == "")
      fault (file " has no floor")
    seen[entry[file]] = 1
    unit[file] = file
    sub (/\.[ch]$/, "", unit[file])
    if (entry[file] ~ /\*$/)
      unit[file] = entry[file]
  }
  for (name in floor_of)
    if (!(name in seen))
      fault ("no file belongs to " name)
  for (i = 1; i <= file_count; i++) {
    file = files[i]
    count = split (includes[file], list, " ")
    for (k = 1; k <= count; k++)
      if (list[k] in unit) {
        need(file, list[k], "#include")
        if (list[k] ~ /\.def$/)
          need_used(file, list[k])
      }
    if (file !~ /\.def$/)
      need_used(file, file)
  }
  for (i = 1; i <= file_count; i++)
    if (!state[unit[files[i]]])
      search(unit[files[i]], "")
  exit faults > 0
}
