#!/usr/bin/env bats
# The .m files that users run keep to the syntax MATLAB and Octave share.

load helper

CODE=$BATS_FILE_TMPDIR/code

m_files () {
  find "$ROOT/m" "$ROOT/examples" -name '*.m' 2>/dev/null | sort
}

# Writes FILE:LINE:CODE of all M code, without comments (hence without %! tests) and without the contents of strings.
# A quote opens a string unless it follows a name, number, bracket, dot or quote: there it is a transpose.
setup_file () {
  m_files | while read -r file; do
    sed -E "s/(^|[^])}A-Za-z0-9_.'])'([^']|'')*'/\1''/g; s/%.*//" "$file" | grep -nE '[^[:space:]]' | sed "s|^|${file#"$ROOT"/}:|"
  done >"$CODE"
}

# refuse PATTERN [EXCEPT]: fails, showing the lines, if some line of code matches, and not EXCEPT
refuse () {
  ! grep -vE -- "${2:-^$}" "$CODE" | grep -E -- "^[^:]*:[0-9]+:(.*[^A-Za-z0-9_])?($1)"
}

@test "Octave's parser reports no Octave language extension" {
  {
    echo "warning ('on', 'Octave:language-extension');"
    echo "warning ('on', 'Octave:assign-as-truth-value');"
    m_files | sed "s/.*/__parse_file__ ('&');/"
  } >parse_all.m
  octave parse_all.m >log 2>&1 || { cat log; false; }
  ! grep -F "$ROOT" log
}

@test "blocks end with end" {
  refuse 'end(if|function|while|for|switch|parfor|classdef|methods|properties|events|enumeration)\b|end_[a-z_]+'
}

@test "no Octave-only statements" {
  refuse 'unwind_protect|do *$|until\b'
}

@test "no Octave-only operators, comments, quotes or continuations" {
  refuse '.*(#|!|"|\*\*|\+\+|--|[-+*/^|&]=[^=]|\\[[:space:]]*$)'
}

@test "no Octave-only functions" {
  refuse '(printf|puts|fputs|fdisp|print_usage|ifelse|merge|rows|columns|numfields|nthargout|isargout|postpad|prepad|ostrsplit|substr|strtrunc|error_ids|argv|program_name|usage)[[:space:]]*\(' \
    '@pgdqa_traced.*function [a-z]* = (rows|columns|merge|ifelse) \('   # which it overloads
}

@test "no names that start with an underscore" {
  refuse '_[A-Za-z_]'
}

@test "no assignment or default value inside parentheses" {
  refuse '.*\([^()]*[^=<>~()]=[^=].*'
}

@test "no indexing of a call's result" {
  # f (x)(1), but not @(x) (x + 1) nor s.(name)(1)
  ! sed -E 's/[@.] *\([^()]*\)/@/g' "$CODE" | grep -E '\) *[({]'
}
